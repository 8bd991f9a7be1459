import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  atClosing,
  canTake,
  IllegalDiscussionEvent,
  mayReveal,
  revealsItself,
  ROUNDS_MAX,
  shownRound,
  STARTED,
  takesConclusion,
  takesVotes,
  transition,
} from '../../lika/discussion/discussion.ts';
import type { DiscussionEvent, DiscussionLife } from '../../lika/discussion/discussion.ts';
import { maySee, REVEAL_MIN, spreadOf, tally, UnknownVote } from '../../lika/discussion/votes.ts';
import { COUNTED, SCALE, SCHOOL } from './fixture.ts';

const votes = (...options: string[]): { option: string }[] => options.map((option) => ({ option }));
const anyVotes = fc.array(
  fc.constantFrom(...SCALE.map(({ key }) => key)).map((option) => ({ option })),
  { maxLength: 40 },
);
const levelOf = (option: string | null): number => COUNTED.indexOf(option ?? '');

describe('Votes', () => {
  test('are counted by option in the order of the scale, with their middle and how far apart they are', () => {
    expect(tally(SCHOOL, votes('nearly', 'planned', 'nearly', 'achieved', 'started'))).toEqual({
      counts: [
        { option: 'not-planned', count: 0 },
        { option: 'planned', count: 1 },
        { option: 'started', count: 1 },
        { option: 'nearly', count: 2 },
        { option: 'achieved', count: 1 },
        { option: 'not-relevant', count: 0 },
      ],
      total: 5,
      counted: 5,
      middle: 'nearly',
      lowest: 'planned',
      highest: 'achieved',
      spread: 3,
    });
  });

  test('have the lower option as their middle when it falls between two', () => {
    expect(tally(SCHOOL, votes('achieved', 'planned')).middle).toBe('planned');
    expect(tally(SCHOOL, votes('achieved', 'planned', 'started', 'nearly')).middle).toBe('started');
  });

  test('for not relevant are votes, but say nothing about the level', () => {
    const { total, counted, middle, spread } = tally(SCHOOL, votes('not-relevant', 'not-relevant', 'nearly'));
    expect({ total, counted, middle, spread }).toEqual({ total: 3, counted: 1, middle: 'nearly', spread: 0 });
  });

  test('have no middle and no spread when none has a value', () => {
    const none = { counted: 0, middle: null, lowest: null, highest: null, spread: null };
    expect(tally(SCHOOL, [])).toMatchObject({ ...none, total: 0 });
    expect(tally(SCHOOL, votes('not-relevant'))).toMatchObject({ ...none, total: 1 });
  });

  test.each(['', 'Nearly', 'constructor', '__proto__', '75'])(
    'for %j are refused: it is not on the scale',
    (option) => {
      expect(() => tally(SCHOOL, votes('nearly', option))).toThrow(UnknownVote);
    },
  );

  test('say the same in whatever order they came', () => {
    const shuffled = anyVotes.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(fc.property(shuffled, ([all, other]) => expect(tally(SCHOOL, other)).toEqual(tally(SCHOOL, all))));
  });

  test('have half of themselves on each side of the middle, and all between the lowest and the highest', () => {
    fc.assert(
      fc.property(anyVotes, (all) => {
        const { counts, total, counted, middle, lowest, highest, spread } = tally(SCHOOL, all);
        expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(total);
        const levels = all.map(({ option }) => levelOf(option)).filter((level) => level >= 0);
        expect(levels.length).toBe(counted);
        if (counted === 0) return;
        expect([levelOf(lowest), levelOf(highest)]).toEqual([Math.min(...levels), Math.max(...levels)]);
        expect(spread).toBe(Math.max(...levels) - Math.min(...levels));
        expect(levels.filter((level) => level <= levelOf(middle)).length).toBeGreaterThanOrEqual(counted / 2);
        expect(levels.filter((level) => level < levelOf(middle)).length).toBeLessThan(counted / 2);
      }),
    );
  });

  test('are shown from three on, also when all are alike', () => {
    expect([0, 1, 2, 3, 4].map(maySee)).toEqual([false, false, false, true, true]);
    expect(tally(SCHOOL, votes('nearly', 'nearly', 'nearly')).spread).toBe(0);
  });
});

