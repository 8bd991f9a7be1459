import type { Act } from '../acts/act.ts';
import type { Clock } from '../clock.ts';
import type { Answer, Heard } from '../conversation/heard.ts';
import type { Instruments } from '../instruments.ts';
import type { Log } from '../log.ts';
import type { Settings } from '../settings.ts';
import type { ConversationRow } from '../store/conversations.ts';
import type { Store } from '../store/store.ts';
import type { UnitRow } from '../store/units.ts';
import type { ServiceLanguage } from '../texts.ts';
import type { Rosters } from './rosters.ts';

/** What a turn ends in: an answer, or what makes it once everything is kept, for what needs the world outside. */
export type Outcome = Answer | (() => Promise<Answer>);

export interface TalkDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Settings;
  readonly instruments: Instruments;
  readonly rosters: Rosters;
}

/** One thing heard, in its transaction: who, where, about which unit. What it leads to is all kept or not at all. */
export interface Turn<H extends Heard = Heard> extends Act {
  readonly deps: TalkDeps;
  readonly heard: H;
  /** The conversation as we know it. */
  readonly place: ConversationRow;
  /** The unit that the conversation is about; null while nobody has said. */
  readonly unit: UnitRow | null;
  /** The person's in their own chat, the team's elsewhere. */
  readonly language: ServiceLanguage;
  /** False when this very activity has been heard before: it gets an answer, and no second effect. */
  readonly isFirst: boolean;
}
