import { describe, expect, it } from '@jest/globals';
import { actionsCard } from '../../bot/conversation/cards/answers.ts';
import { dayAndMonth, weekdayAndDay } from '../../bot/conversation/cards/days.ts';
import { discussionCard } from '../../bot/conversation/cards/discussion.ts';
import type { OpenDiscussion, RevealedDiscussion } from '../../bot/conversation/cards/discussion.ts';
import { MARK_COLOUR } from '../../bot/conversation/cards/picture.ts';
import { digestCard, joyCard, reminderCard } from '../../bot/conversation/cards/reminder.ts';
import { resultChange } from '../../bot/conversation/cards/result.ts';
import { rhythmWords, scheduleCard, scheduleSuggestionCard } from '../../bot/conversation/cards/schedule.ts';
import { welcomeCard } from '../../bot/conversation/cards/welcome.ts';
import type { Card } from '../../bot/conversation/ports.ts';
import { fraction } from '../../lika/analysis/fraction.ts';

type Tree = Readonly<Record<string, unknown>>;

/** What a reader sees of a card, in order, as one text. */
function wordsOf(tree: unknown): string {
  if (Array.isArray(tree)) return tree.map(wordsOf).filter(Boolean).join('\n');
  if (typeof tree !== 'object' || tree === null) return '';
  const { type, text, inlines, body, items, columns, rows, cells, actions, title } = tree as Tree;
  const own = type === 'TextBlock' || type === 'TextRun' ? text : String(type).startsWith('Action.') ? title : '';
  return [own, ...[inlines, body, items, columns, rows, cells, actions].map(wordsOf)].filter(Boolean).join('\n');
}

function every(tree: unknown): Tree[] {
  if (Array.isArray(tree)) return tree.flatMap(every);
  if (typeof tree !== 'object' || tree === null) return [];
  return [tree as Tree, ...Object.values(tree).flatMap(every)];
}

const action = (card: Card, verb: string) => every(card).find((part) => part['verb'] === verb);

const options = [
  { key: 'not-planned', label: 'Ej planerad', level: 0 },
  { key: 'planned', label: 'Planerad', level: 1 },
  { key: 'started', label: 'Påbörjad', level: 2 },
  { key: 'almost', label: 'Nästan där', level: 3 },
  { key: 'achieved', label: 'Uppnådd', level: 4 },
  { key: 'not-relevant', label: 'Ej relevant', level: null },
];

const indicated = {
  discussion: 'd1',
  area: 'Ledning',
  step: 2,
  statement: 'Nya lärverktyg väljs efter gemensamma frågor.',
  reason: 'low',
  round: 1,
  openUrl: null,
} as const;

const open: OpenDiscussion = {
  ...indicated,
  state: 'open',
  options,
  own: 'started',
  answered: 7,
  members: 9,
  shownBy: 'head',
  closesOn: null,
  mayReveal: true,
  nudge: null,
};

const revealed: RevealedDiscussion = {
  ...indicated,
  state: 'revealed',
  options: options.map((option, index) => ({ ...option, count: [0, 1, 4, 3, 1, 0][index] ?? 0 })),
  answers: 9,
  spread: { levels: 3, highest: 'Uppnådd', lowest: 'Planerad' },
  middle: ['Påbörjad'],
  headAnswer: null,
  mayDecide: true,
};

