/** Colours are the page's own variables, so that a change of theme reaches drawn cards at once. */
const text = (normal: string, subtle: string) => ({ default: normal, subtle });
const colours = {
  default: text('var(--text)', 'var(--text-2)'),
  dark: text('var(--text)', 'var(--text-2)'),
  light: text('var(--on-brand)', 'var(--on-brand)'),
  accent: text('var(--brand-text)', 'var(--brand-text)'),
  good: text('var(--good)', 'var(--good)'),
  warning: text('var(--warning)', 'var(--warning)'),
  attention: text('var(--bad)', 'var(--bad)'),
};
const box = (backgroundColor: string) => ({
  backgroundColor,
  borderColor: 'var(--line)',
  borderThickness: 0,
  foregroundColors: colours,
});

/** How Teams' cards look, as adaptivecards' host config: sizes and distances in pixels. */
export const cardLook = {
  fontFamily: 'inherit',
  supportsInteractivity: true,
  spacing: { small: 4, default: 8, medium: 12, large: 20, extraLarge: 28, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: box('transparent'),
    emphasis: box('var(--soft)'),
    accent: box('var(--brand-soft)'),
    good: box('var(--soft)'),
    warning: box('var(--soft)'),
    attention: box('var(--soft)'),
  },
  inputs: {
    label: { requiredInputs: { suffix: ' *', suffixColor: 'attention' }, inputSpacing: 'small' },
    errorMessage: { color: 'attention', spacing: 'small' },
  },
  actions: {
    maxActions: 6,
    spacing: 'medium',
    buttonSpacing: 8,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
    preExpandSingleShowCardAction: false,
  },
  adaptiveCard: { allowCustomStyle: false },
  imageSet: { imageSize: 'medium', maxImageHeight: 100 },
  factSet: {
    title: { color: 'default', size: 'default', isSubtle: false, weight: 'bolder', wrap: true, maxWidth: 150 },
    value: { color: 'default', size: 'default', isSubtle: false, weight: 'default', wrap: true },
    spacing: 12,
  },
  table: { cellSpacing: 0 },
  textBlock: { headingLevel: 2 },
  textStyles: {
    heading: { size: 'medium', weight: 'bolder', color: 'default', isSubtle: false },
    columnHeader: { weight: 'default', isSubtle: true },
  },
};
