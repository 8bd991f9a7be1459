import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { analyse } from '../../lika/analysis/cells.ts';
import { spiderAxes, spiderValues } from '../../lika/analysis/spider-axes.ts';
import { textWidth } from '../../lika/analysis/spider-axis-labels.ts';
import { markPath, spider, UndrawableSpider } from '../../lika/analysis/spider.ts';
import type { SpiderDrawing } from '../../lika/analysis/spider.ts';
import { answersSumming, answersWith, SCHOOL } from './fixture.ts';

const SIZE = { width: 640, height: 560 };
const axesOf = (n: number) => Array.from({ length: n }, (_, i) => ({ key: `axis${i}`, label: `Infrastruktur ${i}` }));
const draw = (...values: (number | null)[][]): SpiderDrawing =>
  spider({
    axes: axesOf(values[0]?.length ?? 4),
    series: values.map((v, i) => ({ key: `s${i}`, label: ['Nu', '2025', 'Kommunen'][i] ?? '', values: v })),
    size: SIZE,
  });

const anyValues = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 3, maxLength: 12 });
/** Corners of a path: how many pieces begin, how many lines follow, whether it closes. */
const commands = (path: string): string => path.replace(/[^MLZ]/g, '');

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function boxes(drawing: SpiderDrawing): Box[] {
  const { fontSize, lineHeight } = drawing;
  const box = (text: string, x: number, y: number, anchor: string): Box => {
    const width = textWidth(text, fontSize);
    const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
    return { left, right: left + width, top: y - 0.8 * fontSize, bottom: y + 0.25 * fontSize };
  };
  return [
    ...drawing.axisLabels.flatMap(({ lines, x, y, anchor }) =>
      lines.map((l, i) => box(l, x, y + i * lineHeight, anchor)),
    ),
    ...drawing.polygons.flatMap(({ label }) => (label ? [box(label.text, label.x, label.y, label.anchor)] : [])),
  ];
}

function expectInside(drawing: SpiderDrawing): void {
  for (const { left, right, top, bottom } of boxes(drawing)) {
    expect(left).toBeGreaterThanOrEqual(-0.01);
    expect(top).toBeGreaterThanOrEqual(-0.01);
    expect(right).toBeLessThanOrEqual(drawing.width + 0.01);
    expect(bottom).toBeLessThanOrEqual(drawing.height + 0.01);
  }
}

describe('The points of a spider', () => {
  test('lie on their axes, as far out as their values say', () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        const { polygons, center, radius, spokes } = draw(values);
        polygons[0]?.marks.forEach(({ x, y, value }, i) => {
          const spoke = spokes[i];
          const share = value / 100;
          expect(x).toBeCloseTo(center.x + ((spoke?.x2 ?? 0) - center.x) * share, 1);
          expect(y).toBeCloseTo(center.y + ((spoke?.y2 ?? 0) - center.y) * share, 1);
          expect(Math.hypot(x - center.x, y - center.y)).toBeCloseTo(radius * share, 1);
        });
      }),
    );
  });

  test('come in the fixed order, the first axis up and then clockwise', () => {
    const { spokes, center, polygons } = draw([100, 100, 100, 100]);
    const [up, right, down, left] = spokes;
    expect([up?.x2, right?.y2, down?.x2, left?.y2]).toEqual([center.x, center.y, center.x, center.y]);
    expect(up?.y2).toBeLessThan(center.y);
    expect(right?.x2).toBeGreaterThan(center.x);
    expect(polygons[0]?.marks.map(({ axis }) => axis)).toEqual(['axis0', 'axis1', 'axis2', 'axis3']);
  });

  test('make a closed polygon with a corner on every axis', () => {
    expect(commands(draw([10, 20, 30, 40, 50]).polygons[0]?.path ?? '')).toBe('MLLLLZ');
    expect(draw([10, 20, 30, 40]).rings.map(commands)).toEqual(['MLLLZ', 'MLLLZ', 'MLLLZ', 'MLLLZ']);
  });
});

describe('A missing value', () => {
  test('breaks the polygon, which then has no fill and no mark there', () => {
    const [broken] = draw([50, 50, null, 50, 50, 50]).polygons;
    expect(commands(broken?.path ?? '')).toBe('MLLLL');
    expect(broken?.fill).toBe(false);
    expect(broken?.marks.map(({ axis }) => axis)).toEqual(['axis0', 'axis1', 'axis3', 'axis4', 'axis5']);
  });

  test('is never drawn as 0', () => {
    const anyGaps = fc.array(fc.option(fc.integer({ min: 20, max: 100 }), { freq: 2 }), {
      minLength: 3,
      maxLength: 12,
    });
    fc.assert(
      fc.property(anyGaps, (values) => {
        const { polygons, center, radius } = draw(values);
        const places = (polygons[0]?.path ?? '').match(/-?[\d.]+,-?[\d.]+/g) ?? [];
        for (const place of places) {
          const [x = 0, y = 0] = place.split(',').map(Number);
          expect(Math.hypot(x - center.x, y - center.y)).toBeGreaterThan(radius * 0.19);
        }
        const joined = values.filter((v, i) => v !== null && values[(i + 1) % values.length] !== null).length;
        expect(commands(polygons[0]?.path ?? '').match(/[LZ]/g)?.length ?? 0).toBe(joined);
      }),
    );
  });

  test('alone between gaps is a mark without a line', () => {
    const [lonely] = draw([null, 50, null, null]).polygons;
    expect(lonely).toMatchObject({ path: '', marks: [{ axis: 'axis1', value: 50 }] });
  });
});

