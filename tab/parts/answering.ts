/** The answers of one assessment as the person sees them: what the service holds, with what is on its way on top. */
import { use, useMemo, useRef, useSyncExternalStore } from 'react';
import type { Answer, Assessment } from '../../bot/api/schemas/assessments.ts';
import type { Answers } from '../../lika/analysis/cells.ts';
import type { Edit } from './queue/edit.ts';
import { nameOf } from './queue/edit.ts';
import { CHOICE_RESTS_MS, WRITING_RESTS_MS } from './queue/queue.ts';
import type { AnswerQueue, QueueState } from './queue/queue.ts';
import { answerQueue, openQueue } from './queue/start.ts';

/** One indicator's answer as shown. `version` is what a change of it builds on. */
export interface ShownAnswer {
  readonly option: string | null;
  readonly comment: string | null;
  readonly version: number;
  /** On its way, or stopped on its way; null when the service holds just this. */
  readonly edit: Edit | null;
}

/** The functions are the same for as long as the assessment is, so that a block is drawn anew only when it changes. */
export interface AnsweringActions {
  choose(indicator: string, option: string): void;
  /** `hold`: why the text can't be sent as it is; it is kept on the device then. */
  write(indicator: string, comment: string, hold?: string): void;
  /** Focus has left the indicator's group or field. */
  settle(indicator: string): void;
  keepMine(indicator: string): void;
  letGo(indicator: string): void;
}

export interface Answering {
  readonly shown: ReadonlyMap<string, ShownAnswer>;
  /** For `lika/`: indicator → option. */
  readonly answers: Answers;
  readonly actions: AnsweringActions;
}

export const NOT_ANSWERED: ShownAnswer = { option: null, comment: null, version: 0, edit: null };

/** The queue and its state. Suspends until the queue is open. */
export function useAnswerQueue(): { queue: AnswerQueue; state: QueueState } {
  const queue = openQueue() ?? use(answerQueue());
  return { queue, state: useSyncExternalStore(queue.subscribe, queue.state) };
}

function newest(held: Answer | undefined, acknowledged: Answer | undefined): Answer | undefined {
  if (!held || !acknowledged) return held ?? acknowledged;
  return acknowledged.version > held.version ? acknowledged : held;
}

function shownOf(held: Answer | undefined, edit: Edit | undefined): ShownAnswer {
  if (edit) return { option: edit.option, comment: edit.comment, version: held?.version ?? 0, edit };
  return held ? { option: held.option, comment: held.comment, version: held.version, edit: null } : NOT_ANSWERED;
}

function isSame(a: ShownAnswer | undefined, b: ShownAnswer): boolean {
  return a?.option === b.option && a.comment === b.comment && a.version === b.version && a.edit === b.edit;
}

/** All shown answers; those that haven't changed since `before` are the same objects. */
function showAll(
  assessment: Assessment,
  state: QueueState,
  before: ReadonlyMap<string, ShownAnswer>,
): ReadonlyMap<string, ShownAnswer> {
  const held = new Map(assessment.answers.map((answer) => [answer.indicator, answer]));
  const prefix = nameOf(assessment.id, '');
  const moving = [...state.edits.keys(), ...state.acknowledged.keys()].flatMap((name) =>
    name.startsWith(prefix) ? name.slice(prefix.length) : [],
  );
  return new Map(
    [...new Set([...held.keys(), ...moving])].map((indicator) => {
      const name = nameOf(assessment.id, indicator);
      const shown = shownOf(newest(held.get(indicator), state.acknowledged.get(name)), state.edits.get(name));
      const same = before.get(indicator);
      return [indicator, same && isSame(same, shown) ? same : shown];
    }),
  );
}

/** Answers of an assessment and what can be done with them. Suspends until the queue is open. */
export function useAnswering(assessment: Assessment): Answering {
  const { queue, state } = useAnswerQueue();
  const latest = useRef<ReadonlyMap<string, ShownAnswer>>(new Map());
  const shown = useMemo(() => showAll(assessment, state, latest.current), [assessment, state]);
  latest.current = shown;
  const answers = useMemo(
    () =>
      new Map([...shown].flatMap(([indicator, { option }]) => (option === null ? [] : [[indicator, option] as const]))),
    [shown],
  );
  const { id } = assessment;
  const actions = useMemo<AnsweringActions>(() => {
    const seen = (indicator: string): ShownAnswer => latest.current.get(indicator) ?? NOT_ANSWERED;
    return {
      choose: (indicator, option) => {
        const { comment, version } = seen(indicator);
        queue.change(id, indicator, { option, comment, seen: version, restMs: CHOICE_RESTS_MS });
      },
      write: (indicator, text, hold) => {
        const { option, version } = seen(indicator);
        const comment = text === '' ? null : text;
        queue.change(id, indicator, { option, comment, seen: version, restMs: WRITING_RESTS_MS, hold });
      },
      settle: (indicator) => queue.settle(id, indicator),
      keepMine: (indicator) => queue.keepMine(id, indicator),
      letGo: (indicator) => queue.letGo(id, indicator),
    };
  }, [queue, id]);
  return { shown, answers, actions };
}