describe('a talk that is open', () => {
  it('says how many have answered, who shows the answers, and that it is a talk', () => {
    const words = wordsOf(discussionCard(open, 'sv'));
    expect(words).toContain('Samtal, Ledning steg 2');
    expect(words).toContain('7 av 9 har svarat. Ingen ser svaren förrän rektor visar dem');
    expect(words).toContain('Detta är ett samtal, inte en anonym enkät.');
    expect(wordsOf(discussionCard({ ...open, answered: 1 }, 'en'))).toContain('1 of 9 has answered.');
  });

  it('has a row for each answer that votes for it in this round, and marks one’s own with more than colour', () => {
    const card = discussionCard({ ...open, round: 2 }, 'sv');
    const votes = every(card['body']).filter(
      ({ type, verb }) => type === 'Action.Execute' && verb === 'discussion.vote',
    );
    expect(votes.map(({ data }) => data)).toEqual(
      options.map(({ key }) => ({ discussion: 'd1', round: 2, option: key })),
    );
    const marked = every(card['body']).filter(({ type, style }) => type === 'Container' && style === 'accent');
    expect(marked.map(wordsOf)).toEqual(['Påbörjad\n✓']);
    expect(votes.map(({ title }) => title)).toContain('Ditt svar: Påbörjad');
  });

  it.each([
    [0, false, '3 svar till behövs'],
    [2, false, '1 svar till behövs'],
    [3, true, null],
  ])('with %i answers can be shown: %s', (answered, can, words) => {
    const card = discussionCard({ ...open, answered }, 'sv');
    expect(action(card, 'discussion.reveal')?.['isEnabled'] !== false).toBe(can);
    if (words) expect(wordsOf(card)).toContain(words);
    else expect(wordsOf(card)).not.toContain('behövs');
  });

  it('offers to show the answers only to who may', () => {
    expect(action(discussionCard({ ...open, mayReveal: false }, 'sv'), 'discussion.reveal')).toBeUndefined();
  });
});

describe('a talk whose answers lie open', () => {
  it('asks about the spread and says the middle last', () => {
    const words = wordsOf(discussionCard(revealed, 'sv'));
    expect(words).toMatch(/Ni står tre nivåer isär\.[^]*som svarade Uppnådd[^]*9 svar\. Mitten ligger på Påbörjad\./);
  });

  it('leaves Ej relevant out when nobody chose it, and says the head’s answer only when it is given', () => {
    const words = wordsOf(discussionCard(revealed, 'sv'));
    expect(words).not.toMatch(/Ej relevant|Rektors svar/);
    expect(wordsOf(discussionCard({ ...revealed, headAnswer: 'Nästan där' }, 'sv'))).toContain('Nästan där.');
  });

  it('tells agreement and half-way middles as what they are', () => {
    const same = { levels: 0, highest: 'Påbörjad', lowest: 'Påbörjad' };
    expect(wordsOf(discussionCard({ ...revealed, spread: same }, 'sv'))).toContain('Ni är eniga: Påbörjad.');
    const between = discussionCard({ ...revealed, middle: ['Påbörjad', 'Nästan där'] }, 'en');
    expect(wordsOf(between)).toContain('The middle is between Påbörjad and Nästan där.');
  });
});

describe('days, numbers and rhythms in words', () => {
  it('are written as one says them', () => {
    expect(weekdayAndDay('2027-03-18', 'sv')).toBe('torsdag 18 mars');
    expect(weekdayAndDay('2027-03-18', 'en')).toBe('Thursday 18 March');
    expect(dayAndMonth('2027-04-16', 'sv', '2026-12-01')).toBe('16 april 2027');
    expect(rhythmWords({ every: 'fortnight', weekday: 4, time: '08:00' }, 'sv')).toBe('Varannan torsdag klockan 08.00');
    expect(rhythmWords({ every: 'week', weekday: 1, time: '08:00' }, 'en')).toBe('Every Monday at 08:00');
  });

  it('a change is told by a word, not by its sign or colour', () => {
    expect(resultChange(fraction(42, 10), 'sv')).toEqual({ direction: 'up', by: '4,2' });
    expect(resultChange(fraction(-42, 10), 'en')).toEqual({ direction: 'down', by: '4.2' });
    expect(resultChange(fraction(1, 100), 'sv')).toEqual({ direction: 'same', by: '0,0' });
    expect(resultChange(null, 'sv')).toBeNull();
  });

  it('one and several are told apart', () => {
    const left = { kind: 'unfinished', unit: 'Ekskolan', of: 71, url: 'https://x.example', nudge: 'n' } as const;
    expect(wordsOf(reminderCard({ ...left, left: 1, minutes: 1 }, 'en'))).toContain('1 of 71 indicators is left');
    expect(wordsOf(reminderCard({ ...left, left: 23, minutes: 9 }, 'sv'))).toContain(
      '23 av 71 indikatorer är kvar att svara på. Det tar ungefär 9 minuter.',
    );
    expect(wordsOf(reminderCard({ ...left, left: 71, minutes: null }, 'sv'))).not.toContain('minut');
  });
});

