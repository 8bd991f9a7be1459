import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importPKCS8, SignJWT } from 'jose';
import pg from 'pg';
import { parse } from 'yaml';
import { asAdministrator } from '../support/templates.mjs';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World, WorldOptions } from '../support/world.ts';
import { personal, textOf } from './talk-messages.ts';
import type { Delivery, Heard, Json, Message, PressOptions, Where } from './talk-messages.ts';

/** Swedish in Teams unless said otherwise. */
const LOCALE = 'sv-SE';
const BOT = 'b1d0c0de-0000-4000-8000-00000000a001';

interface Municipality {
  readonly key: string;
  readonly tenant: string;
  readonly units: readonly {
    readonly key: string;
    readonly id: string;
    readonly team: string;
    readonly channel: string;
  }[];
  readonly people: readonly { readonly key: string }[];
  readonly chats?: readonly { readonly key: string; readonly id: string }[];
}
/** The demo municipalities as the file tells of them. */
const MUNICIPALITIES = (parse(readFileSync('sandbox/mittkoping.yaml', 'utf8')) as { municipalities: Municipality[] })
  .municipalities;
const UNITS = MUNICIPALITIES.flatMap(({ units }) => units);
const CHATS = MUNICIPALITIES.flatMap(({ chats }) => chats ?? []);

/** The unit's id by its key, e.g. `sjoskolan`. */
export const unitId = (key: string): string => UNITS.find((one) => one.key === key)?.id ?? '';

/** The product with its demo teams, to be talked with as its people do. */
export class TalkStage {
  readonly world: World;
  readonly #met = new Set<string>();
  readonly #admin: pg.Pool;

  private constructor(world: World) {
    this.world = world;
    this.#admin = new pg.Pool({ connectionString: world.database.superUrl, max: 2 });
  }

  /** Starts a world and waits until the bot has come to its teams and said its welcomes. */
  static async start(options: WorldOptions = {}): Promise<TalkStage> {
    const stage = new TalkStage(await startWorld(options));
    await until('the bot is welcome in ten teams', async () => {
      const [row] = await stage.query("select count(*)::int as n from delivery where kind = 'welcome'");
      return row?.['n'] === 10;
    });
    await stage.quiet();
    return stage;
  }

  async stop(): Promise<void> {
    await this.#admin.end();
    await this.world.stop();
  }