describe('How far apart answers are', () => {
  test('is told in levels; what the scale does not know is passed over', () => {
    expect(spreadOf(SCHOOL, ['planned', 'achieved', 'not-relevant', 'old-option'])).toBe(3);
    expect(spreadOf(SCHOOL, ['planned'])).toBe(0);
    expect(spreadOf(SCHOOL, [])).toBe(0);
  });
});

const EVENTS: readonly DiscussionEvent[] = ['reveal', 'again', 'settle', 'close'];
const after = (...events: DiscussionEvent[]): DiscussionLife => events.reduce(transition, STARTED);

describe('A discussion', () => {
  test('is open, then revealed, then settled', () => {
    expect(STARTED).toEqual({ state: 'open', round: 1 });
    expect(after('reveal')).toEqual({ state: 'revealed', round: 1 });
    expect(after('reveal', 'settle')).toEqual({ state: 'settled', round: 1 });
  });

  test('may go a second round, never a third', () => {
    expect(after('reveal', 'again')).toEqual({ state: 'open', round: 2 });
    expect(after('reveal', 'again', 'reveal', 'settle')).toEqual({ state: 'settled', round: 2 });
    expect(() => after('reveal', 'again', 'reveal', 'again')).toThrow(IllegalDiscussionEvent);
    expect(canTake(after('reveal', 'again', 'reveal'), 'again')).toBe(false);
  });

  test('that too few voted in is closed; what the first round showed stays seen', () => {
    expect(after('close')).toEqual({ state: 'closed', round: 1 });
    expect(shownRound(after('close'))).toBeNull();
    expect(shownRound(after('reveal', 'again', 'close'))).toBe(1);
    expect(shownRound(after('reveal', 'again'))).toBe(1);
    expect(shownRound(after('reveal', 'again', 'reveal'))).toBe(2);
    expect(shownRound(STARTED)).toBeNull();
  });

  test('takes what its state allows and throws at anything else, for any events in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 12 }), (events) => {
        let life = STARTED;
        let taken = 0;
        for (const event of events) {
          if (canTake(life, event)) {
            life = transition(life, event);
            taken += 1;
          } else expect(() => transition(life, event)).toThrow(IllegalDiscussionEvent);
          expect(life.round).toBeLessThanOrEqual(ROUNDS_MAX);
          expect(takesVotes(life) && takesConclusion(life)).toBe(false);
          if (takesConclusion(life)) expect(shownRound(life)).toBe(life.round);
        }
        expect(taken).toBeLessThanOrEqual(4);
      }),
    );
  });

  test('that has ended takes no votes and no events', () => {
    for (const ended of [after('close'), after('reveal', 'settle')]) {
      expect(takesVotes(ended)).toBe(false);
      expect(EVENTS.filter((event) => canTake(ended, event))).toEqual([]);
    }
    expect(takesConclusion(after('reveal', 'settle'))).toBe(true);
    expect(takesConclusion(after('close'))).toBe(false);
  });
});

describe('The votes of a discussion are revealed', () => {
  test('by the one who started it or the head, from three votes on, and by nobody else', () => {
    fc.assert(
      fc.property(fc.nat(6), fc.boolean(), fc.boolean(), (count, isStarter, isHead) => {
        const may = mayReveal({ votes: count, startedBy: 'anna', by: isStarter ? 'anna' : 'bo', isHead });
        expect(may).toBe(count >= REVEAL_MIN && (isStarter || isHead));
      }),
    );
    expect(mayReveal({ votes: 5, startedBy: null, by: 'bo', isHead: false })).toBe(false);
  });

  test('by themselves when all who are expected have voted, three at least', () => {
    expect(revealsItself({ voters: ['a', 'b', 'c'], expected: ['a', 'b', 'c'] })).toBe(true);
    expect(revealsItself({ voters: ['a', 'b', 'c', 'guest'], expected: ['a', 'b', 'c'] })).toBe(true);
    expect(revealsItself({ voters: ['a', 'b', 'guest'], expected: ['a', 'b', 'c'] })).toBe(false);
    expect(revealsItself({ voters: ['a', 'b'], expected: ['a', 'b'] })).toBe(false);
    expect(revealsItself({ voters: ['a', 'a', 'a'], expected: ['a'] })).toBe(false);
    expect(revealsItself({ voters: ['a', 'b', 'c'], expected: [] })).toBe(false);
  });

  test('at closing time, unless too few have voted', () => {
    expect([0, 2, 3, 30].map(atClosing)).toEqual(['too-few', 'too-few', 'reveal', 'reveal']);
  });
});