describe('whatever comes unasked', () => {
  const nudge = 'nudge-1';
  const url = 'https://x.example';
  it.each([
    ['a reminder', reminderCard({ kind: 'review', unit: 'Ekskolan', on: '2027-03-18', open: 1, url, nudge }, 'sv')],
    ['a digest', digestCard({ lines: [], url, nudge }, 'sv')],
    [
      'a suggestion',
      scheduleSuggestionCard(
        {
          unitId: 'u',
          unit: 'Ekskolan',
          nudge,
          rhythm: {
            ...{ every: 'fortnight', weekday: 4, time: '08:00', winterBreakWeek: 9 },
            ...{ discussions: true, followUps: true, joys: true },
          },
        },
        'sv',
      ),
    ],
  ])('can be put off and stopped: %s', (_name, card) => {
    expect(action(card, 'nudge.later')?.['data']).toEqual({ nudge });
    expect(action(card, 'nudge.stop')?.['data']).toEqual({ nudge });
    expect(action(card, 'nudge.stop')?.['associatedInputs']).toBe('none');
  });

  it('a small joy is turned off with one click', () => {
    const card = joyCard({ kind: 'step', unitId: 'unit-1', unit: 'Ekskolan', step: 2, url }, 'sv');
    expect(action(card, 'joys.off')?.['data']).toEqual({ unit: 'unit-1' });
    expect(wordsOf(card)).toContain('Ekskolan har nått steg 2');
  });
});

describe('lists', () => {
  const line = (n: number) => ({
    title: `Insats ${n}`,
    state: 'ongoing' as const,
    responsible: null,
    doneBy: null,
    url: 'https://x.example',
  });
  it('end with how many more there are', () => {
    const actions = Array.from({ length: 12 }, (_, n) => line(n));
    const words = wordsOf(
      actionsCard(
        { scope: 'unit', unit: 'Ekskolan', actions, today: '2027-03-18', planUrl: 'https://x.example' },
        'sv',
      ),
    );
    expect(words).toMatch(/Planen har 12 insatser[^]*Insats 7[^]*och 4 till/);
    expect(words).not.toContain('Insats 8');
  });
});

describe('the form of the schedule', () => {
  const rhythm = {
    every: 'month',
    weekday: 2,
    time: '06:45',
    winterBreakWeek: 9,
    discussions: true,
    followUps: false,
    joys: false,
  } as const;
  const view = { unitId: 'u', unit: 'Ekskolan', on: false, rhythm, next: null, mayChange: true };
  it('begins with what is set, also a time that it doesn’t offer', () => {
    const inputs = every(scheduleCard(view, 'sv')).filter(({ type }) => String(type).startsWith('Input.'));
    expect(Object.fromEntries(inputs.map(({ id, value }) => [id, value]))).toEqual({
      every: 'month',
      weekday: '2',
      time: '06:45',
      discussions: 'true',
      followUps: 'false',
      joys: 'false',
    });
  });

  it('is shown only to who may change it', () => {
    const read = scheduleCard({ ...view, mayChange: false }, 'sv');
    expect(every(read).filter(({ type }) => /^(Input|Action)\./.test(String(type)))).toEqual([]);
    expect(wordsOf(read)).toContain('Rektor kan ändra schemat.');
  });
});

describe('the welcome', () => {
  it('names who installed the app, and asks for the unit while there is none', () => {
    const card = welcomeCard(
      { place: 'team', installedBy: 'Karin Ek', unit: null, choose: [{ id: 'u1', name: 'Ekskolan' }], url: null },
      'sv',
    );
    expect(wordsOf(card)).toContain('Karin Ek lade till mig i teamet.');
    expect(every(card).find(({ id }) => id === 'unit')).toMatchObject({ value: 'u1' });
    expect(action(card, 'unit.choose')).toBeDefined();
  });
});

describe('the colour of pills and bars', () => {
  const light = (rgb: readonly number[]) => {
    const [r = 0, g = 0, b = 0] = rgb.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const rgb = (hex: string) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

  it.each(['#ffffff', '#f5f5f5', '#e8ebfa', '#292929', '#333333', '#383966', '#000000'])(
    'keeps 3:1 to the ground %s',
    (ground) => {
      const [dark = 0, bright = 0] = [light(MARK_COLOUR), light(rgb(ground))].sort((a, b) => a - b);
      expect((bright + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(3);
    },
  );
});
