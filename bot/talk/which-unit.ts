import { folded, plainText, wordsOf } from '../../lika/talk/words.ts';
import { setConversation } from '../store/conversations.ts';
import type { UnitRow } from '../store/units.ts';
import { unitsOf } from './places.ts';
import type { Turn } from './turn.ts';

/** In one's own chat, those with several units say which one they mean by its name. */

const WORDS_MAX = 40;
/** A longer text is about something else. */
const FEW = 4;
const UNIT_WORDS = new Set('enhet enheten enheter enheterna skola skolan skolor unit units school schools'.split(' '));

/** The turn with the unit that is named in the text from here on; as it was when none is that the person may look at. */
export async function aboutUnitNamed<T extends Turn>(turn: T, text: string): Promise<{ turn: T; named: boolean }> {
  const unit = named(await unitsOf(turn.tx, turn.actor), text);
  if (!unit) return { turn, named: false };
  await setConversation(turn.tx, turn.place.id, { unit: unit.id });
  return { turn: { ...turn, unit }, named: true };
}

/** The unit with the longest name that stands in the text, also as a genitive. */
function named(units: readonly UnitRow[], text: string): UnitRow | null {
  const words = wordsIn(text);
  const found = units.filter(({ name }) => {
    const parts = wordsIn(name);
    return words.some((_, at) => parts.every((part, i) => [part, `${part}s`].includes(words[at + i] ?? '')));
  });
  return found.sort((a, b) => b.name.length - a.name.length)[0] ?? null;
}

/** Whether somebody asks for another unit without saying which. */
export function asksForUnit(text: string): boolean {
  const words = wordsIn(text);
  return words.length <= FEW && words.some((word) => UNIT_WORDS.has(word));
}

const wordsIn = (text: string): string[] => wordsOf(plainText(text), WORDS_MAX).map((word) => folded(word.folded));
