/** Facts as HTML: with classes of a page, or with styles of their own where the HTML is pasted into Word and Outlook. */
import type { FactTable } from './facts.ts';
import { escapeMarkup, oneLine } from './plain-text.ts';

/** CSS for each element; without one the page's own applies. */
export interface TableStyles {
  readonly table: string;
  readonly caption: string;
  readonly header: string;
  readonly cell: string;
  /** What a cell of words has besides. */
  readonly words: string;
}

const styled = (...css: (string | undefined)[]): string => {
  const all = css.filter((one) => one !== undefined && one !== '').join(';');
  return all === '' ? '' : ` style="${escapeMarkup(all)}"`;
};

/** The table with its caption, header cells over the columns and before the rows. */
export function tableHtml({ caption, columns, rows }: FactTable, styles?: TableStyles): string {
  const side = (at: number) => `text-align:${columns[at]?.isFigure ? 'right' : 'left'}`;
  const header = columns.map(
    ({ text }, at) => `<th scope="col"${styled(styles?.header, side(at))}>${escapeMarkup(oneLine(text))}</th>`,
  );
  const body = rows.map((cells) =>
    cells
      .map((text, at) =>
        at === 0
          ? `<th scope="row"${styled(styles?.cell, styles?.words, 'font-weight:normal', side(at))}>${escapeMarkup(oneLine(text))}</th>`
          : `<td${styled(styles?.cell, columns[at]?.isFigure ? '' : styles?.words, side(at))}>${escapeMarkup(oneLine(text))}</td>`,
      )
      .join(''),
  );
  return [
    `<table${styled(styles?.table)}><caption${styled(styles?.caption)}>${escapeMarkup(oneLine(caption))}</caption>`,
    `<thead><tr>${header.join('')}</tr></thead>`,
    `<tbody>${body.map((row) => `<tr>${row}</tr>`).join('')}</tbody></table>`,
  ].join('');
}

/** A paragraph; nothing without words. */
export const paragraphHtml = (text: string, css?: string): string =>
  text === '' ? '' : `<p${styled(css)}>${escapeMarkup(oneLine(text))}</p>`;
