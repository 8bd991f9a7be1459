import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkCommand } from '../../bot/operator/commands/check.ts';
import { scoreCommand } from '../../bot/operator/commands/score.ts';
import { FILES, spoiled } from './instrument-files.ts';

let root = '';

async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, folder, path)), { recursive: true });
    await writeFile(join(root, folder, path), text);
  }
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lika-instruments-'));
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

describe('The operator checks', () => {
  test('an instrument without faults, and is told what it holds', async () => {
    await write('prov/1', FILES);
    expect(await checkCommand([join(root, 'prov', '1')])).toEqual({
      lines: ['OK: 2 indicators, 2 languages'],
      code: 0,
    });
    expect(await checkCommand([root])).toEqual({ lines: ['OK: 2 indicators, 2 languages'], code: 0 });
  });

  test('a tree of them, and is told of each', async () => {
    await write('prov/1', FILES);
    await write('annat/1', spoiled('instrument.yaml', 'id: prov', 'id: annat'));
    expect((await checkCommand([root])).lines).toEqual([
      'OK: annat 1: 2 indicators, 2 languages',
      'OK: prov 1: 2 indicators, 2 languages',
    ]);
  });

  test('one with a fault, and is told where it is', async () => {
    await write('prov/1', spoiled('sv/ledning.yaml', 'a2: Boka.', 'a2:'));
    const { lines, code } = await checkCommand([root]);
    expect(lines).toEqual([
      `${join(root, 'prov/1/sv/ledning.yaml')}:19 indicators.l-plan.activities.a2 the text is missing`,
    ]);
    expect(code).toBe(1);
  });

  test('a folder without any, and is told so', async () => {
    expect((await checkCommand([join(root, 'nowhere')])).code).toBe(1);
    expect((await checkCommand(['a', 'b'])).code).toBe(2);
  });
});

describe('The operator scores a file of answers', () => {
  const score = async (text: string) => {
    await write('instruments/prov/1', FILES);
    await write('', { 'answers.yaml': text });
    const { lines, code } = await scoreCommand([join(root, 'answers.yaml')], join(root, 'instruments'));
    return { lines: lines.map((line) => line.replace(join(root, 'answers.yaml'), 'FILE')), code };
  };

  test('and gets cells, areas and steps as a table', async () => {
    const { lines, code } = await score('instrument: prov\nversion: 1\nanswers:\n  l-vision: done\n  l-plan: partly\n');
    expect(lines).toEqual([
      'Prov 1, 2 of 2 answered',
      '          step 1  step 2   all',
      'Ledning    100,0    50,0  75,0',
      'mean       100,0    50,0',
      'reached      yes      no',
      'achieved  1 of 1  0 of 1',
      'A step is reached when: all relevant achieved',
    ]);
    expect(code).toBe(0);
  });

  test('as JSON and with another rule for steps', async () => {
    const { lines } = await score('{"instrument":"prov","version":1,"mean":50,"answers":{"l-plan":"partly"}}');
    expect(lines).toContain('reached       no     yes');
    expect(lines.at(-1)).toBe('A step is reached when: mean ≥ 50 %');
  });

  test('and is told the line of each answer that has no place', async () => {
    expect(await score('instrument: prov\nversion: 1\nanswers:\n  l-vision: perhaps\n  x-none: done\n')).toEqual({
      lines: [
        'FILE:4 answers.l-vision "perhaps" is not on the scale',
        'FILE:5 answers.x-none the instrument has no such indicator',
      ],
      code: 1,
    });
  });

  test('and is told of broken files, double answers and unknown instruments', async () => {
    expect((await score('instrument: prov\nversion: 2\nanswers: {}\n')).lines).toEqual([
      'FILE:1 instrument there is no prov 2',
    ]);
    expect((await score('instrument: prov\nversion: 1\nanswers:\n  a: done\n  a: no\n')).lines).toEqual([
      'FILE:5 answers.a the key stands here twice',
    ]);
    expect((await score('{"instrument":')).code).toBe(1);
    expect((await scoreCommand(['/nowhere/at/all.yaml'])).code).toBe(1);
    expect((await scoreCommand([])).code).toBe(2);
  });
});
