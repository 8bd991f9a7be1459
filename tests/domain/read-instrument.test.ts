import { describe, expect, test } from '@jest/globals';
import { parseYaml } from '../../bot/operator/read-instrument.ts';
import { faultLine, readInstrument } from '../../lika/instrument/read.ts';
import { readInstrumentVersions } from '../../lika/instrument/versions.ts';
import { asFiles, faultsOf, FILES, spoiled } from './instrument-files.ts';

/** Faults as the operator sees them, after one place in one file has been replaced. */
const faults = (file: string, from: string, to: string): string[] => faultsOf(spoiled(file, from, to)).map(faultLine);

describe('An instrument without faults', () => {
  test('is read whole: structure, scale and texts in every language', () => {
    const read = readInstrument(
      asFiles({ ...FILES, 'en/instrument.yaml': (FILES['en/instrument.yaml'] ?? '').replace('Grunden', 'The basics') }),
      parseYaml,
    );
    expect(read).toMatchObject({
      ok: true,
      instrument: {
        id: 'prov',
        supersedes: null,
        scale: [{ key: 'no', value: 0 }, { key: 'partly' }, { key: 'done' }, { key: 'not-relevant', value: null }],
        stepNames: { 1: { sv: 'Grunden', en: 'The basics' } },
        areas: [
          {
            key: 'ledning',
            operation: null,
            letter: 'L',
            name: { sv: 'Ledning' },
            steps: [
              { step: 1, indicators: [{ id: 'l-vision' }] },
              { step: 2, indicators: [{ id: 'l-plan' }] },
            ],
          },
        ],
      },
    });
  });

  test('names activities and goals after their indicator', () => {
    const read = readInstrument(asFiles(FILES), parseYaml);
    const vision = read.ok ? read.instrument.areas[0]?.steps[0]?.indicators[0] : undefined;
    expect(vision?.activities[1]).toEqual({
      id: 'l-vision.a2',
      fits: ['no', 'partly'],
      text: { sv: 'Skriv.', en: 'Skriv.' },
    });
    expect(vision?.goals[0]?.id).toBe('l-vision.g1');
  });

  test('can have operations that its areas belong to', () => {
    const frame = `${FILES['instrument.yaml']}    operation: aldreomsorg\noperations: [aldreomsorg]\n`;
    const texts = `${FILES['sv/instrument.yaml']}operations:\n  aldreomsorg: Äldreomsorg\n`;
    const read = readInstrument(
      asFiles({ ...FILES, 'instrument.yaml': frame, 'sv/instrument.yaml': texts, 'en/instrument.yaml': texts }),
      parseYaml,
    );
    expect(read).toMatchObject({
      ok: true,
      instrument: { operations: [{ key: 'aldreomsorg' }], areas: [{ operation: 'aldreomsorg' }] },
    });
  });
});

