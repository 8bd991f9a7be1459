import type { Heard } from '../conversation/heard.ts';
import { Unavailable } from '../errors.ts';
import { textsIn } from '../texts.ts';
import { refusalKey } from './pressed.ts';

/** What a person is told when what they did could not be done; nothing of it was kept. */
export function sorry({ who }: Heard, error: unknown): { line: string; isFault: boolean } {
  const t = textsIn(who.language);
  const refusal = refusalKey(error);
  if (refusal !== null) return { line: t(refusal), isFault: false };
  return { line: t(error instanceof Unavailable ? 'talk.press.unavailable' : 'talk.press.failed'), isFault: true };
}
