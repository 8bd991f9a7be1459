import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import type { KeptDocument, KeptDocuments } from '../../bot/api/schemas/documents.ts';
import type { Action, Plan } from '../../bot/api/schemas/plan.ts';
import type { Me, Unit } from '../../bot/api/schemas/units.ts';
import { placedIndicators } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { done } from '../api/calls.ts';
import { EKSKOLAN } from '../api/demo.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

/** Ekskolan and its channel's files, as people in the tab and in SharePoint see and change them. */

export const HEAD = 'rektor-ekskolan';
export const TEACHER = 'larare-ekskolan';
const TEAM = 'ekskolan';
const UNIT = `/api/units/${EKSKOLAN}`;
/** What is written beside one of the answers: for the unit, not for all who can read the channel's files. */
export const COMMENT = 'Vi är oense om visionen';

/** A file or folder as SharePoint shows it to a person. */
export interface SeenFile {
  readonly id: string;
  readonly name: string;
  readonly isFolder: boolean;
  readonly size: number;
  /** The app through which it was changed last; null when it was changed in SharePoint itself. */
  readonly through: string | null;
  readonly webUrl: string;
}

interface SeenFolder {
  readonly path: readonly { readonly id: string; readonly name: string }[];
  readonly items: readonly SeenFile[];
  readonly folders: readonly { readonly id: string; readonly path: string }[];
}

type Doing = Readonly<Record<string, string>>;

export class DocumentsStage {
  readonly world: World;

  private constructor(world: World) {
    this.world = world;
  }

  static async start(env: Readonly<Record<string, string>> = {}): Promise<DocumentsStage> {
    const stage = new DocumentsStage(
      await startWorld({ env: { LIKA_DOCUMENTS_REST_SECONDS: '0', LIKA_REQUESTS_PER_MINUTE: '100000', ...env } }),
    );
    // A school day in the morning: the bot speaks.
    await stage.world.sandbox('POST', '/clock', { set: '2026-11-25T09:00:00Z' });
    // The service asks for the time once a second: what it does before that would be due hours later.
    await until('the service follows the clock', async () =>
      (await stage.call<Me>('GET', '/api/me')).now.startsWith('2026-11-25T09:'),
    );
    return stage;
  }

  stop(): Promise<void> {
    return this.world.stop();
  }

  call<T>(method: string, path: string, body?: unknown, person = HEAD): Promise<T> {
    return done<T>(this.world, person, method, path === '' ? UNIT : path.startsWith('/api') ? path : UNIT + path, body);
  }

  documents(person = HEAD): Promise<KeptDocuments> {
    return this.call<KeptDocuments>('GET', '/documents', undefined, person);
  }

  async document(kind: KeptDocument['kind'], person = HEAD): Promise<KeptDocument> {
    const found = (await this.documents(person)).documents.find((one) => one.kind === kind);
    if (!found) throw new Error(`there is no ${kind}`);
    return found;
  }

  keep(keep = true): Promise<KeptDocuments> {
    return this.call<KeptDocuments>('PUT', '/documents/keeping', { keep });
  }

  /** Every document that there is to be shows what it should. */
  async settled(): Promise<KeptDocument[]> {
    return until('the documents are in step', async () => {
      const { documents } = await this.documents();
      const there = documents.filter(({ state }) => state !== 'none');
      return there.length > 0 && there.every(({ state }) => state === 'synced') && there;
    });
  }

  reached(kind: KeptDocument['kind'], state: KeptDocument['state'], person = HEAD): Promise<KeptDocument> {
    return until(`the ${kind} is ${state}`, async () => {
      const found = await this.document(kind, person);
      return found.state === state && found;
    });
  }

  /** A whole joint assessment with the same answer everywhere, published. */
  async publish(option: string, wish: object = { postCard: false, keepDocuments: true }): Promise<Assessment> {
    const made = await this.call<Assessment>('POST', '/assessments', { kind: 'unit' });
    const instrument = await this.call<Instrument>('GET', '/api/instruments/lika-skola/1?language=sv');
    for (const { indicator } of placedIndicators(instrument))
      await this.call('PUT', `/api/assessments/${made.id}/answers/${indicator.id}`, {
        ...{ option, comment: indicator.id === 'l-vision' ? COMMENT : null, version: 0 },
      });
    return this.call<Assessment>('POST', `/api/assessments/${made.id}/publish`, wish);
  }