describe('A fault in an instrument names file, line and path:', () => {
  test.each([
    [
      'a missing text',
      ['en/ledning.yaml', '    why: Det blir gjort.\n', ''],
      'en/ledning.yaml:13 indicators.l-plan.why the text is missing',
    ],
    [
      'an empty text',
      ['sv/ledning.yaml', 'a2: Boka.', 'a2:'],
      'sv/ledning.yaml:19 indicators.l-plan.activities.a2 the text is missing',
    ],
    [
      'a text of blanks',
      ['sv/instrument.yaml', 'name: Prov', 'name: "  "'],
      'sv/instrument.yaml:1 name the text is missing',
    ],
    [
      'a text that nothing asks for',
      ['sv/ledning.yaml', '      g1: Klart', '      g2: Mer.\n      g1: Klart'],
      'sv/ledning.yaml:21 indicators.l-plan.goals.g2 is unknown here',
    ],
    [
      'a double key',
      [
        'sv/ledning.yaml',
        '    done: Planen följs upp.',
        '    done: Planen följs upp.\n    done: Planen följs upp igen.',
      ],
      'sv/ledning.yaml:16 indicators.l-plan.done the key stands here twice',
    ],
    [
      'an unknown tag',
      ['ledning.yaml', 'tags: []', 'tags: [focus-9]'],
      'ledning.yaml:15 steps.1.indicators.0.tags.0 "focus-9" is not one of the instrument\'s tags',
    ],
    [
      'an answer that is not on the scale',
      ['ledning.yaml', 'a3: [partly]', 'a3: [partly, perhaps]'],
      'ledning.yaml:10 steps.0.indicators.0.activities.a3.1 the answer "perhaps" is not on the scale',
    ],
    [
      'a suggestion for the top of the scale',
      ['ledning.yaml', 'a3: [partly]', 'a3: [partly, done]'],
      'ledning.yaml:10 steps.0.indicators.0.activities.a3.1 the answer "done" gets no suggestions: only answers below the top do',
    ],
    [
      'too few activities for an answer',
      ['ledning.yaml', 'a1: [no]', 'a1: [partly]'],
      'ledning.yaml:7 steps.0.indicators.0.activities l-vision has 1 activity for the answer "no", at least 2 are needed',
    ],
    [
      'no goal',
      ['ledning.yaml', 'a3: [partly]\n        goals: [g1]', 'a3: [partly]\n        goals: []'],
      'ledning.yaml:11 steps.0.indicators.0.goals must have at least one goal',
    ],
    [
      'an id used twice',
      ['ledning.yaml', 'id: l-plan', 'id: l-vision'],
      'ledning.yaml:14 steps.1.indicators.0.id the id "l-vision" is already used at ledning.yaml:5',
    ],
    [
      'a step that the instrument lacks',
      ['ledning.yaml', 'step: 2', 'step: 3'],
      'ledning.yaml:12 steps.1.step the instrument has no step 3',
    ],
    [
      'a falling scale',
      ['instrument.yaml', 'value: 50', 'value: 0'],
      'instrument.yaml:9 scale.1.value must be higher than the answer before it, 0',
    ],
    [
      'a version that replaces itself',
      ['instrument.yaml', 'supersedes: null', 'supersedes: 1'],
      'instrument.yaml:3 supersedes version 1 cannot supersede itself',
    ],
    ['a key that is left out', ['instrument.yaml', 'id: prov\n', ''], 'instrument.yaml:1 id is missing'],
    [
      'a misspelt key',
      ['ledning.yaml', 'area: ledning', 'area: ledning\narea-name: x'],
      'ledning.yaml:2 area-name is unknown here',
    ],
  ] as const)('%s', (_, [file, from, to], expected) => {
    expect(faults(file, from, to)).toContain(expected);
  });

  test('broken YAML', () => {
    const [first] = faults('ledning.yaml', 'a3: [partly]', 'a3: [partly');
    expect(first).toMatch(/^ledning\.yaml:1[01] /);
  });

  test('a missing file, a file that nothing asks for and an empty one', () => {
    const { 'en/ledning.yaml': _, ...without } = FILES;
    expect(faultsOf(without).map(faultLine)).toEqual(['en/ledning.yaml:1 the file is missing']);
    expect(faultsOf({ ...FILES, 'no/ledning.yaml': 'x: 1' }).map(faultLine)).toEqual([
      'no/ledning.yaml:1 the instrument has no such file',
    ]);
    expect(faultsOf({ ...FILES, 'ledning.yaml': '' }).map(faultLine)).toEqual(['ledning.yaml:1 the file is empty']);
    expect(faultsOf({}).map(faultLine)).toEqual(['instrument.yaml:1 the file is missing']);
  });

  test('several at once, in the order of the files and their lines', () => {
    const files = {
      ...spoiled('ledning.yaml', 'tags: []', 'tags: [focus-9]'),
      'sv/ledning.yaml': spoiled('sv/ledning.yaml', 'a2: Boka.', 'a2:')['sv/ledning.yaml'] ?? '',
    };
    expect(faultsOf(files).map(({ file, line }) => `${file}:${line}`)).toEqual([
      'ledning.yaml:15',
      'sv/ledning.yaml:19',
    ]);
  });

  test('nothing is half read', () => {
    const read = readInstrument(asFiles(spoiled('sv/ledning.yaml', 'a2: Boka.', 'a2:')), parseYaml);
    expect(read).not.toHaveProperty('instrument');
  });
});

describe('Versions of an instrument', () => {
  const version = (number: number, supersedes: number | null) => ({
    folder: `prov/${number}`,
    files: asFiles({
      ...FILES,
      'instrument.yaml': (FILES['instrument.yaml'] ?? '')
        .replace('version: 1', `version: ${number}`)
        .replace('supersedes: null', `supersedes: ${supersedes}`),
    }),
  });
  const told = (...versions: ReturnType<typeof version>[]): string[] => {
    const read = readInstrumentVersions(versions, parseYaml);
    return read.ok ? read.instruments.map((one) => `${one.id} ${one.version}`) : read.faults.map(faultLine);
  };

  test('follow each other', () => {
    expect(told(version(1, null), version(2, 1), version(3, 2))).toEqual(['prov 1', 'prov 2', 'prov 3']);
  });

  test('may not go in a circle', () => {
    expect(told(version(1, 3), version(2, 1), version(3, 2))).toEqual([
      'prov/1/instrument.yaml:3 supersedes the versions go in a circle: 1 → 3 → 2 → 1',
      'prov/2/instrument.yaml:3 supersedes the versions go in a circle: 2 → 1 → 3 → 2',
      'prov/3/instrument.yaml:3 supersedes the versions go in a circle: 3 → 2 → 1 → 3',
    ]);
  });

  test('that lead into a circle without being in it end the search', () => {
    expect(told(version(1, 2), version(2, 1), version(3, 2))).toHaveLength(2);
  });

  test('replace one that exists, and stand once', () => {
    expect(told(version(2, 1))).toEqual(['prov/2/instrument.yaml:3 supersedes there is no version 1 of prov']);
    expect(told(version(1, null), { ...version(1, null), folder: 'copy' })).toEqual([
      'copy/instrument.yaml:2 version prov 1 is already in prov/1/instrument.yaml',
    ]);
  });
});
