/** Follow-ups of an action in all their states. */
import { followUpCard, helpNeededCard } from '../../../bot/conversation/cards/follow-up.ts';
import { PEOPLE, id, named, nameless, refresh, url } from './filling.ts';
import type { Filling, Maker } from './filling.ts';

const [AMINA, KARIN, JOHAN] = PEOPLE;

const followed = ({ name, words }: Filling) => ({
  action: id(5),
  due: '2027-03-18',
  title: words('Lagtid varannan onsdag läggs i schemat'),
  state: 'ongoing' as const,
  responsible: name(AMINA),
  doneBy: '2027-04-16',
  today: '2027-03-18',
  url,
  refresh,
});

const asked = (filling: Filling) => ({
  ...followed(filling),
  stage: 'asked' as const,
  people: Array.from({ length: filling.many }, (_, n) => ({
    id: id(n),
    name: filling.name([KARIN, JOHAN][n % 2] ?? ''),
  })),
  nudge: id(6),
});

const answered = (filling: Filling, how: 'done' | 'help') => ({
  ...followed(filling),
  stage: 'answered' as const,
  state: how === 'done' ? ('done' as const) : ('ongoing' as const),
  answer: {
    how,
    by: filling.name(AMINA),
    on: '2027-03-18',
    at: '08:12',
    line: how === 'help' ? filling.words('Två lag har ingen gemensam tid. Jag behöver hjälp med schemat.') : null,
  },
  headTold: how === 'help',
});

export const FOLLOW_UPS: Readonly<Record<string, Maker>> = {
  'follow-up asked': (l, f) => named(followUpCard(asked(f), l)),
  'follow-up late': (l, f) =>
    named(followUpCard({ ...asked(f), responsible: null, doneBy: '2027-03-01', people: [] }, l)),
  'follow-up done': (l, f) => named(followUpCard(answered(f, 'done'), l)),
  'follow-up help': (l, f) => named(followUpCard(answered(f, 'help'), l)),
  'follow-up gone': (l) => nameless(followUpCard({ stage: 'unavailable' }, l)),
  'help needed': (l, f) =>
    named(
      helpNeededCard(
        {
          unit: f.name('Ekskolan'),
          title: f.words('Lagtid varannan onsdag läggs i schemat'),
          by: f.name(AMINA),
          line: f.words('Två lag har ingen gemensam tid.'),
          responsible: f.name(AMINA),
          doneBy: '2027-04-16',
          today: '2027-03-18',
          url,
        },
        l,
      ),
    ),
};
