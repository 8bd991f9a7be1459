import { AlignmentType, convertMillimetersToTwip, LevelFormat, LineRuleType, ShadingType } from 'docx';
import type { INumberingOptions, IParagraphStyleOptions, IStylesOptions } from 'docx';
import type { ServiceLanguage } from '../../texts.ts';

/** Calm typography, black on white: what tells parts apart is size, weight and air. Sizes are in half points. */
const FONT = 'Calibri';
const BLACK = '1F1F1F';
const QUIET = '595959';
/** Behind what is yet to be written; the words on it are dark enough to be read by everyone. */
const BLANK = 'F0F0F0';
const HAIRLINE = 'BFBFBF';

/** How a hint looks until somebody writes in its place: the style for Word, the same said directly for other readers. */
export const PLACEHOLDER = {
  style: 'PlaceholderText',
  color: QUIET,
  shading: { type: ShadingType.CLEAR, color: 'auto', fill: BLANK },
} as const;

/** A list of each style's own: LibreOffice shows a list that two styles share in one of them alone. */
const [BULLETS, CELL_BULLETS] = ['bullets', 'cell-bullets'];
export const TABLE_STYLE = 'LikaTable';
/** Of a table that tells one thing field by field: the fields' names are strong, not the first row. */
export const FIELDS_STYLE = 'LikaFields';

/** A4 with 25 mm on the sides and 20 mm above and below, so that two actions have room on a page. */
export const PAGE = {
  width: convertMillimetersToTwip(210),
  height: convertMillimetersToTwip(297),
  side: convertMillimetersToTwip(25),
  edge: convertMillimetersToTwip(20),
};
export const TEXT_WIDTH = PAGE.width - 2 * PAGE.side;

export const LOCALE: Readonly<Record<ServiceLanguage, string>> = { sv: 'sv-SE', en: 'en-GB' };

/** The distance between lines, in 240ths of a line. Said in full: some readers take a bare number for twips. */
const lines = (line: number) => ({ line, lineRule: LineRuleType.AUTO });

const heading = (level: 0 | 1 | 2, size: number, before: number, after: number) => ({
  run: { font: FONT, size, bold: true, color: BLACK, italics: false },
  paragraph: { outlineLevel: level, keepNext: true, keepLines: true, spacing: { before, after, ...lines(264) } },
});

const paragraphStyles: IParagraphStyleOptions[] = [
  {
    ...{ id: 'Lead', name: 'Lead', basedOn: 'Normal', next: 'Normal', quickFormat: true },
    ...{ run: { size: 26 }, paragraph: { spacing: { after: 200, ...lines(312) } } },
  },
  {
    ...{ id: 'Subtitle', name: 'Subtitle', basedOn: 'Normal', next: 'Normal', quickFormat: true },
    ...{ run: { size: 28, color: BLACK }, paragraph: { spacing: { after: 60 } } },
  },
  {
    ...{ id: 'Quiet', name: 'Quiet', basedOn: 'Normal', next: 'Normal', quickFormat: true },
    ...{ run: { size: 18, color: QUIET }, paragraph: { spacing: { before: 60, after: 240 } } },
  },
  {
    ...{ id: 'Picture', name: 'Picture', basedOn: 'Normal', next: 'Normal' },
    ...{ paragraph: { keepNext: true, spacing: { before: 120, after: 40 } } },
  },
  {
    ...{ id: 'LeadIn', name: 'Lead-in', basedOn: 'Normal', next: 'Normal', quickFormat: true },
    paragraph: { keepNext: true, spacing: { before: 60 } },
  },
  {
    ...{ id: 'AfterTable', name: 'After Table', basedOn: 'Normal', next: 'Normal', quickFormat: true },
    paragraph: { spacing: { before: 260 } },
  },
  {
    ...{ id: 'Cell', name: 'Cell', basedOn: 'Normal', quickFormat: true },
    ...{ run: { size: 20 }, paragraph: { spacing: { before: 10, after: 10, ...lines(247) } } },
  },
  {
    ...{ id: 'CellKept', name: 'Cell Kept', basedOn: 'Cell', quickFormat: true },
    paragraph: { keepNext: true },
  },
  {
    ...{ id: 'CellFigure', name: 'Cell Figure', basedOn: 'Cell', quickFormat: true },
    paragraph: { alignment: AlignmentType.RIGHT },
  },
  {
    ...{ id: 'CellFigureKept', name: 'Cell Figure Kept', basedOn: 'CellKept', quickFormat: true },
    paragraph: { alignment: AlignmentType.RIGHT },
  },
  {
    ...{ id: 'CellBullet', name: 'Cell Bullet', basedOn: 'CellKept', quickFormat: true },
    paragraph: { numbering: { reference: CELL_BULLETS, level: 0 }, contextualSpacing: true },
  },
  {
    ...{ id: 'BulletItem', name: 'Bullet Item', basedOn: 'Normal', quickFormat: true },
    paragraph: { numbering: { reference: BULLETS, level: 0 } },
  },
];

