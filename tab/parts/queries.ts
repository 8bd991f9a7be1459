/** What the tab asks the service for: one place for keys, so that whoever changes something knows what to renew. */
import { queryOptions, QueryClient } from '@tanstack/react-query';
import type { Answer, Assessment, AssessmentList } from '../../bot/api/schemas/assessments.ts';
import type { MyActions, Plan } from '../../bot/api/schemas/plan.ts';
import type { Channel, Me, Unit } from '../../bot/api/schemas/units.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { api, ApiError } from './api.ts';

export interface AssessmentListData {
  readonly assessments: Assessment[];
}
export type { AssessmentList };

/** A network fault is tried again twice; what the service has refused isn't. */
function tryAgain(failures: number, error: unknown): boolean {
  const isPassing = error instanceof ApiError && (error.fault === 'offline' || error.status >= 500);
  return isPassing && failures < 2;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, gcTime: 30 * 60_000, retry: tryAgain, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api<Me>('/me', { signal }),
});

export function unitQuery(unit: string) {
  return queryOptions({
    queryKey: ['unit', unit],
    queryFn: ({ signal }) => api<Unit>(`/units/${encodeURIComponent(unit)}`, { signal }),
    staleTime: 5 * 60_000,
  });
}

/** The unit's assessments that the person may see, newest first, with answers. */
export function assessmentsQuery(unit: string) {
  return queryOptions({
    queryKey: ['assessments', unit],
    queryFn: ({ signal }) => api<AssessmentListData>(`/units/${encodeURIComponent(unit)}/assessments`, { signal }),
  });
}

export function planQuery(unit: string) {
  return queryOptions({
    queryKey: ['plan', unit],
    queryFn: ({ signal }) => api<Plan>(`/units/${encodeURIComponent(unit)}/plan`, { signal }),
  });
}

export const myActionsQuery = queryOptions({
  queryKey: ['my-actions'],
  queryFn: ({ signal }) => api<MyActions>('/my/actions', { signal }),
});

/** An instrument version never changes, so it is kept for as long as the page lives. */
export function instrumentQuery(ref: { readonly id: string; readonly version: number }, language: string) {
  const path = `/instruments/${encodeURIComponent(ref.id)}/${ref.version}?language=${language}`;
  return queryOptions({
    queryKey: ['instrument', ref.id, ref.version, language],
    queryFn: ({ signal }) => api<Instrument>(path, { signal }),
    staleTime: Infinity,
    gcTime: Infinity,
  });
}

/** The channel that the tab stands in, and its unit when one is linked and may be seen. */
export function channelQuery(team: string, channel: string) {
  return queryOptions({
    queryKey: ['channel', team, channel],
    queryFn: ({ signal }) =>
      api<Channel>(`/channels/${encodeURIComponent(team)}/${encodeURIComponent(channel)}`, { signal }),
  });
}

function withAnswer(assessment: Assessment, answer: Answer): Assessment {
  const before = assessment.answers.find(({ indicator }) => indicator === answer.indicator);
  if (before && before.version > answer.version) return assessment;
  const answers = [...assessment.answers.filter(({ indicator }) => indicator !== answer.indicator), answer];
  return {
    ...assessment,
    answers,
    answered: answers.filter(({ option }) => option !== null).length,
    comments: answers.filter(({ comment }) => comment !== null && comment !== '').length,
  };
}

/** Puts an acknowledged answer into every list of assessments that is held, without asking the service again. */
export function rememberAnswer(assessment: string, answer: Answer): void {
  queryClient.setQueriesData<AssessmentListData>(
    { queryKey: ['assessments'] },
    (list) =>
      list && {
        assessments: list.assessments.map((each) => (each.id === assessment ? withAnswer(each, answer) : each)),
      },
  );
}

/** Puts a whole assessment (made, shared, published, withdrawn) into the unit's list; newest first. */
export function rememberAssessment(assessment: Assessment): void {
  queryClient.setQueryData<AssessmentListData>(['assessments', assessment.unit], (list) => ({
    assessments: [assessment, ...(list?.assessments ?? []).filter(({ id }) => id !== assessment.id)],
  }));
}