  /** A change of the plan: one more action. */
  async addAction(title: string): Promise<Action> {
    const goal = { new: { text: `Mål: ${title}`, area: 'ledning', step: 1, indicators: [] } };
    return this.call<Action>('POST', '/plan/actions', {
      ...{ title, goal, area: 'ledning', indicators: [], activities: ['Börja'] },
    });
  }

  /** Of an action that there is: its title. */
  async rename(action: string, title: string): Promise<void> {
    const { actions } = await this.call<Plan>('GET', '/plan');
    const { version } = actions.find(({ id }) => id === action) ?? { version: 0 };
    await this.call('PATCH', `/api/actions/${action}`, { version, title });
  }

  unit(): Promise<Unit> {
    return this.call<Unit>('GET', '');
  }

  /** What a person sees in a folder of the channel, in SharePoint; the school year's when it isn't named. */
  async files(path = 'LIKA / 2026-2027'): Promise<readonly SeenFile[]> {
    const top = await this.#folder('');
    const wanted = path === '' ? '' : top.folders.find((one) => one.path.endsWith(` / ${path}`))?.id;
    return wanted === undefined ? [] : (await this.#folder(wanted)).items;
  }

  async fileNames(path?: string): Promise<string[]> {
    return (await this.files(path)).map(({ name }) => name).sort();
  }

  async file(name: string, path?: string): Promise<SeenFile> {
    const found = (await this.files(path)).find((one) => one.name === name);
    if (!found) throw new Error(`there is no ${name} among ${(await this.fileNames(path)).join(', ')}`);
    return found;
  }

  /** Every file below the channel's folder. */
  async allFiles(): Promise<readonly SeenFile[]> {
    const top = await this.#folder('');
    const ids = new Set([top.path[0]?.id ?? '', ...top.folders.map(({ id }) => id)]);
    const folders = await Promise.all([...ids].map((id) => this.#folder(id)));
    return folders.flatMap(({ items }) => items).filter(({ isFolder }) => !isFolder);
  }

  /** The id of a folder of the channel; its own for an empty path. */
  async folderId(path: string): Promise<string> {
    const top = await this.#folder('');
    return (path === '' ? top.path[0]?.id : top.folders.find((one) => one.path.endsWith(` / ${path}`))?.id) ?? '';
  }

  async bytes(item: string): Promise<string> {
    const query = new URLSearchParams({ person: TEACHER, channel: TEAM, item });
    const answer = await fetch(`${this.world.sandboxUrl}/host/files/content?${String(query)}`);
    return Buffer.from(await answer.arrayBuffer()).toString('base64');
  }

  async #folder(folder: string): Promise<SeenFolder> {
    const query = new URLSearchParams({ person: TEACHER, channel: TEAM, folder });
    const { status, body } = await this.world.sandbox('GET', `/host/files?${String(query)}`);
    if (status !== 200) throw new Error(`the folder cannot be seen: ${String(status)} ${JSON.stringify(body)}`);
    return body as SeenFolder;
  }

  /** A teacher does something in SharePoint itself. */
  async byHand(what: Doing): Promise<void> {
    const { status, body } = await this.world.sandbox('POST', '/host/files', {
      person: TEACHER,
      channel: TEAM,
      ...what,
    });
    if (status !== 200) throw new Error(`${JSON.stringify(what)}: ${String(status)} ${JSON.stringify(body)}`);
  }

  /** Read-only, full. */
  async library(state: Readonly<Record<string, boolean>>): Promise<void> {
    const { status } = await this.world.sandbox('POST', '/graph/libraries', { channel: TEAM, ...state });
    if (status !== 200) throw new Error(`the library did not become ${JSON.stringify(state)}`);
  }

  readonly #told = new Set<string>();

  /** How often the bot has told the channel about files; Drift shows the latest hundred, so what was seen is remembered. */
  async told(): Promise<number> {
    const { deliveries } = await this.call<{ deliveries: { id: string; kind: string }[] }>('GET', '/deliveries');
    for (const { id, kind } of deliveries) if (kind === 'documents') this.#told.add(id);
    return this.#told.size;
  }
}
