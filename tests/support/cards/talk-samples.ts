/** Talks in all their states, and the temperature check that begins three of them. */
import { discussionCard } from '../../../bot/conversation/cards/discussion.ts';
import { temperatureCard } from '../../../bot/conversation/cards/temperature.ts';
import type { ServiceLanguage } from '../../../bot/texts.ts';
import { id, nameless, refresh, url } from './filling.ts';
import type { Filling, Maker } from './filling.ts';

const SCALE = {
  sv: ['Ej planerad', 'Planerad', 'Påbörjad', 'Nästan där', 'Uppnådd', 'Ej relevant'],
  en: ['Not planned', 'Planned', 'Started', 'Almost there', 'Achieved', 'Not relevant'],
};
const KEYS = ['not-planned', 'planned', 'started', 'almost', 'achieved', 'not-relevant'] as const;
const COUNTS = [0, 1, 4, 3, 1, 0];

const options = (language: ServiceLanguage) =>
  SCALE[language].map((label, index) => ({
    key: KEYS[index] ?? '',
    label,
    level: index < 5 ? index : null,
    count: COUNTS[index] ?? 0,
  }));

const indicated = (language: ServiceLanguage, { words }: Filling) => ({
  discussion: id(4),
  area: language === 'sv' ? 'Ledning' : 'Leadership',
  step: 2,
  statement: words('Nya lärverktyg väljs efter frågor som alla ämneslag känner till och använder.'),
  round: 1,
  openUrl: url,
  refresh,
});

const open = (language: ServiceLanguage, filling: Filling) =>
  ({
    ...indicated(language, filling),
    state: 'open',
    reason: 'disputed',
    options: options(language),
    own: 'started',
    answered: 7,
    members: 9,
    shownBy: 'head',
    closesOn: '2027-03-18',
    mayReveal: true,
    nudge: null,
  }) as const;

const fallen = (language: ServiceLanguage) => {
  const label = (key: string) => options(language).find((option) => option.key === key)?.label ?? '';
  return {
    options: options(language),
    answers: 9,
    spread: { levels: 3, highest: label('achieved'), lowest: label('planned') },
    middle: [label('started')],
    headAnswer: label('almost'),
  };
};

const settled = (language: ServiceLanguage, filling: Filling) =>
  ({
    ...indicated(language, filling),
    ...fallen(language),
    state: 'settled',
    reason: 'low',
    conclusion: null,
    mayConclude: true,
    take: { preset: 'started' },
    taken: null,
    mayAct: true,
    action: null,
  }) as const;

const temperature = (language: ServiceLanguage, { name, words }: Filling, done: boolean) => {
  const place = (level: number) => ({ label: SCALE[language][level] ?? '', level, top: 4 });
  return {
    unit: name('Ekskolan'),
    planOf: '2026-10-02',
    today: '2027-04-01',
    lines: [0, 1, 2].map((n) => ({
      area: ['Ledning', 'Kompetens', 'Användning'][n] ?? '',
      step: n + 1,
      statement: words(
        [
          'Nya lärverktyg väljs efter gemensamma frågor.',
          'Alla lärare kan hjälpa en kollega vidare.',
          'Elever väljer själva hur de visar vad de kan.',
        ][n] ?? '',
      ),
      before: place(n),
      now: done || n === 0 ? place(n + 1) : null,
    })),
    trendUrl: url,
    nudge: id(6),
  };
};

export const TALKS: Readonly<Record<string, Maker>> = {
  'discussion open': (l, f) => nameless(discussionCard(open(l, f), l)),
  'discussion open to all': (l, f) =>
    nameless(
      discussionCard(
        {
          ...open(l, f),
          own: null,
          answered: 0,
          members: null,
          shownBy: 'starter',
          closesOn: null,
          mayReveal: false,
          round: 2,
          openUrl: null,
        },
        l,
      ),
    ),
  'discussion brought up unasked': (l, f) => nameless(discussionCard({ ...open(l, f), nudge: id(6) }, l)),
  'discussion open too early': (l, f) => nameless(discussionCard({ ...open(l, f), answered: 1 }, l)),
  'discussion revealed': (l, f) =>
    nameless(
      discussionCard({ ...indicated(l, f), ...fallen(l), state: 'revealed', reason: 'low', mayDecide: true }, l),
    ),
  'discussion settled': (l, f) => nameless(discussionCard(settled(l, f), l)),
  'discussion concluded': (l, f) =>
    nameless(
      discussionCard(
        {
          ...settled(l, f),
          options: options(l).map((option, index) => ({ ...option, count: [0, 0, 3, 5, 0, 1][index] ?? 0 })),
          spread: { levels: 1, highest: SCALE[l][3] ?? '', lowest: SCALE[l][2] ?? '' },
          middle: [SCALE[l][2] ?? '', SCALE[l][3] ?? ''],
          headAnswer: null,
          conclusion: f.words(
            'Vi har frågorna, men bara tre ämneslag använder dem. Vi tar upp dem på nästa ämneskonferens.',
          ),
          taken: SCALE[l][2] ?? '',
          action: { title: f.words('Frågorna tas upp på ämneskonferensen'), url },
        },
        l,
      ),
    ),
  'discussion agreed': (l, f) =>
    nameless(
      discussionCard(
        {
          ...settled(l, f),
          mayConclude: false,
          take: null,
          mayAct: false,
          spread: { levels: 0, highest: SCALE[l][2] ?? '', lowest: SCALE[l][2] ?? '' },
        },
        l,
      ),
    ),
  'discussion too few': (l, f) =>
    nameless(discussionCard({ ...indicated(l, f), state: 'too-few', reason: 'low', answers: 2, mayDecide: true }, l)),
  'discussion gone': (l) => nameless(discussionCard({ state: 'unavailable' }, l)),
  temperature: (l, f) => nameless(temperatureCard(temperature(l, f, false), l)),
  'temperature done': (l, f) => nameless(temperatureCard(temperature(l, f, true), l)),
};
