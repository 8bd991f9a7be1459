/** Teams' own new-meeting form, filled in for following up an action. */
import type { Action } from '../../bot/api/schemas/plan.ts';
import { dateOf } from '../parts/clock.ts';

export interface Meeting {
  readonly subject: string;
  readonly content: string;
  /** User principal names: the form takes nothing else. */
  readonly attendees: readonly string[];
  /** The day, `YYYY-MM-DD`. */
  readonly day: string;
}

/** After the school day; the person moves it in the form if need be. */
const BEGINS = '15:00';
const ENDS = '15:30';

function moment(day: string, time: string): string {
  return dateOf(`${day}T${time}:00`).toISOString();
}

/**
 * The link that opens the form; nothing is booked until the person does so there.
 * Source: learn.microsoft.com, Teams deep links, "open a meeting scheduling dialog".
 */
export function meetingLink({ subject, content, attendees, day }: Meeting): string {
  const link = new URL('https://teams.microsoft.com/l/meeting/new');
  link.searchParams.set('subject', subject);
  link.searchParams.set('startTime', moment(day, BEGINS));
  link.searchParams.set('endTime', moment(day, ENDS));
  if (attendees.length > 0) link.searchParams.set('attendees', attendees.join(','));
  link.searchParams.set('content', content);
  // The form reads a plus sign as a plus sign.
  return link.href.replaceAll('+', '%20');
}

/** Those who belong at the follow-up: the responsible one and the involved ones. */
export function peopleOf({ responsible, involved }: Pick<Action, 'responsible' | 'involved'>): string[] {
  return [...new Set([...(responsible === null ? [] : [responsible]), ...involved])];
}
