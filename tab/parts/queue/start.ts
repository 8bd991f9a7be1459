/** The one queue of this page, for the person whom Teams' token speaks for. */
import { ApiError } from '../api.ts';
import { identityOf } from '../identity.ts';
import { rememberAnswer } from '../queries.ts';
import { askToken } from '../teams.ts';
import { openKeeping } from './keeping.ts';
import { AnswerQueue } from './queue.ts';
import { sendEdit } from './sending.ts';

async function start(): Promise<AnswerQueue> {
  const [token, keeping] = await Promise.all([askToken(), openKeeping()]);
  const who = identityOf(token);
  if (!who) throw new ApiError('sign-in', 0, null);
  const queue = new AnswerQueue({ who, keeping, send: sendEdit, saved: rememberAnswer });
  await queue.start();
  return queue;
}

let queue: Promise<AnswerQueue> | null = null;
let ready: AnswerQueue | null = null;

/** The queue once it is open, else null. */
export function openQueue(): AnswerQueue | null {
  return ready;
}

/** Starts the queue at the first call. Rejects with ApiError when nobody is signed in; the next call tries anew. */
export function answerQueue(): Promise<AnswerQueue> {
  if (!queue) {
    queue = start();
    queue.then(
      (open) => {
        ready = open;
      },
      () => {
        queue = null;
      },
    );
  }
  return queue;
}
