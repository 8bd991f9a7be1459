import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chartSvg } from '../../bot/documents/chart-svg.ts';
import { chartAlt, lastTime, reportDrawing, reportPicture, reportSvg } from '../../bot/documents/report-chart.ts';
import { escapeMarkup, oneLine, plainText } from '../../bot/documents/plain-text.ts';
import { formatScore } from '../../lika/analysis/fraction.ts';
import { emptyReport, schoolReport } from './demo-report.ts';

const report = schoolReport();

describe('the chart of a report', () => {
  it('draws now upon last time, each named beside its line', () => {
    const drawing = reportDrawing(report);
    expect(drawing?.polygons.map(({ key, label }) => [key, label?.text])).toEqual([
      ['now', 'Nu'],
      ['before', '2025'],
    ]);
    expect(drawing?.axisLabels.map(({ lines }) => lines[0])).toEqual([
      'Ledning',
      'Infrastruktur',
      'Kompetens',
      'Användning',
    ]);
    expect(reportDrawing(report, 'cells')?.spokes).toHaveLength(11);
  });

  it('names last time by its month when it was earlier the same year', () => {
    const [before] = report.earlier;
    const spring = { ...report, earlier: before ? [{ ...before, day: '2026-03-02' }] : [] };
    expect(reportDrawing(spring)?.polygons[1]?.label?.text).toBe('mars 2026');
  });

  it('compares only with an assessment of the same instrument version', () => {
    const [later, before] = report.earlier;
    if (!later || !before) throw new Error('the demo report has two earlier assessments');
    const other = { ...later, instrument: { ...later.instrument, version: 99 } };
    expect(lastTime({ ...report, earlier: [other, before] })).toBe(before);
    expect(lastTime({ ...report, earlier: [other] })).toBeNull();
    expect(lastTime(emptyReport())).toBeNull();
  });

  it('has axes alone before the first assessment, and nothing where the instrument has too few', () => {
    expect(reportDrawing(emptyReport())?.polygons).toEqual([]);
    const two = { ...report.instrument, areas: report.instrument.areas.slice(0, 2) };
    expect(reportDrawing({ ...emptyReport(), instrument: two })).toBeNull();
    expect(reportSvg({ ...emptyReport(), instrument: two })).toBeNull();
  });

  it('says its figures in words, now and last time, in both languages', () => {
    const figures = report.now?.analysis.areas.map(({ score }) => formatScore(score, 'sv')) ?? [];
    const alt = chartAlt(report);
    for (const figure of figures) expect(alt).toContain(figure);
    expect(alt).toMatch(/^Spindeldiagram .* Nu, 20 oktober 2026: Ledning .* Förra gången, 14 oktober 2025: Ledning/);
    expect(chartAlt(schoolReport({ language: 'en' }))).toMatch(/Now, 20 October 2026: .* Last time, 14 October 2025: /);
    expect(chartAlt(emptyReport())).toMatch(/^Tomt spindeldiagram/);
  });
});

describe('the looks of a chart', () => {
  const drawing = reportDrawing(report);
  if (!drawing) throw new Error('the demo report has a chart');

  it('is on white in light, on dark in dark and on nothing when transparent', () => {
    const ground = (look: 'light' | 'dark' | 'transparent' | 'black') =>
      /<rect [^>]*fill="(#\w+)"/.exec(chartSvg(drawing, '', look))?.[1] ?? null;
    expect([ground('light'), ground('black'), ground('dark'), ground('transparent')]).toEqual([
      '#FFFFFF',
      '#FFFFFF',
      '#1F1F1F',
      null,
    ]);
    expect(chartSvg(drawing, '')).toBe(chartSvg(drawing, '', 'light'));
  });

  it('has the same lines in every look', () => {
    const lines = (svg: string) => [...svg.matchAll(/ d="([^"]+)"/g)].map(([, path]) => path);
    expect(lines(chartSvg(drawing, '', 'dark'))).toEqual(lines(chartSvg(drawing, '', 'light')));
  });

  it('is a PNG with the letters of the font that travels along', async () => {
    const picture = await reportPicture(report, { look: 'transparent' });
    expect(picture?.png.subarray(1, 4).toString()).toBe('PNG');
    // Its header's width: twice the drawing's.
    expect(picture?.png.readUInt32BE(16)).toBe(920);
    const nameless = await reportPicture({ ...report, instrument: { ...report.instrument, areas: [] } });
    expect(nameless).toBeNull();
  });
});

describe('words on their way into a file', () => {
  it('never hold what XML cannot, and keep everything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const odd = [...plainText(text)].filter((sign) => {
          const code = sign.codePointAt(0) ?? 0;
          return (
            (code < 32 && code !== 9 && code !== 10) || (code >= 0xd800 && code <= 0xdfff) || (code & 0xfffe) === 0xfffe
          );
        });
        expect(odd).toEqual([]);
      }),
    );
    expect(plainText('Å 👩🏽‍🏫 ]]> \u0000a\u0007b\uD800c\r\nd')).toBe('Å 👩🏽‍🏫 ]]> abc\nd');
    expect(oneLine(' a\n\tb ')).toBe('a b');
    expect(escapeMarkup(`<a href="x">'&`)).not.toMatch(/[<>"']|&(?!#\d+;)/);
  });
});
