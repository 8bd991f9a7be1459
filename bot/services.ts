import type { RequestHandler } from 'express';
import type { Clock } from './clock.ts';
import type { Directory, Planner } from './graph/ports.ts';
import type { RightsDesk } from './graph/rights-desk.ts';
import type { Instruments } from './instruments.ts';
import type { Log } from './log.ts';
import type { Settings } from './settings.ts';
import type { SignIns } from './sign-ins.ts';
import type { Feed } from './store/feed.ts';
import type { Store } from './store/store.ts';
import type { TeamRoles } from './team-roles.ts';

/** A chart for a card as a PNG: blank after withdrawal, null when there is none with this id. */
export interface Pictures {
  png(id: string): Promise<Buffer | null>;
}

/** What the API stands on. `main.ts` puts it together; tests put in what they need to see. */
export interface Services {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  readonly feed: Feed;
  readonly instruments: Instruments;
  readonly directory: Directory;
  readonly planner: Pick<Planner, 'plans'>;
  readonly teamRoles: TeamRoles;
  readonly tokens: SignIns;
  readonly rights: RightsDesk;
  readonly pictures: Pictures;
  /** POST /api/messages. */
  readonly messages: RequestHandler;
}
