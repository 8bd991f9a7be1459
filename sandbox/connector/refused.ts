import type { NextFunction, Request, Response } from 'express';
import type { Person, SandboxContext } from '../context.ts';
import { problem, problemHandler } from '../problems.ts';
import { isIn, teamThread } from './ids.ts';
import type { Ids, Place } from './ids.ts';

/** Something that the person in the host page may not do or see, or that isn't there. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Answers what was refused with a problem document. */
export function refusals(error: unknown, request: Request, response: Response, next: NextFunction): void {
  if (error instanceof Refused) problem(response, error.status, error.message);
  else problemHandler(error, request, response, next);
}

/** A person by object id, key or userPrincipalName. @throws Refused 404 */
export function personOf(context: SandboxContext, name: string): Person {
  const person = context.directory.person(name);
  if (!person) throw new Refused(404, 'There is no such person.');
  return person;
}

/** How the host page and tests name a conversation: a team or a group chat by id or key; a person's own chat without either. */
export interface Named {
  readonly team?: string | undefined;
  readonly chat?: string | undefined;
}

/** The conversation of a name: the team's first channel, the group chat, or the person's own chat. @throws Refused 404 */
export function namedPlace(
  { context, ids }: { context: SandboxContext; ids: Ids },
  name: Named,
  person: Person,
): Place {
  const { directory } = context;
  const id =
    name.team !== undefined
      ? threadOf(directory.team(name.team))
      : name.chat !== undefined
        ? directory.chat(name.chat)?.id
        : ids.chat(person);
  const place = id === undefined ? null : ids.place(id);
  if (!place) throw new Refused(404, 'There is no such team or chat.');
  return place;
}

const threadOf = (team: Parameters<typeof teamThread>[0] | undefined) => (team ? teamThread(team) : undefined);

/** @throws Refused 403 when the person is not there. */
export function demandIn(context: SandboxContext, place: Place, person: Person): void {
  if (!isIn(context, place, person)) throw new Refused(403, 'The person is not in this conversation.');
}
