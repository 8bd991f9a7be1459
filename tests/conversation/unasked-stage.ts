import { randomUUID } from 'node:crypto';
import type { Action } from '../../bot/api/schemas/plan.ts';
import type { UnitSchedule } from '../../bot/api/schemas/schedule.ts';
import { DEFAULT_SCHEDULE } from '../../lika/schedule/schedule.ts';
import type { Schedule } from '../../lika/schedule/schedule.ts';
import { done } from '../api/calls.ts';
import { MITTKOPING, SJOSKOLAN } from '../api/demo.ts';
import { until } from '../support/until.ts';
import { TalkStage } from './talk-stage.ts';
import type { Message } from './talk-messages.ts';

export const UNIT = SJOSKOLAN;
export const TEAM = { team: 'sjoskolan' };
export const HEAD = 'rektor-sjoskolan';
export const DEPUTY = 'bitradande-sjoskolan';
export const TEACHER = 'larare-sjoskolan';

/** A nudge as the database has it. */
export interface Nudge {
  readonly id: string;
  readonly kind: string;
  readonly about: string;
  readonly occasion: string;
  readonly state: string;
  readonly cause: string | null;
  readonly due_at: Date;
  readonly activity: string | null;
}

interface Wanted {
  readonly followUp?: string;
  readonly due?: string;
  readonly responsible?: string;
}

/** A school whose days can be walked through, to see what the bot does unasked. Days lie so far ahead that they come after the demo's. */
export class UnaskedStage {
  readonly talk: TalkStage;

  private constructor(talk: TalkStage) {
    this.talk = talk;
  }

  static async start(at: string): Promise<UnaskedStage> {
    const stage = new UnaskedStage(await TalkStage.start());
    await stage.at(at).catch(async (error: unknown) => {
      await stage.stop();
      throw error;
    });
    return stage;
  }

  stop(): Promise<void> {
    return this.talk.stop();
  }

  /** Moves to the moment, and waits until the service has done what it then does. */
  async at(moment: string): Promise<void> {
    await this.talk.moveClock({ set: moment });
    await this.settled();
  }

  /** The service has looked for what is due by the clock as it stands, and sent what it sends. */
  async settled(): Promise<void> {
    for (let look = 0; look < 2; look += 1) await this.#looked();
    await this.talk.quiet();
  }

  /** A nudge of no unit is dropped as soon as the service looks. */
  async #looked(): Promise<void> {
    const id = randomUUID();
    await this.talk.query(
      `insert into nudge (municipality_id, id, kind, about, occasion, due_at, state)
       values ($1, $2, 'prompt', 'nothing', $2::uuid::text, '2000-01-01', 'due')`,
      [MITTKOPING, id],
    );
    await until('the service has looked for what is due', async () => {
      const [row] = await this.talk.query('select state from nudge where id = $1', [id]);
      return row?.['state'] === 'dropped';
    });
    await this.talk.query('delete from nudge where id = $1', [id]);
  }

  /** Turns the schedule on, or changes it, as the tab does. */
  async schedule(change: Partial<Schedule> = {}): Promise<UnitSchedule> {
    const path = `/api/units/${UNIT}/schedule`;
    const { version } = await done<UnitSchedule>(this.talk.world, HEAD, 'GET', path);
    const schedule = { ...DEFAULT_SCHEDULE, on: true, discussions: false, ...change };
    return done(this.talk.world, HEAD, 'PUT', path, { schedule, version });
  }

  /** A decided action with its day of follow-up. */
  async action(title: string, { followUp, due = '2031-06-01', responsible = DEPUTY }: Wanted): Promise<Action> {
    const { world } = this.talk;
    const goal = { text: `Mål för ${title}`, area: 'ledning', step: 1, indicators: ['l-vision'] };
    const action = await done<Action>(world, HEAD, 'POST', `/api/units/${UNIT}/plan/actions`, {
      ...{ title, goal: { new: goal }, area: 'ledning', indicators: ['l-vision'], activities: [] },
    });
    return this.change(action, {
      ...{ state: 'decided', responsible: world.person(responsible).id, due },
      followUp: { on: followUp ?? due, how: null },
    });
  }

  change(action: Pick<Action, 'id' | 'version'>, patch: object): Promise<Action> {
    const body = { version: action.version, ...patch };
    return done<Action>(this.talk.world, HEAD, 'PATCH', `/api/actions/${action.id}`, body);
  }

  async nudges(kind: string, about?: string): Promise<Nudge[]> {
    const rows = await this.talk.query(
      'select * from nudge where kind = $1 and about = coalesce($2, about) order by due_at, id',
      [kind, about ?? null],
    );
    return rows as unknown as Nudge[];
  }

  /** What became of the only nudge about this: its state and, where there is one, why. */
  async fate(kind: string, about: string): Promise<string> {
    const nudges = await this.nudges(kind, about);
    return nudges.map(({ state, cause }) => (cause === null ? state : `${state}: ${cause}`)).join(', ') || 'none';
  }

  /** The bot's messages with these words in the team's channel. */
  async said(words: string): Promise<Message[]> {
    const all = await this.talk.messages(TEAM, TEACHER);
    return all.filter((one) => one.from.kind === 'bot' && JSON.stringify(one).includes(words));
  }

  /** The same in a person's own chat. */
  async told(person: string, words: string): Promise<Message[]> {
    const all = await this.talk.messages({ personal: true }, person);
    return all.filter((one) => one.from.kind === 'bot' && JSON.stringify(one).includes(words));
  }
}
