import type { Action } from '../../bot/api/schemas/plan.ts';
import type { Deliveries, Delivery } from '../../bot/api/schemas/deliveries.ts';
import { done } from '../api/calls.ts';
import { SJOSKOLAN } from '../api/demo.ts';
import { until } from '../support/until.ts';
import type { World } from '../support/world.ts';

export const HEAD = 'rektor-sjoskolan';
export const DEPUTY = 'bitradande-sjoskolan';
export const TEACHER = 'larare-sjoskolan';

/** A notice as it stands in a person's activity feed. */
export interface Shown {
  readonly title: Readonly<Record<string, string>>;
  readonly topic: string;
  readonly url: string;
  readonly preview: string;
}

/** What Graph was asked about a person's feed. */
interface Call {
  readonly path: string;
  readonly status: number;
  /** Null for what a fault refused before it was read. */
  readonly body: unknown;
}

/** Actions of Sjöskolan that are given to people, and what those people hear. */
export class AssignedStage {
  constructor(readonly world: World) {}

  /** A decided action; nobody hears of a proposal. */
  async decided(title: string, responsible: string, due = '2031-06-02'): Promise<Action> {
    const goal = { text: `Mål för ${title}`, area: 'ledning', step: 1, indicators: ['l-vision'] };
    const action = await done<Action>(this.world, HEAD, 'POST', `/api/units/${SJOSKOLAN}/plan/actions`, {
      ...{ title, goal: { new: goal }, area: 'ledning', indicators: ['l-vision'], activities: [] },
    });
    return this.change(action, {
      ...{ state: 'decided', responsible: this.world.person(responsible).id, due },
      followUp: { on: due, how: null },
    });
  }

  change({ id, version }: Pick<Action, 'id' | 'version'>, patch: object, by = HEAD): Promise<Action> {
    return done<Action>(this.world, by, 'PATCH', `/api/actions/${id}`, { version, ...patch });
  }

  giveTo(action: Action, person: string, by = HEAD): Promise<Action> {
    return this.change(action, { responsible: this.world.person(person).id }, by);
  }

  /** What stands in the person's activity feed about the action, newest first. */
  async feed(person: string, title = ''): Promise<Shown[]> {
    const { body } = await this.world.sandbox('GET', `/host/activities?person=${this.world.person(person).id}`);
    return (body as Shown[]).filter((shown) => shown.title['sv']?.includes(title));
  }

  /** The calls that were made to tell anybody of anything. */
  async calls(): Promise<Call[]> {
    const { body } = await this.world.sandbox('GET', '/graph/log');
    return ((body ?? '') as string)
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Call)
      .filter(({ path }) => path.endsWith('/sendActivityNotification'));
  }

  /** Those about the action that reached Graph. */
  async callsAbout(title: string): Promise<Call[]> {
    return (await this.calls()).filter(({ body }) => JSON.stringify(body).includes(title));
  }

  /** The notices of the action on the page Drift, newest first. */
  async deliveries(title: string): Promise<Delivery[]> {
    const path = `/api/units/${SJOSKOLAN}/deliveries`;
    const { deliveries } = await done<Deliveries>(this.world, HEAD, 'GET', path);
    return deliveries.filter(({ kind, about }) => kind === 'notice' && about === title);
  }

  /** Waits until the only notice of the action stands so: its stage and, where there is one, why. */
  async stands(title: string, wanted: string): Promise<Delivery> {
    return until(`the notice of "${title}" is ${wanted}`, async () => {
      const found = await this.deliveries(title);
      const [only] = found;
      if (found.length !== 1 || !only) return null;
      return (only.cause === null ? only.stage : `${only.stage}: ${only.cause}`) === wanted ? only : null;
    });
  }

  fault(fault: object): Promise<unknown> {
    const match = 'POST /v1.0/users/*/teamwork/sendActivityNotification';
    return this.world.sandbox('POST', '/faults', { target: 'graph', match, ...fault });
  }
}
