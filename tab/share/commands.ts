/** Sharing, publishing and withdrawing: each one call, after which every view shows what the service answered. */
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import { api } from '../parts/api.ts';
import { queryClient, rememberAssessment } from '../parts/queries.ts';

async function change(
  assessment: Assessment,
  verb: 'share' | 'publish' | 'withdraw',
  body?: object,
): Promise<Assessment> {
  const path = `/assessments/${encodeURIComponent(assessment.id)}/${verb}`;
  const changed = await api<Assessment>(path, { method: 'POST', ...(body && { body }) });
  rememberAssessment(changed);
  // An earlier one may have been superseded, and what may be done has changed.
  for (const key of ['assessments', 'me', 'audience', 'unit']) void queryClient.invalidateQueries({ queryKey: [key] });
  return changed;
}

/** Shares an open assessment with the team, or takes it back. Throws ApiError. */
export function share(assessment: Assessment, reader: 'author' | 'team'): Promise<Assessment> {
  return change(assessment, 'share', { with: reader });
}

/** What goes to the unit's channel with publishing. */
export interface ToChannel {
  readonly postCard: boolean;
  readonly keepDocuments: boolean;
}

/** Publishes: a fixed, dated record from now on. Throws ApiError. */
export function publish(assessment: Assessment, toChannel: ToChannel): Promise<Assessment> {
  return change(assessment, 'publish', toChannel);
}

/** Throws ApiError. */
export function withdraw(assessment: Assessment): Promise<Assessment> {
  return change(assessment, 'withdraw');
}
