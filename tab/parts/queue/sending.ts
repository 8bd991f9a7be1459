/** Sends one kept answer and says what came of it. */
import type { Answer } from '../../../bot/api/schemas/assessments.ts';
import { api, ApiError } from '../api.ts';
import type { Edit, Outcome } from './edit.ts';

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'indicator' in value && 'version' in value;
}

function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof ApiError) || error.fault !== 'problem') return { kind: 'later', afterMs: null };
  const { status, problem } = error;
  if (status === 429 || status >= 500) return { kind: 'later', afterMs: error.retryAfterMs };
  if (status === 409 && isAnswer(problem?.current)) return { kind: 'conflict', current: problem.current };
  return { kind: 'refused', detail: problem?.errors?.[0]?.detail ?? problem?.detail ?? problem?.title ?? null };
}

/** Sends the edit as the person who made it, and as nobody else. */
export async function sendEdit(edit: Edit): Promise<Outcome> {
  if (!navigator.onLine) return { kind: 'later', afterMs: null };
  const path = `/assessments/${encodeURIComponent(edit.assessment)}/answers/${encodeURIComponent(edit.indicator)}`;
  const body = { option: edit.option, comment: edit.comment, version: edit.base };
  const { tenant, person } = edit;
  try {
    const answer = await api<Answer>(path, { method: 'PUT', body, as: { tenant, person }, keepalive: true });
    return { kind: 'saved', answer };
  } catch (error) {
    return outcomeOf(error);
  }
}