describe('The series', () => {
  test('are told apart by dash, mark and label, and only the first is filled', () => {
    const { polygons } = draw([80, 70, 60, 50], [60, 50, 40, 30], [40, 30, 20, 10]);
    expect(new Set(polygons.map(({ dash }) => dash)).size).toBe(3);
    expect(polygons.map(({ shape }) => shape)).toEqual(['circle', 'square', 'triangle']);
    expect(polygons.map(({ fill }) => fill)).toEqual([true, false, false]);
    expect(polygons.map(({ label }) => label?.text)).toEqual(['Nu', '2025', 'Kommunen']);
    expect(new Set((['circle', 'square', 'triangle'] as const).map((shape) => markPath(shape))).size).toBe(3);
  });

  test('are three at most', () => {
    const four = [
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
    ];
    expect(() => draw(...four)).toThrow(UndrawableSpider);
    expect(() => draw(...four)).toThrow(expect.objectContaining({ code: 'too-many-series' }));
  });

  test('have a value 0–100 for each axis, of which there are three at least', () => {
    expect(() => draw([1, 2])).toThrow(expect.objectContaining({ code: 'too-few-axes' }));
    expect(() => draw([1, 2, 3], [1, 2])).toThrow(expect.objectContaining({ code: 'wrong-length' }));
    for (const odd of [101, -1, Number.NaN]) {
      expect(() => draw([1, 2, odd])).toThrow(expect.objectContaining({ code: 'out-of-range' }));
    }
  });
});

describe('Labels', () => {
  test('stay inside the drawing, whatever its size and the words', () => {
    const anyDrawing = fc.record({
      width: fc.integer({ min: 200, max: 1200 }),
      height: fc.integer({ min: 200, max: 900 }),
      names: fc.array(fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }), { minLength: 3, maxLength: 12 }),
    });
    fc.assert(
      fc.property(anyDrawing, ({ width, height, names }) => {
        const axes = names.map((label, i) => ({ key: `a${i}`, label, values: ['100,0'] }));
        const series = [{ key: 'now', label: 'Nu', values: names.map(() => 70) }];
        expectInside(spider({ axes, series, size: { width, height } }));
      }),
    );
  });

  test('of the eleven cells of a school are whole and do not cover each other', () => {
    const analysis = analyse(
      SCHOOL,
      answersSumming(SCHOOL, { 'ledning-1': 475, 'kompetens-2': 200, 'anvandning-3': 400 }),
    );
    const axes = spiderAxes(SCHOOL, 'cells', 'sv', analysis);
    const series = [
      { key: 'now', label: 'Nu', values: spiderValues(SCHOOL, 'cells', analysis) },
      { key: 'before', label: '2025', values: axes.map(() => 45) },
    ];
    const drawing = spider({ axes, series, size: SIZE });
    expect(drawing.axisLabels.map(({ lines }) => lines.join('|'))).toEqual(
      axes.map(({ label, values }) => [label, ...(values ?? [])].join('|')),
    );
    const all = boxes(drawing);
    all.forEach((a, i) =>
      all.slice(i + 1).forEach((b) => {
        expect(a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1).toBe(false);
      }),
    );
    expectInside(drawing);
  });
});

describe('A school as a spider', () => {
  test("has an axis per area or per cell, in the instrument's order and the reader's language", () => {
    expect(spiderAxes(SCHOOL, 'areas', 'sv').map(({ label }) => label)).toEqual([
      'Ledning',
      'Infrastruktur',
      'Kompetens',
      'Anvandning',
    ]);
    expect(spiderAxes(SCHOOL, 'cells', 'en')).toHaveLength(11);
    expect(spiderAxes(SCHOOL, 'cells', 'en')[3]).toEqual({ key: 'infrastruktur-1', label: 'Infrastruktur (en) 1' });
  });

  test('carries its figures, and a dash where there is none', () => {
    const analysis = analyse(SCHOOL, answersWith(SCHOOL, 'nearly', { 'ledning-1-1': 'not-relevant' }));
    const empty = analyse(SCHOOL, answersWith(SCHOOL, null, { 'ledning-1-1': 'nearly' }));
    expect(spiderAxes(SCHOOL, 'areas', 'sv', analysis)[0]?.values).toEqual(['75,0']);
    expect(spiderAxes(SCHOOL, 'areas', 'sv', empty)[1]?.values).toEqual(['–']);
    expect(spiderValues(SCHOOL, 'areas', empty)).toEqual([75, null, null, null]);
    expect(spiderValues(SCHOOL, 'cells', empty).filter((v) => v !== null)).toEqual([75]);
  });
});
