/** LIKA's colours: Teams' own themes with brand #5B5FC7, and the few colours that Fluent has no token for. */
import { teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme } from '@fluentui/react-components';
import type { Theme } from '@fluentui/react-components';
import type { ThemeName } from '../parts/teams.ts';

/** In CSS as `var(--likaCanvas)` and so on, beside Fluent's tokens (`var(--colorNeutralForeground1)`). */
export interface LikaColours {
  /** Behind the cards, the cards, and what is sunk into a card. */
  readonly likaCanvas: string;
  readonly likaSurface: string;
  readonly likaInset: string;
  /** Hairlines within a card, and a card's own edge (contrast only). */
  readonly likaLine: string;
  readonly likaEdge: string;
  readonly likaControlEdge: string;
  readonly likaLink: string;
  readonly likaChosen: string;
  readonly likaOnChosen: string;
  /** Quiet brand area: the letter of an area, a state in progress. */
  readonly likaTint: string;
  readonly likaOnTint: string;
  /** Charts: now, last time, one more; grid lines. */
  readonly likaNow: string;
  readonly likaBefore: string;
  readonly likaThird: string;
  readonly likaGrid: string;
  /** Heat map, lowest to highest; only the last takes `likaOnHeat5`. */
  readonly likaHeat1: string;
  readonly likaHeat2: string;
  readonly likaHeat3: string;
  readonly likaHeat4: string;
  readonly likaHeat5: string;
  readonly likaOnHeat: string;
  readonly likaOnHeat5: string;
  readonly likaCardShadow: string;
}

const HEAT = {
  likaHeat1: '#eeeffb',
  likaHeat2: '#cfd2f4',
  likaHeat3: '#b3b7ee',
  likaHeat4: '#868be0',
  likaHeat5: '#4549a6',
  likaOnHeat: '#242424',
  likaOnHeat5: '#ffffff',
};

/** Windows' own face first; where it is missing, one of the same width. */
const FONT =
  '"Segoe UI", "Segoe UI Web (West European)", -apple-system, BlinkMacSystemFont, Roboto, "Helvetica Neue", Arial, sans-serif';

const light: Theme & LikaColours = {
  ...teamsLightTheme,
  fontFamilyBase: FONT,
  colorBrandForegroundLink: '#5b5fc7',
  likaCanvas: '#f5f5f5',
  likaSurface: '#ffffff',
  likaInset: '#f5f5f5',
  likaLine: '#e0e0e0',
  likaEdge: 'transparent',
  likaControlEdge: '#8a8a8a',
  likaLink: '#5b5fc7',
  likaChosen: '#5b5fc7',
  likaOnChosen: '#ffffff',
  likaTint: '#ecebfa',
  likaOnTint: '#3d3e78',
  likaNow: '#5b5fc7',
  likaBefore: '#242424',
  likaThird: '#0b7285',
  likaGrid: '#d1d1d1',
  ...HEAT,
  likaCardShadow: '0 0 2px rgba(0,0,0,.12), 0 2px 4px rgba(0,0,0,.14)',
};

const dark: Theme & LikaColours = {
  ...teamsDarkTheme,
  fontFamilyBase: FONT,
  colorNeutralBackground1: '#1f1f1f',
  colorBrandBackground: '#5b5fc7',
  colorBrandBackgroundHover: '#6a6ed3',
  colorBrandForeground1: '#9299f7',
  colorBrandForegroundLink: '#9299f7',
  colorBrandForegroundLinkHover: '#aab1fa',
  colorCompoundBrandForeground1: '#9299f7',
  likaCanvas: '#141414',
  likaSurface: '#1f1f1f',
  likaInset: '#141414',
  likaLine: '#3d3d3d',
  likaEdge: 'transparent',
  likaControlEdge: '#8a8a8a',
  likaLink: '#9299f7',
  likaChosen: '#9299f7',
  likaOnChosen: '#141414',
  likaTint: '#2f2f4a',
  likaOnTint: '#c8cbfb',
  likaNow: '#9299f7',
  likaBefore: '#ffffff',
  likaThird: '#4fc3d8',
  likaGrid: '#4d4d4d',
  ...HEAT,
  likaCardShadow: '0 0 2px rgba(0,0,0,.24), 0 2px 4px rgba(0,0,0,.28)',
};

const contrast: Theme & LikaColours = {
  ...teamsHighContrastTheme,
  fontFamilyBase: FONT,
  likaCanvas: '#000000',
  likaSurface: '#000000',
  likaInset: '#000000',
  likaLine: '#ffffff',
  likaEdge: '#ffffff',
  likaControlEdge: '#ffffff',
  likaLink: '#ffff00',
  likaChosen: '#1aebff',
  likaOnChosen: '#000000',
  likaTint: '#000000',
  likaOnTint: '#ffffff',
  likaNow: '#1aebff',
  likaBefore: '#ffffff',
  likaThird: '#3ff23f',
  likaGrid: '#808080',
  likaHeat1: '#000000',
  likaHeat2: '#000000',
  likaHeat3: '#000000',
  likaHeat4: '#000000',
  likaHeat5: '#ffffff',
  likaOnHeat: '#ffffff',
  likaOnHeat5: '#000000',
  likaCardShadow: 'none',
};

export const THEMES: Readonly<Record<ThemeName, Theme & LikaColours>> = { light, dark, contrast };
