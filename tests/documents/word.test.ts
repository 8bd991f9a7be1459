import { beforeAll, describe, expect, it } from '@jest/globals';
import { wordPlan } from '../../bot/documents/documents.ts';
import type { UnitReport } from '../../bot/documents/report.ts';
import { formatScore } from '../../lika/analysis/fraction.ts';
import { emptyReport, HEAD, schoolReport } from './demo-report.ts';
import { all, part, partsOf, textOf, valueOf, within } from './parts-of-zip.ts';
import type { Element } from './parts-of-zip.ts';

interface Opened {
  readonly parts: Map<string, Element>;
  readonly body: Element;
}

async function open(report: UnitReport): Promise<Opened> {
  const parts = await partsOf(await wordPlan(report));
  const [body] = all(part(parts, 'word/document.xml'), 'w:body');
  if (!body) throw new Error('the document has no body');
  return { parts, body };
}

const styleOf = (paragraph: Element) => valueOf(paragraph, 'w:pStyle');

/** The headings with their levels, as the styles' outline says them. */
function headings({ parts, body }: Opened): { level: number; text: string }[] {
  const styles = all(part(parts, 'word/styles.xml'), 'w:style');
  return all(body, 'w:p').flatMap((paragraph) => {
    const style = styles.find(({ attributes }) => attributes['w:styleId'] === styleOf(paragraph));
    const outline = style && valueOf(style, 'w:outlineLvl');
    return outline === null || outline === undefined ? [] : [{ level: Number(outline), text: textOf(paragraph) }];
  });
}

const fields = (of: Element) => all(of, 'w:sdt').filter((field) => all(field, 'w:showingPlcHdr').length === 1);
const textsOf = ({ body }: Opened) => all(body, 'w:p').map(textOf);
const tableWith = ({ body }: Opened, text: string) => all(body, 'w:tbl').find((table) => textOf(table).includes(text));
const rowsOf = (table: Element | undefined) =>
  (table ? within(table, 'w:tr') : []).map((row) => within(row, 'w:tc').map(textOf));

const reports: readonly (readonly [string, UnitReport])[] = [
  ['a full school', schoolReport()],
  ['a full school in English', schoolReport({ language: 'en' })],
  ['a school that has not begun', emptyReport()],
];

describe.each(reports)('the Word plan of %s leaves nothing for the accessibility checker', (_, report) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open(report);
  });

  it('has headings that begin at the top and never skip a level', () => {
    const levels = headings(opened).map(({ level }) => level);
    expect(levels[0]).toBe(0);
    levels.forEach((level, at) => expect(level).toBeLessThanOrEqual((levels[at - 1] ?? -1) + 1));
    for (const { text } of headings(opened)) expect(text).not.toBe('');
  });

  it('has a header row in every table, and a word in every cell', () => {
    for (const table of all(opened.body, 'w:tbl')) {
      const [first, ...others] = within(table, 'w:tr');
      expect(first && all(first, 'w:tblHeader')).toHaveLength(1);
      expect(others.flatMap((row) => all(row, 'w:tblHeader'))).toEqual([]);
      expect(valueOf(table, 'w:tblLook', 'w:firstRow')).toBe('true');
      for (const cell of all(table, 'w:tc')) expect(textOf(cell).trim()).not.toBe('');
      expect([...all(table, 'w:tbl'), ...all(table, 'w:gridSpan'), ...all(table, 'w:vMerge')]).toEqual([]);
    }
  });

  it('says what its picture shows, in its language, under its name', () => {
    const pictures = all(opened.body, 'wp:docPr');
    expect(pictures).toHaveLength(1);
    for (const { attributes } of pictures) expect(attributes['descr']?.length).toBeGreaterThan(20);
    const styles = part(opened.parts, 'word/styles.xml');
    expect(valueOf(styles, 'w:lang')).toBe(report.language === 'sv' ? 'sv-SE' : 'en-GB');
    const [title] = all(part(opened.parts, 'docProps/core.xml'), 'dc:title');
    expect(title && textOf(title)).toContain('Ekskolan 2026/27');
  });

  it('has no empty paragraphs for air, and numbers its pages', () => {
    const empty = all(opened.body, 'w:p').filter(
      (paragraph) => textOf(paragraph) === '' && all(paragraph, 'w:drawing').length === 0,
    );
    expect(empty).toEqual([]);
    expect(textOf(part(opened.parts, 'word/footer1.xml'))).toContain('PAGE');
  });

  it('sets its words in styles that the document has', () => {
    const known = all(part(opened.parts, 'word/styles.xml'), 'w:style').map(
      ({ attributes }) => attributes['w:styleId'],
    );
    const used = ['w:pStyle', 'w:rStyle', 'w:tblStyle'].flatMap((kind) => all(opened.body, kind));
    expect(new Set(used.map(({ attributes }) => attributes['w:val']).filter((id) => !known.includes(id)))).toEqual(
      new Set(),
    );
  });
});

