import { CallFailed, graphAs } from './api.ts';
import type { StepShown, TaskShown } from './planner-data.ts';
import { t } from './texts.ts';

/** changed: somebody else had changed the same; gone: the task is no longer there. Nothing is written then. */
export type Outcome = 'done' | 'changed' | 'gone';

const ASSIGNMENT = { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: ' !' };
const ITEM = { '@odata.type': '#microsoft.graph.plannerChecklistItem' };

/**
 * What a person can change in a task, through Graph and against the version of it that they see. All reject with
 * CallFailed when Planner refuses or does not answer.
 */
export type Edits = ReturnType<typeof plannerEdits>;

export function plannerEdits(person: string) {
  const graph = graphAs(person);
  const send = async (method: string, path: string, etag: string | null, body?: unknown): Promise<Outcome> => {
    if (etag === null) return 'changed';
    try {
      await graph(`/planner/tasks/${path}`, { method, body, headers: { 'if-match': etag } });
      return 'done';
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      if (error.status === 404) return 'gone';
      if (error.status === 409 || error.status === 412) return 'changed';
      throw error;
    }
  };
  const task = ({ id, etag }: TaskShown, body: unknown) => send('PATCH', id, etag, body);
  const details = ({ id, detailsEtag }: TaskShown, body: unknown) => send('PATCH', `${id}/details`, detailsEtag, body);
  return {
    title: (shown: TaskShown, title: string) => task(shown, { title }),
    progress: (shown: TaskShown, percentComplete: number) => task(shown, { percentComplete }),
    /** @param day `2026-12-01`, empty for none */
    start: (shown: TaskShown, day: string) => task(shown, { startDateTime: timeOf(day) }),
    due: (shown: TaskShown, day: string) => task(shown, { dueDateTime: timeOf(day) }),
    bucket: (shown: TaskShown, bucketId: string | null) => task(shown, { bucketId, orderHint: ' !' }),
    assign: (shown: TaskShown, id: string) => task(shown, { assignments: { [id]: ASSIGNMENT } }),
    unassign: (shown: TaskShown, id: string) => task(shown, { assignments: { [id]: null } }),
    notes: (shown: TaskShown, description: string) => details(shown, { description }),
    addStep(shown: TaskShown, title: string) {
      const last = shown.checklist.at(-1)?.orderHint ?? '';
      const step = { ...ITEM, title, isChecked: false, orderHint: ` ${last}!` };
      return details(shown, { checklist: { [crypto.randomUUID()]: step } });
    },
    changeStep: (shown: TaskShown, { key }: StepShown, change: { title?: string; isChecked?: boolean }) =>
      details(shown, { checklist: { [key]: { ...ITEM, ...change } } }),
    removeStep: (shown: TaskShown, { key }: StepShown) => details(shown, { checklist: { [key]: null } }),
    remove: ({ id, etag }: TaskShown) => send('DELETE', id, etag),
    add: (planId: string, bucketId: string | null, title: string) =>
      graph('/planner/tasks', { method: 'POST', body: { planId, title, ...(bucketId ? { bucketId } : {}) } }),
  };
}

/** Planner's own clients put a day at ten o'clock UTC, which is the same day in all of Europe. */
const timeOf = (day: string) => (day === '' ? null : `${day}T10:00:00Z`);

/** The day of a time where the browser is, as a date field wants it; empty for none. */
export const dayOf = (time: string | null) => (time === null ? '' : new Date(time).toLocaleDateString('sv-SE'));

/** Why Planner didn't do it, in words for the person. */
export function whyNot(error: unknown): string {
  if (!(error instanceof CallFailed)) return t('planner.notSaved', { reason: String(error) });
  const { error: said } = (error.body ?? {}) as { error?: { code?: string; message?: string } };
  if (error.status === 403) return t(said?.code?.startsWith('Maximum') ? 'planner.full' : 'planner.forbidden');
  if (error.status === 400 && said?.message?.includes('start date')) return t('planner.outOfOrder');
  return t('planner.notSaved', { reason: error.message });
}