/** The document's styles, in its language: what a reader changes in Word changes the whole document. */
export function styles(language: ServiceLanguage): IStylesOptions {
  return {
    default: {
      document: {
        run: { font: FONT, size: 21, color: BLACK, language: { value: LOCALE[language] } },
        paragraph: { spacing: { after: 140, ...lines(288) } },
      },
      title: {
        run: { font: FONT, size: 52, bold: true, color: BLACK },
        paragraph: { keepNext: true, spacing: { before: 0, after: 120, ...lines(240) } },
      },
      heading1: heading(0, 34, 520, 160),
      heading2: heading(1, 27, 400, 120),
      heading3: heading(2, 22, 320, 100),
      caption: {
        run: { size: 20, bold: true, color: BLACK, italics: false },
        paragraph: { keepNext: true, spacing: { before: 280, after: 80 } },
      },
    },
    paragraphStyles,
    characterStyles: [
      {
        ...{ id: 'PlaceholderText', name: 'Placeholder Text', basedOn: 'DefaultParagraphFont' },
        run: { color: PLACEHOLDER.color, shading: PLACEHOLDER.shading },
      },
      { id: 'Strong', name: 'Strong', basedOn: 'DefaultParagraphFont', quickFormat: true, run: { bold: true } },
    ],
  };
}

const rule = (side: string, size: number, colour: string) =>
  `<w:${side} w:val="single" w:sz="${size}" w:space="0" w:color="${colour}"/>`;

const margin = (side: string, twips: number) => `<w:${side} w:w="${twips}" w:type="dxa"/>`;

const tableStyle = (id: string, name: string, strong: 'firstRow' | 'firstCol') =>
  [
    `<w:style w:type="table" w:customStyle="1" w:styleId="${id}"><w:name w:val="${name}"/><w:uiPriority w:val="59"/><w:qFormat/>`,
    `<w:tblPr><w:tblBorders>${rule('top', 8, BLACK)}${rule('bottom', 8, BLACK)}${rule('insideH', 4, HAIRLINE)}</w:tblBorders>`,
    `<w:tblCellMar>${margin('top', 45)}${margin('left', 0)}${margin('bottom', 45)}${margin('right', 160)}</w:tblCellMar></w:tblPr>`,
    strong === 'firstCol' ? '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr>' : '',
    `<w:tblStylePr w:type="firstRow">${strong === 'firstRow' ? '<w:rPr><w:b/></w:rPr>' : ''}<w:tcPr><w:tcBorders>${rule('bottom', 8, BLACK)}</w:tcBorders></w:tcPr></w:tblStylePr>`,
    '</w:style>',
  ].join('');

/** The tables' styles, which the library has no words for: rules under the rows, stronger ones around and under the header. */
export const TABLE_STYLES = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">',
  tableStyle(TABLE_STYLE, 'LIKA Table', 'firstRow'),
  tableStyle(FIELDS_STYLE, 'LIKA Fields', 'firstCol'),
  '</w:styles>',
].join('');

/** The lists: what is done within an action, and the plan's goals. */
export const numbering: INumberingOptions = {
  config: [BULLETS, CELL_BULLETS].map((reference) => ({
    reference,
    levels: [
      {
        ...{ level: 0, format: LevelFormat.BULLET, text: '•', alignment: AlignmentType.LEFT },
        style: { paragraph: { indent: { left: 284, hanging: 227 } } },
      },
    ],
  })),
};