  /** Asks the database, behind every wall. */
  async query(statement: string, values: unknown[] = []): Promise<Json[]> {
    return (await this.#admin.query(statement, values)).rows as Json[];
  }

  /** What a person writes; the mention that a channel or group chat takes is put before it. */
  async say(
    person: string,
    text: string,
    where: Where,
    options: { readonly locale?: string; readonly replyTo?: string; readonly unmentioned?: boolean } = {},
  ): Promise<Heard> {
    const { locale = LOCALE, replyTo, unmentioned = false } = options;
    const written = 'personal' in where || unmentioned ? text : `@LIKA ${text}`;
    return this.#out({ person, ...named(where), text: written, locale, ...(replyTo !== undefined && { replyTo }) });
  }

  /** Writes, and waits for the message that the bot answers with. */
  async ask(
    person: string,
    text: string,
    where: Where,
    options: { readonly locale?: string; readonly replyTo?: string } = {},
  ): Promise<Message> {
    if ('personal' in where) await this.meet(person);
    const said = await this.say(person, text, where, options);
    if (said.status !== 200) throw new Error(`The bot answered ${String(said.status)} to "${text.slice(0, 80)}"`);
    return until(`"${text.slice(0, 80)}" is answered`, async () =>
      (await this.messages(where, person)).find((one) => one.from.kind === 'bot' && Number(one.id) > Number(said.id)),
    );
  }

  /** The person adds the app for themselves, and is welcomed. */
  async meet(person: string): Promise<void> {
    if (this.#met.has(person)) return;
    this.#met.add(person);
    await this.install({ person }, 'add');
    await this.waitForCard(personal, person, 'Hej, jag är LIKA');
  }

  /** Presses an Action.Execute, or an Action.Submit, on a message's card. */
  async press(
    person: string,
    message: { readonly id: string },
    where: Where,
    verb: string,
    data: unknown,
    { locale = LOCALE, trigger = 'manual', submit = false }: PressOptions = {},
  ): Promise<Heard> {
    const how = submit
      ? { value: { verb, ...(data as Json) } }
      : { invoke: { action: { type: 'Action.Execute', verb, data }, trigger } };
    return this.#out({ person, ...named(where), replyToId: message.id, locale, ...how });
  }

  async #out(body: Json): Promise<Heard> {
    const begun = performance.now();
    const answer = await this.world.sandbox('POST', '/connector/outbox', body);
    if (answer.status !== 200) throw new Error(`The sandbox: ${String(answer.status)} ${JSON.stringify(answer.body)}`);
    const {
      activityId,
      status,
      body: heard,
    } = answer.body as { activityId: string; status: number; body: Json | null };
    return { id: activityId, status, body: heard, milliseconds: performance.now() - begun };
  }

  /** What stands in the conversation, oldest first, as a person who is in it sees it. */
  async messages(where: Where, person: string): Promise<Message[]> {
    const query = new URLSearchParams({ ...named(where), person });
    const { status, body } = await this.world.sandbox('GET', `/connector/messages?${query.toString()}`);
    if (status !== 200) throw new Error(`The sandbox: ${String(status)} ${JSON.stringify(body)}`);
    return body as Message[];
  }

  async shownTo(person: string, message: { readonly id: string }, where: Where): Promise<Message | undefined> {
    return (await this.messages(where, person)).find(({ id }) => id === message.id);
  }

  /** The first message of the bot's, after the one given, in which these words stand as the person sees it. */
  async waitForCard(where: Where, person: string, words: string, after = '0'): Promise<Message> {
    return until(`"${words}" stands there`, async () =>
      (await this.messages(where, person)).find(
        (one) => one.from.kind === 'bot' && Number(one.id) > Number(after) && textOf(one).includes(words),
      ),
    );
  }

  /** The message once these words stand in it, as the person sees it. */
  async waitForChange(person: string, message: { readonly id: string }, where: Where, words: string): Promise<Message> {
    return until(`"${words}" stands in the message`, async () => {
      const seen = await this.shownTo(person, message, where);
      return seen && textOf(seen).includes(words) ? seen : null;
    });
  }

  /** Nothing waits to be said any more. Notices in the activity feed go at a pace of their own. */
  async quiet(): Promise<void> {
    await until('nothing waits to be sent', async () => {
      const [row] = await this.query(
        "select count(*)::int as n from delivery where stage in ('queued', 'sending') and kind <> 'notice'",
      );
      return row?.['n'] === 0;
    });
  }

  /** What has been sent to or kept for the unit or conversation, latest first. */
  async deliveries(kind: string): Promise<Delivery[]> {
    const rows = await this.query('select kind, stage, cause from delivery where kind = $1 order by created_at desc', [
      kind,
    ]);
    return rows as unknown as Delivery[];
  }

  /** Teams' id of the conversation: a person's own chat has one once they have written there. */
  async conversationId(where: Where, person: string): Promise<string> {
    if ('personal' in where) {
      const [row] = await this.query("select id from conversation where kind = 'personal' and person = $1", [
        this.world.person(person).id,
      ]);
      return String(row?.['id']);
    }
    const id =
      'team' in where
        ? UNITS.find(({ key }) => key === where.team)?.channel
        : CHATS.find(({ key }) => key === where.chat)?.id;
    if (id === undefined) throw new Error(`There is no ${JSON.stringify(where)}`);
    return id;
  }

  /** An activity as Teams sends it; `more` says what it is. For `post`. */
  async activity(person: string, where: Where, more: Json): Promise<Json> {
    const { id: aadObjectId, name } = this.world.person(person);
    const conversation = await this.conversationId(where, person);
    const tenant = MUNICIPALITIES.find(({ people }) => people.some(({ key }) => key === person))?.tenant;
    const kind = 'personal' in where ? 'personal' : 'chat' in where ? 'groupChat' : 'channel';
    const aadGroupId = 'team' in where ? UNITS.find(({ key }) => key === where.team)?.team : undefined;
    const team = aadGroupId === undefined ? {} : { team: { id: conversation, aadGroupId } };
    return {
      channelId: 'msteams',
      serviceUrl: `${this.world.sandboxUrl}/connector/`,
      locale: LOCALE,
      from: { id: `29:1${aadObjectId}`, name, aadObjectId },
      recipient: { id: `28:${BOT}`, name: 'LIKA' },
      conversation: { conversationType: kind, tenantId: tenant, id: conversation },
      channelData: { tenant: { id: tenant }, ...team },
      ...more,
    };
  }

  /** Takes the person's roles away, as when they have left the school. */
  async revoke(person: string): Promise<void> {
    await this.query('delete from role_grant where person = $1', [this.world.person(person).id]);
  }

  /** Gives a person a role in a unit. */
  async grant(person: string, role: string, unit: string): Promise<void> {
    const { id } = this.world.person(person);
    await this.query(
      `insert into role_grant (municipality_id, tenant_id, person, role, unit_id, granted_at)
       select u.municipality_id, t.tenant_id, $1, $2, u.id, now() from unit u join tenant t using (municipality_id)
       where u.id = $3 on conflict do nothing`,
      [id, role, unit],
    );
  }

  /** Lets nobody but the administrator into the database meanwhile. */
  async withoutDatabase(work: () => Promise<void>): Promise<void> {
    const { name } = this.world.database;
    try {
      await asAdministrator(`alter database ${name} with allow_connections false`);
      await asAdministrator(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and usename = 'lika_service'`,
      );
      await work();
    } finally {
      await asAdministrator(`alter database ${name} with allow_connections true`);
    }
  }

  /** Moves the clock of the whole world, and waits until the service follows. */
  async moveClock(move: { readonly advance: string } | { readonly set: string }): Promise<Date> {
    const { body } = await this.world.sandbox('POST', '/clock', move);
    const to = new Date((body as { now: string }).now);
    await until('the service follows the clock', async () => {
      const me = await this.world.api('rektor-sjoskolan', 'GET', '/api/me');
      return Math.abs(new Date((me.body as { now: string }).now).getTime() - to.getTime()) < 30_000;
    });
    return to;
  }

  /** Adds the app to a team or chat, or takes it away. */
  async install(
    where: { readonly team: string } | { readonly chat: string } | { readonly person: string },
    action: 'add' | 'remove',
    by?: string,
  ) {
    return this.world.sandbox('POST', '/connector/install', { ...where, action, ...(by !== undefined && { by }) });
  }

  /** Lets a person into a team or chat, or out of it. */
  async member(where: { readonly team: string } | { readonly chat: string }, person: string, action: 'add' | 'remove') {
    return this.world.sandbox('POST', '/connector/members', { ...where, person, action });
  }

  /** Posts an activity to the bot as Teams does, signed by the connector's own key. */
  async post(activity: Json): Promise<{ readonly status: number; readonly body: unknown }> {
    const kept = JSON.parse(readFileSync(join(this.world.dataDir, 'sandbox', 'keys.json'), 'utf8')) as {
      bot: { kid: string; pem: string };
    };
    const token = await new SignJWT({ serviceurl: String(activity['serviceUrl']) })
      .setProtectedHeader({ alg: 'RS256', kid: kept.bot.kid })
      .setIssuer('https://api.botframework.com')
      .setAudience(BOT)
      .setIssuedAt()
      .setNotBefore('-10s')
      .setExpirationTime('10m')
      .sign(await importPKCS8(kept.bot.pem, 'RS256'));
    const response = await fetch(`${this.world.serviceUrl}/api/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  }
}

function named(where: Where): { team: string } | { chat: string } | Record<string, never> {
  if ('team' in where) return { team: where.team };
  return 'chat' in where ? { chat: where.chat } : {};
}