describe('the Word plan', () => {
  it('has the chapters of the municipalities’ own template, in their order', async () => {
    const chapters = headings(await open(schoolReport())).filter(({ level }) => level === 0);
    expect(chapters.map(({ text }) => text)).toEqual([
      ...['Nuläge', 'Övergripande ambitionsnivå', 'Mål', 'Insatser', 'Framåtblick', 'Datum och ansvar'],
    ]);
  });

  it('tells the figures per area and step, the steps, and how it was last time', async () => {
    const report = schoolReport();
    const opened = await open(report);
    const [columns, ...areas] = rowsOf(tableWith(opened, 'Hela området'));
    expect(columns).toEqual(['Område', 'Steg 1', 'Steg 2', 'Steg 3', 'Hela området', 'Sedan oktober 2025']);
    expect(areas.map(([name]) => name)).toEqual(['Ledning', 'Infrastruktur', 'Kompetens', 'Användning']);
    const area = report.now?.analysis.areas[0];
    expect(areas[0]?.[4]).toBe(formatScore(area?.score ?? null, 'sv'));
    expect(areas[0]?.[5]).toMatch(/^[+−±]\d+,\d$/);
    expect(areas[1]?.[3]).toBe('–');
    expect(rowsOf(tableWith(opened, 'Är steget nått?'))).toHaveLength(4);
    expect(textsOf(opened).join('\n')).toContain('minst 80.');
  });

  it('tells each decided action once, with everything that is decided of it', async () => {
    const report = schoolReport({ actions: 5 });
    const opened = await open(report);
    const titles = headings(opened).filter(({ level }) => level === 2);
    expect(titles).toHaveLength(3);
    const [first] = report.plan?.actions ?? [];
    const [head, ...fieldsOfIt] = rowsOf(tableWith(opened, first?.activities[0]?.text ?? '?'));
    expect(head?.[0]).toBe('Utvecklingsområde');
    expect(head?.[1]).toMatch(/^Ledning, steg \d: /);
    expect(fieldsOfIt.map(([name]) => name)).toEqual([
      ...['Mål', 'Insatser och aktiviteter', 'Ansvarig och involverade', 'Tid och läge', 'Uppföljning'],
    ]);
    const says = fieldsOfIt.map(([, text]) => text).join('\n');
    for (const told of ['(klart)', 'Ansvarig: Rektor Ekskolan', '28 maj 2027. Beslutad', '15 februari 2027'])
      expect(says).toContain(told);
  });

  it('keeps proposals apart from what is decided, and says what was closed and why', async () => {
    const report = schoolReport({ actions: 5 });
    const opened = await open(report);
    const titleOf = (state: string) => report.plan?.actions.find((action) => action.state === state)?.title ?? '?';
    expect(rowsOf(tableWith(opened, 'Klar senast')).map(([title]) => title)).toEqual(['Insats', titleOf('proposed')]);
    expect(rowsOf(tableWith(opened, 'Skäl'))[1]).toEqual([titleOf('closed'), 'Ledning', 'Ersatt av en annan insats.']);
  });

  it('leaves a guided blank for what nobody has decided, and none for what is', async () => {
    const full = await open(schoolReport());
    const names = fields(full.body).map((field) => valueOf(field, 'w:alias'));
    expect(names).toEqual(
      expect.arrayContaining(['Nuläget med egna ord', 'Övergripande ambitionsnivå', 'Framåtblick']),
    );
    expect(names).not.toContain('Datum');
    const empty = await open({ ...emptyReport(), heads: [] });
    const guided = fields(empty.body).map((field) => valueOf(field, 'w:alias'));
    expect(guided).toEqual(expect.arrayContaining(['Datum', 'Ansvarig', 'Mål', 'Uppföljning']));
    for (const field of fields(empty.body)) expect(textOf(field)).toMatch(/^Skriv /);
  });

  it('guides in a cell where a decided action lacks something', async () => {
    const report = schoolReport({ actions: 1 });
    const [action] = report.plan?.actions ?? [];
    if (!report.plan || !action) throw new Error('the demo plan has an action');
    const followUp = { on: null, how: null };
    const bare = { ...action, responsible: null, involved: [], followUp, start: null, due: null, activities: [] };
    const opened = await open({ ...report, plan: { ...report.plan, actions: [{ ...bare, intention: null }] } });
    const table = tableWith(opened, 'Beslutad');
    expect(table && fields(table).map((field) => valueOf(field, 'w:alias'))).toEqual([
      ...['Insatser och aktiviteter', 'Ansvarig och involverade', 'Uppföljning'],
    ]);
  });

  it('says who confirmed the plan and when, and that a name cannot be told', async () => {
    const report = schoolReport();
    expect(textsOf(await open(report))).toContain('Datum: fastställd 25 oktober 2026 av Rektor Ekskolan');
    const nameless = await open({ ...report, names: new Map([[HEAD, ' \u0007 ']]) });
    expect(textsOf(nameless)).toContain('Ansvarig: namn saknas');
  });

  it('is the same, byte for byte, whenever it is made of the same report', async () => {
    const first = await wordPlan(schoolReport());
    await wordPlan(emptyReport());
    expect((await wordPlan(schoolReport())).equals(first)).toBe(true);
  });

  it('keeps actions whose area the instrument no longer has', async () => {
    const report = schoolReport({ actions: 1 });
    const [action] = report.plan?.actions ?? [];
    if (!report.plan || !action) throw new Error('the demo plan has an action');
    const opened = await open({ ...report, plan: { ...report.plan, actions: [{ ...action, area: 'gone' }] } });
    expect(headings(opened).map(({ text }) => text)).toContain(action.title);
  });

  it.each([
    ['very long', 'Långtord'.repeat(40), 'Långtord'.repeat(40)],
    ['odd', '😀👩🏽‍🏫 \u0000\u0008\uD800 ]]> <w:p>&amp; "\u2028\r\n\u001b[31m', '😀👩🏽‍🏫 ]]> <w:p>&amp; " [31m'],
    ['empty', ' \n\t ', 'namn saknas'],
  ])('holds %s texts wherever people write', async (_, odd, readable) => {
    const report = schoolReport({ actions: 3 });
    const plan = report.plan && {
      ...report.plan,
      goals: report.plan.goals.map((goal) => ({ ...goal, text: odd })),
      actions: report.plan.actions.map((action) => ({
        ...{ ...action, title: odd, intention: odd, notes: odd, reason: odd, followUp: { on: null, how: odd } },
        activities: action.activities.map((activity) => ({ ...activity, text: odd })),
      })),
    };
    const names = new Map([...report.names.keys()].map((person) => [person, odd]));
    const opened = await open({ ...report, plan, names, municipality: odd, unit: { ...report.unit, name: odd } });
    const levels = headings(opened);
    for (const { text } of levels) expect(text.trim()).not.toBe('');
    for (const cell of all(opened.body, 'w:tc')) expect(textOf(cell).trim()).not.toBe('');
    expect(textOf(opened.body)).toContain(readable);
  });
});
