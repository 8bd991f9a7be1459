/** Parts of a report to paste into a quality report (kvalitetsrapport), an e-mail or a page: rich text, plain text and picture. */
import { textsIn } from '../texts.ts';
import { fullDay } from './days.ts';
import { findingOf, reachedSentence, ruleSentence, scoreTable, stepTable } from './facts.ts';
import type { FactTable } from './facts.ts';
import { paragraphHtml, tableHtml } from './html.ts';
import type { TableStyles } from './html.ts';
import { escapeMarkup, oneLine } from './plain-text.ts';
import { actionTable, decidedActions, planSentence } from './plan-facts.ts';
import { chartAlt, reportPicture } from './report-chart.ts';
import type { UnitReport } from './report.ts';

export const BLOCKS = ['summary', 'scores', 'steps', 'plan', 'chart'] as const;
export type BlockName = (typeof BLOCKS)[number];

export interface Block {
  /** Styled inline: Word and Outlook read no other styles when they paste. */
  readonly html: string;
  /** The same without markup; a table's cells are parted by tabs, as Excel pastes them. */
  readonly text: string;
  /** Of the chart, which the HTML holds too. */
  readonly png?: Buffer;
}

const FONT = 'font-family:Calibri,Arial,sans-serif;font-size:11pt;color:#000000';
const PARAGRAPH = `${FONT};margin:0 0 8pt 0`;
const NOTE = `${FONT};margin:6pt 0 8pt 0`;
const STYLES: TableStyles = {
  table: `${FONT};border-collapse:collapse`,
  caption: 'text-align:left;font-weight:bold;padding:0 0 4pt 0',
  header: 'font-weight:bold;padding:2pt 10pt 2pt 0;border-bottom:1pt solid #000000;vertical-align:bottom',
  cell: 'padding:2pt 10pt 2pt 0;border-bottom:0.5pt solid #BFBFBF;vertical-align:top',
  // Excel's own: words that begin like a formula stay words.
  words: String.raw`mso-number-format:"\@"`,
};

/** The block, or null where there is nothing to tell: no assessment, no decided actions, too few areas for a chart. */
export async function block(report: UnitReport, name: BlockName): Promise<Block | null> {
  const { language } = report;
  switch (name) {
    case 'summary':
      return summary(report);
    case 'scores':
      return tableBlock(scoreTable(report), textsIn(language)('document.scores.reading'));
    case 'steps':
      return tableBlock(stepTable(report), ruleSentence(report.rule, language));
    case 'plan':
      return plan(report);
    case 'chart':
      return chart(report);
  }
}

function summary(report: UnitReport): Block | null {
  const { now, unit, language } = report;
  if (!now) return null;
  const from = textsIn(language)('document.summaryFrom', { unit: oneLine(unit.name), day: fullDay(now.day, language) });
  const sentences = [
    findingOf(report),
    reachedSentence(report),
    ruleSentence(report.rule, language),
    planSentence(report),
  ];
  return sentencesBlock([from, sentences.filter(Boolean).join(' ')]);
}

function plan(report: UnitReport): Block | null {
  const actions = decidedActions(report);
  if (actions.length === 0) return null;
  const caption = textsIn(report.language)('document.page.actions');
  return tableBlock(
    actionTable(report, actions, caption, ['area', 'responsible', 'due', 'state']),
    planSentence(report),
  );
}

async function chart(report: UnitReport): Promise<Block | null> {
  const picture = report.now && (await reportPicture(report));
  if (!picture) return null;
  const { png, width, height } = picture;
  const alt = chartAlt(report);
  const source = `data:image/png;base64,${png.toString('base64')}`;
  const html = `<p><img src="${source}" width="${width}" height="${height}" alt="${escapeMarkup(alt)}"></p>`;
  return { html, text: alt, png };
}

const sentencesBlock = (sentences: readonly string[]): Block => ({
  html: sentences.map((sentence) => paragraphHtml(sentence, PARAGRAPH)).join(''),
  text: sentences.join('\n'),
});

function tableBlock(table: FactTable | null, note: string): Block | null {
  if (!table) return null;
  const rowsWith = (mark: string) =>
    table.rows.map((texts) => texts.map((text, at) => (table.columns[at]?.isFigure ? text : asWords(text, mark))));
  const lines = [table.columns.map(({ text }) => text), ...rowsWith("'")].map((texts) => texts.map(oneLine).join('\t'));
  return {
    html: tableHtml({ ...table, rows: rowsWith(WORD_JOINER) }, STYLES) + paragraphHtml(note, NOTE),
    text: [table.caption, ...lines, note].join('\n'),
  };
}

/**
 * Programs take pasted words that begin like a formula for one, unless a mark stands before them: in plain text the
 * apostrophe that Excel knows, in HTML a sign without width, since LibreOffice counts even what is styled as words.
 */
const asWords = (text: string, mark: string): string => (/^\s*[=+\-@]/.test(text) ? mark + oneLine(text) : text);
const WORD_JOINER = '\u2060';
