import { REQUEST_SECONDS } from '../../graph/client.ts';

/** So long after a request has come to its end what it did may not show in Planner's lists yet. */
const SHOWS_WITHIN_SECONDS = 5;

/** A request whose end this service saw counts as begun so long ago: all that is left is what Planner takes to show it. */
export const ENDED_SECONDS = REQUEST_SECONDS;

/** So long after a request was begun, by a service that may have died since, what it makes may still come. */
export const UNDER_WAY_SECONDS = REQUEST_SECONDS + SHOWS_WITHIN_SECONDS;
