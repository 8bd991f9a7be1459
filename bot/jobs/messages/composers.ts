import type { MessageKind } from '../../store/tables.ts';
import type { TalkDeps } from '../../talk/turn.ts';
import type { Composers } from '../sender.ts';
import type { Composer } from '../sending.ts';
import { composeAnswer } from './answer.ts';
import { composeDigest } from './digest.ts';
import { composeDiscussion } from './discussion.ts';
import { composeDocuments } from './documents.ts';
import { composeFollowUp, composeHelpWanted } from './follow-up.ts';
import { composeJoy } from './joy.ts';
import { composeReminder } from './reminder.ts';
import { composeCardUpdate } from './renewal.ts';
import { composeResult } from './result.ts';
import { composeTemperature } from './temperature.ts';
import { unasked } from './unasked.ts';
import { composeWelcome } from './welcome.ts';

const allOf = (deps: TalkDeps): Readonly<Record<MessageKind, Composer>> => ({
  'result-card': composeResult(deps),
  welcome: composeWelcome(deps),
  answer: composeAnswer(deps),
  discussion: composeDiscussion(deps),
  'follow-up': composeFollowUp(deps),
  reminder: composeReminder(deps),
  digest: composeDigest(deps),
  joy: composeJoy(deps),
  temperature: composeTemperature(deps),
  'card-update': composeCardUpdate(deps),
  'help-wanted': composeHelpWanted(deps),
  documents: composeDocuments(deps),
});

/** What each kind of message says, composed when it goes out. */
export const composersOf = (deps: TalkDeps): Composers =>
  Object.fromEntries(Object.entries(allOf(deps)).map(([kind, compose]) => [kind, unasked(deps, compose)]));
