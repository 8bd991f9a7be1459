import { givesRoles, roleOf } from '../lika/access/team-roles.ts';
import { momentAt } from './clock.ts';
import { GraphFault } from './graph/ports.ts';
import type { ChannelMember, Membership, PersonKey } from './graph/ports.ts';
import type { Log } from './log.ts';
import type { Store } from './store/store.ts';
import { forgetAt, hasRowRole, keepLook, knownPlaces, placesOfTeams, ruleOfMunicipality } from './store/team-roles.ts';
import type { About, KnownPlace } from './store/team-roles.ts';
import type { ChannelRow } from './store/units.ts';

/**
 * Roles that follow from being in a unit's team. Graph is asked as the person, about the channel that their call is
 * about, and one answer serves everybody in it; what it said is kept as rows that the store's roles are read from. The
 * rows are good for `seconds`. At half of that they are asked for anew behind the person's back; only somebody who has
 * no role there by anything newer waits for the answer.
 */
export interface TeamRoles {
  /** Before a call of the person's: what it may be decided by is asked for, unless it is known well enough. Never throws. */
  ready(who: Caller, about: About | null): Promise<void>;
  /**
   * Who is in the unit's channels now, whatever the municipality lets membership give.
   * @returns names by object id, of all who are there; null when Graph answered for none of the channels.
   */
  look(who: Caller, unit: string): Promise<ReadonlyMap<string, string> | null>;
}

export interface Caller extends PersonKey {
  readonly municipality: string;
}

export interface TeamRolesInput {
  readonly store: Store;
  readonly membership: Membership;
  readonly log: Log;
  readonly realTime: () => number;
  /** How long what was seen is good. */
  readonly seconds: number;
}

/** Somebody waits for a page meanwhile. */
const PATIENCE_MS = 5000;
/** What couldn't be asked is tried again after so long, or sooner where answers are good for less. */
const AGAIN_AFTER_SECONDS = 30;
const MOST_KEPT = 20_000;

type Asked = readonly ChannelMember[] | 'not-there' | 'failed';

export function createTeamRoles(input: TeamRolesInput): TeamRoles {
  const { store, membership, log, realTime, seconds } = input;
  const half = seconds / 2;
  /** Until when a person's calls about a place need not be thought of again. */
  const settled = new Map<string, number>();
  const underWay = new Map<string, Promise<Asked>>();

  const settle = (key: string, forSeconds: number): void => {
    settled.delete(key);
    settled.set(key, realTime() + forSeconds * 1000);
    const oldest = settled.size > MOST_KEPT ? settled.keys().next().value : undefined;
    if (oldest !== undefined) settled.delete(oldest);
  };

  const askAt = async (who: Caller, { team, channel }: ChannelRow): Promise<Asked> => {
    const at = momentAt(realTime());
    try {
      const members = await membership.membersOf(who, { team, channel });
      await store.inMunicipality(who.municipality, (tx) =>
        keepLook(tx, { tenant: who.tenant, team, channel, at, members }),
      );
      return members;
    } catch (error) {
      const reason = error instanceof GraphFault ? error.reason : null;
      if (reason === 'not-allowed' || reason === 'not-found') {
        await store.inMunicipality(who.municipality, (tx) => forgetAt(tx, who, { team, channel }));
        return 'not-there';
      }
      log.info(
        { err: error },
        'Microsoft 365 could not say who is in a team; what was seen last stands for some hours',
      );
      return 'failed';
    }
  };

  /** The same question of the same person goes once. */
  const ask = (who: Caller, place: ChannelRow): Promise<Asked> => {
    const key = `${keyOf(who)} ${place.team} ${place.channel}`;
    const running = underWay.get(key) ?? askAt(who, place).finally(() => underWay.delete(key));
    underWay.set(key, running);
    return running;
  };

  /** Somebody of whom nothing is known, without a unit in sight: their teams say where to look. */
  const askTeams = async (who: Caller): Promise<Asked[]> => {
    const teams = await membership.teamsOf(who);
    const places = await store.inMunicipality(who.municipality, (tx) => placesOfTeams(tx, teams));
    return Promise.all(places.map((place) => ask(who, place)));
  };

  const refresh = async (who: Caller, about: About | null, key: string): Promise<void> => {
    const { places, hasRole, isNamed } = await standingOf(store, who, about, seconds);
    const due = places.filter((place) => isDue(place, half));
    const isLost = !hasRole && places.length === 0 && !isNamed;
    settle(key, half);
    if (due.length === 0 && !isLost) return;
    const asking = (isLost ? askTeams(who) : Promise.all(due.map((place) => ask(who, place))))
      .catch((error: unknown): Asked[] => {
        log.info({ err: error }, 'Microsoft 365 could not say which teams a person is in');
        return ['failed'];
      })
      .then((said) => {
        if (said.includes('failed')) settle(key, Math.min(half, AGAIN_AFTER_SECONDS));
      });
    if (!hasRole) await within(asking, PATIENCE_MS);
  };

  return {
    async ready(who, about) {
      const key = `${keyOf(who)} ${about === null ? '' : 'unit' in about ? about.unit : `${about.team} ${about.channel}`}`;
      if ((settled.get(key) ?? 0) > realTime()) return;
      await refresh(who, about, key).catch((error: unknown) => {
        log.warn({ err: error }, 'roles by team could not be looked after');
      });
    },
    async look(who, unit) {
      const places = await store.inMunicipality(who.municipality, (tx) => knownPlaces(tx, who, { unit }));
      const said = await Promise.all(places.filter(({ isAbout }) => isAbout).map((place) => ask(who, place)));
      const answers = said.flatMap((one) => (typeof one === 'string' ? [] : [one]));
      return answers.length === 0 ? null : new Map(answers.flat().map(({ person, name }) => [person, name]));
    },
  };
}

const keyOf = ({ tenant, person }: PersonKey): string => `${tenant}/${person}`;

/** Asked long ago; or asked lately, and the person wasn't there: they may have come since. */
function isDue({ age, standing, isAbout }: KnownPlace, half: number): boolean {
  return age === null || age > half || (isAbout && standing === null);
}

interface Standing {
  readonly places: readonly KnownPlace[];
  /** By anything that is good now: where the call is about, or anywhere when it says nothing of that. */
  readonly hasRole: boolean;
  /** Whether the call says what it is about. */
  readonly isNamed: boolean;
}

async function standingOf(store: Store, who: Caller, about: About | null, seconds: number): Promise<Standing> {
  return store.inMunicipality(who.municipality, async (tx) => {
    const { rule } = await ruleOfMunicipality(tx);
    // Where membership gives nothing, nothing is asked.
    if (!givesRoles(rule)) return { places: [], hasRole: true, isNamed: about !== null };
    const places = await knownPlaces(tx, who, about);
    const unit = about !== null && 'unit' in about ? about.unit : (places.find(({ isAbout }) => isAbout)?.unit ?? null);
    const byTeam = places.some(
      (place) =>
        (unit === null || place.unit === unit) &&
        place.age !== null &&
        place.age < seconds &&
        place.standing !== null &&
        roleOf(rule, place.standing, place.domain) !== null,
    );
    return { places, hasRole: byTeam || (await hasRowRole(tx, who, unit)), isNamed: about !== null };
  });
}

/** Waits for it, but not longer. */
async function within(work: Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, enough]);
  clearTimeout(timer);
}
