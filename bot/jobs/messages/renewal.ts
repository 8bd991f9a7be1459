import { z } from 'zod';
import { AskedPlace, RenewedAnswerPayload } from '../../talk/asks.ts';
import type { TalkDeps } from '../../talk/turn.ts';
import type { Composer } from '../sending.ts';
import { renewedAnswer } from './answer.ts';
import { patiently } from './compose.ts';
import { composeRenewal } from './discussion.ts';
import { renewedFollowUp } from './follow-up.ts';
import { renewedTemperature } from './temperature.ts';

const Payload = z.union([
  z.object({ discussion: z.guid() }),
  z.object({ series: z.guid() }),
  RenewedAnswerPayload,
  z.object({ nudge: z.guid(), place: AskedPlace }),
]);

/** A card that hangs in a conversation, brought up to date. */
export const composeCardUpdate = (deps: TalkDeps): Composer =>
  patiently(async (municipality, delivery) => {
    const payload = Payload.parse(delivery.payload);
    if ('discussion' in payload) return composeRenewal(deps, municipality, payload.discussion);
    if ('ask' in payload) return renewedAnswer(deps, municipality, payload);
    if ('series' in payload) return renewedTemperature(deps, municipality, payload.series);
    return renewedFollowUp(deps, municipality, payload);
  });
