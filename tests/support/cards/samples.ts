/** Every card in every state that it has, filled with what a school could have written. */
import { actionsCard, statusCard, topicsCard } from '../../../bot/conversation/cards/answers.ts';
import { besideCard } from '../../../bot/conversation/cards/documents.ts';
import { digestCard, joyCard, reminderCard } from '../../../bot/conversation/cards/reminder.ts';
import { resultCard } from '../../../bot/conversation/cards/result.ts';
import { scheduleCard, scheduleSuggestionCard } from '../../../bot/conversation/cards/schedule.ts';
import { chooseUnitCard, commandsCard, languageCard, welcomeCard } from '../../../bot/conversation/cards/welcome.ts';
import type { ServiceLanguage } from '../../../bot/texts.ts';
import { PEOPLE, PIXEL, USUAL, id, named, nameless, url } from './filling.ts';
import type { Filling, Maker, Sample } from './filling.ts';
import { FOLLOW_UPS } from './follow-up-samples.ts';
import { TALKS } from './talk-samples.ts';

const [AMINA, KARIN] = PEOPLE;

const rhythm = {
  every: 'fortnight',
  weekday: 4,
  time: '08:00',
  winterBreakWeek: 9,
  discussions: true,
  followUps: true,
  joys: false,
} as const;

const result = (language: ServiceLanguage, { name }: Filling) =>
  ({
    unit: name('Ekskolan'),
    finding: 'Användning har vuxit på alla steg, men Kompetens steg 2 har sjunkit sedan sist.',
    picture: { url: PIXEL, alt: 'Spindeldiagram. Ledning 61,8, Infrastruktur 80,4.' },
    earlier: '2025',
    steps: [1, 2, 3],
    rows: [
      {
        area: language === 'sv' ? 'Ledning' : 'Leadership',
        scores: ['79,2', '62,5', '43,8'],
        change: { direction: 'same', by: '0,0' },
      },
      { area: 'Infrastruktur', scores: ['89,3', '71,4', '–'], change: { direction: 'up', by: '4,2' } },
      { area: 'Kompetens', scores: ['83,3', '54,2', '37,5'], change: { direction: 'down', by: '3,1' } },
      { area: 'Användning', scores: ['100,0', '70,8', '55,0'], change: { direction: 'up', by: '12,5' } },
    ],
    reached: [1, 2],
    reachedAtMean: null,
    discuss: 'ledning-2-3',
    openUrl: url,
    planUrl: url,
  }) as const;

const digestLines = ({ name, words, many }: Filling) =>
  [
    { kind: 'assessment', unit: name('Ekskolan'), left: 23, of: 71, minutes: 9, url },
    { kind: 'follow-up', title: words('Lagtid varannan onsdag läggs i schemat'), on: '2027-03-18', url },
    { kind: 'late', title: words('Rutin för nya lärverktyg skrivs'), on: '2027-03-12', url },
    { kind: 'discussion', statement: words('Alla elever får pröva olika sätt att visa vad de kan.'), url },
    { kind: 'due', title: words('Introduktion för nyanställda'), on: '2027-03-19', url },
    { kind: 'review', unit: name('Ekskolan'), on: '2027-03-19', open: 2, url },
    { kind: 'due', title: words('Inventera skärmar i arbetsrummen'), on: '2027-03-19', url },
    { kind: 'due', title: words('Boka nätverksträff'), on: '2027-03-20', url },
  ].slice(0, Math.max(4, many)) as unknown as Parameters<typeof digestCard>[0]['lines'];

const STATES = ['ongoing', 'decided', 'done', 'proposed', 'closed'] as const;
const actions = ({ name, words, many }: Filling) =>
  Array.from({ length: Math.max(5, many) }, (_, n) => ({
    title: words(['Lagtid varannan onsdag läggs i schemat', 'Rutin för nya lärverktyg skrivs'][n % 2] ?? ''),
    state: STATES[n % STATES.length] ?? 'decided',
    responsible: n === 3 ? null : name([AMINA, KARIN][n % 2] ?? ''),
    doneBy: n === 1 ? '2027-03-01' : '2027-04-16',
    url,
  }));

const topics = ({ words, many }: Filling) =>
  Array.from({ length: many }, (_, n) => ({
    indicator: `ledning-2-${n}`,
    area: 'Ledning',
    step: 2,
    statement: words('Nya lärverktyg väljs efter frågor som alla ämneslag känner till och använder.'),
  }));

const units = ({ name, many }: Filling) =>
  Array.from({ length: many }, (_, n) => ({ id: id(n), name: name(`Ekskolan ${n}`) }));

