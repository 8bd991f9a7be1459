import { escapeMarkup } from '../plain-text.ts';
import { paragraphHtml, tableHtml } from '../html.ts';
import { onePage } from '../one-page.ts';
import type { OnePage } from '../one-page.ts';
import { reportSvg } from '../report-chart.ts';
import type { UnitReport } from '../report.ts';
import { LOOK } from './look.ts';

/** Nothing is fetched and nothing is run, whatever the texts hold. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const CHART = { width: 400, height: 300, fontSize: 14 };

/**
 * The politicians' page as one standalone HTML document, black on white: what the slide says, for A4, for a phone and for a
 * screen reader.
 */
export function printPage(report: UnitReport): string {
  const page = onePage(report);
  const svg = report.now ? reportSvg(report, { look: 'black', size: CHART }) : null;
  return [
    `<!doctype html><html lang="${report.language}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeMarkup(page.kicker)}</title><style>${LOOK}</style></head><body><main>`,
    `<p class="kicker">${escapeMarkup(page.kicker)}</p><h1>${escapeMarkup(page.title)}</h1>`,
    `<div class="side">${part(page.is.heading, [svg ?? '', ...page.is.sentences.map((text) => paragraphHtml(text))])}`,
    `${partOf(page.was)}</div>${page.does ? partOf(page.does) : ''}`,
    `<p class="source">${escapeMarkup(page.source)}</p></main></body></html>`,
  ].join('\n');
}

const part = (heading: string, says: readonly string[]): string =>
  `<section><h2>${escapeMarkup(heading)}</h2>${says.join('')}</section>`;

const partOf = ({ heading, table, sentences }: OnePage['was']): string =>
  part(heading, [table ? tableHtml(table) : '', ...sentences.map((text) => paragraphHtml(text))]);
