import { describe, expect, it } from '@jest/globals';
import { BLOCKS, block } from '../../bot/documents/blocks.ts';
import { printPage } from '../../bot/documents/print/page.ts';
import { findingOf } from '../../bot/documents/facts.ts';
import { emptyReport, HEAD, schoolReport } from './demo-report.ts';
import { all, readXml, textOf, within } from './parts-of-zip.ts';
import type { Element } from './parts-of-zip.ts';

/** Read as XML: the page closes what it opens, but for what HTML never closes. */
const read = (html: string): Element =>
  readXml(html.replace(/<!doctype html>/i, '').replace(/<(meta|img)([^>]*)>/g, '<$1$2/>'));

const evil = `</style><script>alert(1)</script><img src=x onerror="alert(1)"> & ' " ]]> \u0000`;

describe('the politicians’ page for print', () => {
  const report = schoolReport();
  const page = read(printPage(report));

  it('says what the slide says: where we are, where we were, what we do', () => {
    expect(all(page, 'h1').map(textOf)).toEqual([findingOf(report)]);
    expect(all(page, 'h2').map(textOf)).toEqual(['Här är vi', 'Här var vi', 'Det här gör vi']);
    const [areas, actions] = all(page, 'table');
    expect(areas && all(areas, 'tr')).toHaveLength(5);
    expect(actions && all(actions, 'tr')).toHaveLength(6);
    expect(textOf(page)).toContain('I oktober 2025 var inget steg nått.');
  });

  it('is read by a screen reader: language, title, headed tables, a chart with its figures', () => {
    expect(page.attributes['lang']).toBe('sv');
    expect(all(page, 'title').map(textOf)[0]).toBe('Ekskolan, Mittköping. Digitalisering, läsåret 2026/27');
    for (const table of all(page, 'table')) {
      expect(all(table, 'caption').map(textOf).join('')).not.toBe('');
      expect(all(table, 'th').map(({ attributes }) => attributes['scope'])).toEqual(
        expect.arrayContaining(['col', 'row']),
      );
    }
    const [chart] = all(page, 'svg');
    expect(chart?.attributes['role']).toBe('img');
    expect(chart && within(chart, 'title').map(textOf).join('')).toContain('Ledning');
  });

  it('stands alone, and runs nothing whatever people write', () => {
    const names = new Map([[HEAD, evil]]);
    const { plan, unit } = report;
    const actions = plan?.actions.map((action) => ({ ...action, title: evil })) ?? [];
    const html = printPage({
      ...report,
      names,
      municipality: evil,
      unit: { ...unit, name: evil },
      plan: plan && { ...plan, actions },
    });
    const read_ = read(html);
    for (const name of ['script', 'img', 'link', 'iframe', 'object', 'a']) expect(all(read_, name)).toEqual([]);
    expect(html).not.toMatch(/https?:\/\/(?!www\.w3\.org\/2000\/svg)|url\(|@import/);
    expect(all(read_, 'meta').map(({ attributes }) => attributes['content'])).toContainEqual(
      expect.stringContaining("default-src 'none'"),
    );
    expect(textOf(read_)).toContain('<script>alert(1)</script>');
  });

  it('says kindly that nothing is there yet', () => {
    const empty = read(printPage(emptyReport()));
    expect(all(empty, 'h1').map(textOf)).toEqual(['Ingen skattning är publicerad än.']);
    expect(all(empty, 'table')).toEqual([]);
  });
});

describe('blocks to paste', () => {
  it.each([...BLOCKS])('%s says the same as rich text and as plain text', async (name) => {
    const made = await block(schoolReport(), name);
    if (!made) throw new Error('the demo report has every block');
    const html = read(`<div>${made.html}</div>`);
    if (name === 'chart') {
      expect(all(html, 'img')[0]?.attributes['alt']).toBe(made.text);
      expect(made.png?.subarray(1, 4).toString()).toBe('PNG');
      return;
    }
    const words = (text: string) => text.replace(/\s+/g, '');
    expect(words(textOf(html))).toBe(words(made.text));
    for (const header of all(html, 'th')) expect(header.attributes['scope']).toMatch(/^(col|row)$/);
  });

  it('are not offered where there is nothing to tell', async () => {
    for (const name of BLOCKS) expect(await block(emptyReport(), name)).toBeNull();
  });

  it('keep words that begin like a formula as words, and never become markup', async () => {
    const report = schoolReport({ actions: 2 });
    const { plan } = report;
    const titled = (title: string) => ({
      ...{ ...report, plan: plan && { ...plan, actions: plan.actions.map((action) => ({ ...action, title })) } },
    });
    for (const sign of ['=', '+', '-', '@']) {
      const made = await block(titled(`${sign}cmd|' /C calc'!A0`), 'plan');
      expect(made?.text.split('\n')[2]?.startsWith(`'${sign}cmd`)).toBe(true);
      expect(made?.html).toContain('mso-number-format');
      expect(made?.html).toContain(`>\u2060${sign}cmd`);
    }
    const made = await block(titled(evil), 'plan');
    expect(all(read(`<div>${made?.html ?? ''}</div>`), 'script')).toEqual([]);
    const scores = await block(report, 'scores');
    expect(scores?.text).toMatch(/\t[+−]\d/);
  });
});
