/** The parts that every Word document of ours is made of. Texts are people's own and may hold anything. */
import { HeadingLevel, ImageRun, ImportedXmlComponent, Paragraph, TextRun } from 'docx';
import type { IParagraphOptions } from 'docx';
import { linesOf, oneLine } from '../plain-text.ts';
import type { ChartPicture } from '../report-chart.ts';
import { BULLETS, PLACEHOLDER } from './styles.ts';

export type ParagraphStyle =
  'Normal' | 'Lead' | 'LeadIn' | 'AfterTable' | 'Subtitle' | 'Quiet' | 'Caption' | 'Cell' | 'CellKept';

const HEADINGS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;

export const title = (text: string): Paragraph => new Paragraph({ heading: HeadingLevel.TITLE, text: oneLine(text) });

/** `onNewPage`: the chapter begins a page. */
export const heading = (level: 1 | 2 | 3, text: string, { onNewPage = false } = {}): Paragraph =>
  new Paragraph({ heading: HEADINGS[level], text: oneLine(text), pageBreakBefore: onNewPage });

/** A paragraph on one line of text. */
export const paragraph = (text: string, style: ParagraphStyle = 'Normal'): Paragraph =>
  new Paragraph({ style, children: [new TextRun(oneLine(text))] });

/** A paragraph for each line that somebody has written. */
export const paragraphs = (text: string, style: ParagraphStyle = 'Normal'): Paragraph[] =>
  linesOf(text).map((line) => paragraph(line, style));

/** `Ansvarig: Rektor Ekskolan`, the first words strong. */
export const labelled = (label: string, text: string, style: ParagraphStyle = 'Normal'): Paragraph =>
  new Paragraph({
    style,
    children: [new TextRun({ text: `${label}: `, style: 'Strong' }), new TextRun(oneLine(text))],
  });

export const bullet = (text: string, style: ParagraphStyle = 'Normal'): Paragraph =>
  new Paragraph({
    ...{ style, numbering: { reference: BULLETS, level: 0 }, contextualSpacing: true },
    children: [new TextRun(oneLine(text))],
  });

/** A bullet that begins with what it is about. */
export const labelledBullet = (label: string, text: string): Paragraph =>
  new Paragraph({
    ...{ numbering: { reference: BULLETS, level: 0 } },
    children: [new TextRun({ text: `${label}: `, style: 'Strong' }), new TextRun(oneLine(text))],
  });

/** What is not decided yet: what it is called, and a hint of what to write, with an example. */
export interface Blank {
  readonly name: string;
  readonly hint: string;
}

const element = (name: string, attributes?: Record<string, string>) => new ImportedXmlComponent(name, attributes);

/** A field in Word: one click chooses the hint, and what is written takes its place. The library has no words for it. */
function field({ name, hint }: Blank): ImportedXmlComponent {
  const properties = element('w:sdtPr');
  properties.push(element('w:alias', { 'w:val': oneLine(name).slice(0, 64) }));
  properties.push(element('w:showingPlcHdr'));
  const content = element('w:sdtContent');
  content.push(new TextRun({ text: oneLine(hint), ...PLACEHOLDER }));
  const whole = element('w:sdt');
  whole.push(properties);
  whole.push(content);
  return whole;
}

/** A paragraph that ends in a field. */
class Guided extends Paragraph {
  constructor(options: IParagraphOptions, of: Blank) {
    super(options);
    this.root.push(field(of));
  }
}

/** A guided blank as a paragraph of its own. */
export const blank = (of: Blank, style: ParagraphStyle = 'Normal'): Paragraph => new Guided({ style }, of);

/** A guided blank after its label, on the same line. */
export const labelledBlank = (label: string, of: Blank): Paragraph =>
  new Guided({ children: [new TextRun({ text: `${label}: `, style: 'Strong' })] }, of);

/** The chart as a picture with its alt text, kept together with the caption after it. `number` is its own in the document. */
export function picture({ png, width, height, alt }: ChartPicture, name: string, number = 1): Paragraph {
  return new Paragraph({
    style: 'Picture',
    children: [
      new ImageRun({
        ...{ type: 'png', data: png, transformation: { width, height } },
        altText: { id: String(number), name: oneLine(name), title: oneLine(name), description: oneLine(alt) },
      }),
    ],
  });
}
