import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wishesFor } from '../../bot/graph/planner-hints.ts';
import { isOrderHint, settleHint } from '../../sandbox/graph/planner/order-hints.ts';

/** Where new things go on a checklist, by the rules of Planner's order hints. */

it('new ones come right after the one before them, wherever people have moved the others', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ unit: fc.constantFrom(...'#5AZaz'), minLength: 1, maxLength: 6 }), { maxLength: 10 }),
      fc.shuffledSubarray(
        Array.from({ length: 20 }, (_, index) => `id${String(index)}`),
        { minLength: 10 },
      ),
      (hints, wanted) => {
        // Planner shows the greatest first; some of those wanted are there, in an order of their own.
        const there = [...hints]
          .sort((a, b) => (a > b ? -1 : 1))
          .map((hint, index) => ({ id: `id${String(index * 2)}`, hint }));
        const wishes = wishesFor(wanted, there);
        expect([...wishes.values()].filter((wish) => !isOrderHint(wish))).toEqual([]);
        for (const settle of [settleHint, (wish: string) => wish]) {
          const made = [...wishes].map(([id, wish]) => ({ id, hint: settle(wish) }));
          const shown = [...there, ...made].sort((a, b) => (a.hint > b.hint ? -1 : 1)).map(({ id }) => id);
          expect(new Set([...there, ...made].map(({ hint }) => hint)).size).toBe(shown.length);
          for (const { id } of made) {
            const before = wanted[wanted.indexOf(id) - 1];
            expect(shown[shown.indexOf(id) - 1]).toBe(before);
          }
        }
      },
    ),
  );
});