const MAKERS: Readonly<Record<string, Maker>> = {
  result: (l, f) => nameless(resultCard(result(l, f), l)),
  'result first': (l, f) =>
    nameless(
      resultCard(
        {
          ...result(l, f),
          earlier: null,
          reached: [],
          reachedAtMean: 80,
          discuss: null,
          rows: result(l, f).rows.map((row) => ({ ...row, change: null })),
        },
        l,
      ),
    ),
  'reminder unfinished': (l, f) =>
    nameless(
      reminderCard(
        { kind: 'unfinished', unit: f.name('Ekskolan'), left: 23, of: 71, minutes: 9, url, nudge: id(6) },
        l,
      ),
    ),
  'reminder deadline': (l, f) =>
    nameless(
      reminderCard(
        {
          kind: 'deadline',
          unit: f.name('Ekskolan'),
          left: 71,
          of: 71,
          minutes: null,
          days: 14,
          on: '2026-10-31',
          url,
          nudge: id(6),
        },
        l,
      ),
    ),
  'reminder review': (l, f) =>
    nameless(
      reminderCard({ kind: 'review', unit: f.name('Ekskolan'), on: '2027-03-18', open: 4, url, nudge: id(6) }, l),
    ),
  digest: (l, f) => nameless(digestCard({ lines: digestLines(f), url, nudge: id(6) }, l)),
  'digest empty': (l) => nameless(digestCard({ lines: [], url, nudge: id(6) }, l)),
  'documents beside': (l, f) =>
    nameless(
      besideCard(
        {
          unit: f.name('Ekskolan'),
          files: [
            {
              theirs: { name: `${f.name('Ekskolan')} – handlingsplan 2026-27.docx`, url },
              ours: { name: `${f.name('Ekskolan')} – handlingsplan 2026-27 (ny från LIKA 2026-11-25).docx`, url },
            },
          ],
        },
        l,
      ),
    ),
  'joy step': (l, f) => nameless(joyCard({ kind: 'step', unitId: id(2), unit: f.name('Ekskolan'), step: 2, url }, l)),
  'joy done': (l, f) =>
    nameless(
      joyCard(
        {
          kind: 'done',
          unitId: id(2),
          unit: f.name('Ekskolan'),
          title: f.words('Lagtid varannan onsdag läggs i schemat'),
          url,
        },
        l,
      ),
    ),
  'welcome team': (l, f) =>
    named(welcomeCard({ place: 'team', installedBy: f.name(KARIN), unit: f.name('Ekskolan'), choose: [], url }, l)),
  'welcome team unlinked': (l, f) =>
    named(welcomeCard({ place: 'team', installedBy: f.name(KARIN), unit: null, choose: units(f), url: null }, l)),
  'welcome group': (l) =>
    nameless(welcomeCard({ place: 'group', installedBy: null, unit: null, choose: [], url: null }, l)),
  'welcome personal': (l, f) =>
    nameless(welcomeCard({ place: 'personal', installedBy: null, unit: f.name('Ekskolan'), choose: [], url }, l)),
  'choose unit': (l, f) => nameless(chooseUnitCard({ place: 'group', units: units(f) }, l)),
  'choose unit none': (l) => nameless(chooseUnitCard({ place: 'team', units: [] }, l)),
  commands: (l) => nameless(commandsCard({ place: 'team', unknown: false, url }, l)),
  'commands personal': (l) => nameless(commandsCard({ place: 'personal', unknown: true, url: null }, l)),
  language: (l) => nameless(languageCard({ scope: 'team' }, l)),
  status: (l, f) =>
    nameless(
      statusCard(
        {
          unit: f.name('Ekskolan'),
          today: '2027-03-18',
          published: {
            on: '2026-10-14',
            finding: f.words('Användning har vuxit på alla steg, men Kompetens steg 2 har sjunkit sedan sist.'),
            areas: [
              { area: 'Ledning', score: '61,8' },
              { area: 'Infrastruktur', score: '80,4' },
              { area: 'Kompetens', score: '58,3' },
              { area: 'Användning', score: '75,3' },
            ],
          },
          draft: { left: 23, of: 71 },
          plan: { decided: 1, ongoing: 3, done: 2, late: 1 },
          next: { title: f.words('Lagtid varannan onsdag läggs i schemat'), on: '2027-03-25' },
          url,
          planUrl: url,
          discuss: 'ledning-2-3',
        },
        l,
      ),
    ),
  'status empty': (l, f) =>
    nameless(
      statusCard(
        {
          unit: f.name('Ekskolan'),
          today: '2027-03-18',
          published: null,
          draft: null,
          plan: null,
          next: null,
          url,
          planUrl: url,
          discuss: null,
        },
        l,
      ),
    ),
  actions: (l, f) =>
    named(
      actionsCard(
        { scope: 'unit', unit: f.name('Ekskolan'), actions: actions(f), today: '2027-03-18', planUrl: url },
        l,
      ),
    ),
  'actions mine': (l, f) =>
    named(
      actionsCard(
        { scope: 'mine', unit: f.name('Ekskolan'), actions: actions(f).slice(0, 2), today: '2027-03-18', planUrl: url },
        l,
      ),
    ),
  'actions none': (l, f) =>
    nameless(
      actionsCard({ scope: 'mine', unit: f.name('Ekskolan'), actions: [], today: '2027-03-18', planUrl: url }, l),
    ),
  topics: (l, f) => nameless(topicsCard({ asked: f.words('lärverktyg'), topics: topics(f), url }, l)),
  'topics none': (l, f) => nameless(topicsCard({ asked: f.words('larverktig'), topics: [], url }, l)),
  'schedule on': (l, f) =>
    nameless(
      scheduleCard(
        { unitId: id(2), unit: f.name('Ekskolan'), on: true, rhythm, next: '2027-03-25', mayChange: true },
        l,
      ),
    ),
  'schedule read': (l, f) =>
    nameless(
      scheduleCard(
        {
          unitId: id(2),
          unit: f.name('Ekskolan'),
          on: true,
          rhythm: { ...rhythm, every: 'week' },
          next: null,
          mayChange: false,
        },
        l,
      ),
    ),
  'schedule off': (l, f) =>
    nameless(
      scheduleCard({ unitId: id(2), unit: f.name('Ekskolan'), on: false, rhythm, next: null, mayChange: true }, l),
    ),
  'schedule suggestion': (l, f) =>
    nameless(scheduleSuggestionCard({ unitId: id(2), unit: f.name('Ekskolan'), rhythm, nudge: id(6) }, l)),
};

/** All cards in all states, in a language. */
export const samples = (language: ServiceLanguage, filling: Filling = USUAL): Sample[] =>
  Object.entries({ ...MAKERS, ...FOLLOW_UPS, ...TALKS }).map(([name, make]) => ({ name, ...make(language, filling) }));
