import JSZip from 'jszip';
import pg from 'pg';
import { DocumentsStage } from '../graph/documents-stage.ts';
import type { SeenFile } from '../graph/documents-stage.ts';
import { GraphWay } from '../support/graph-way.mjs';
import { until } from '../support/until.ts';
import { hasWords } from './planner-sides.ts';

/** Ekskolan's documents as the plan wishes them and as they lie in SharePoint, and what became of them after a round of faults. */

/** Far longer than the pauses between a few tries. */
const AGREED_WITHIN = 60_000;

/** What came of a round. */
export interface Came {
  /** Documents that don't show the plan, without a word about why. */
  readonly lost: number;
  /** Files too many. */
  readonly doubled: number;
  /** Files that somebody had changed, and that are no longer as they left them. */
  readonly overwritten: number;
  /** Questions and refusals that nobody had given reason for. */
  readonly asked: number;
  /** Times that the channel was told too often, or not at all. */
  readonly mistold: number;
  /** For whoever reads why. */
  readonly seen: unknown;
}

interface Theirs {
  readonly id: string;
  readonly bytes: string;
}

export class DocumentsSides {
  readonly stage: DocumentsStage;
  readonly way: GraphWay;
  #action = '';
  #title = '';
  #theirs: Theirs[] = [];
  #told = 0;
  #folders = 0;

  private constructor(stage: DocumentsStage, way: GraphWay) {
    this.stage = stage;
    this.way = way;
  }

  static async start(): Promise<DocumentsSides> {
    const way = new GraphWay();
    const graph = await way.open();
    const stage = await DocumentsStage.start({ LIKA_JOB_SECONDS: '5', GRAPH_URL: `${graph}/graph` });
    way.to(stage.world.sandboxUrl);
    const sides = new DocumentsSides(stage, way);
    sides.#action = (await stage.addAction('Från början')).id;
    sides.#title = 'Från början';
    return sides;
  }

  async stop(): Promise<void> {
    await this.stage.stop();
    this.way.close();
  }

  /** The plan says something else from now on. */
  async changePlan(title: string): Promise<void> {
    this.#title = title;
    await this.stage.rename(this.#action, title);
  }

  /** Somebody has changed the plan's document in SharePoint. The one of an earlier round is thrown away. */
  async editPlan(line: string): Promise<void> {
    for (const { id } of this.#theirs.splice(0)) await this.stage.byHand({ do: 'delete', item: id });
    const { id } = await this.#current();
    await this.stage.byHand({ do: 'edit', item: id, line });
    this.#theirs.push({ id, bytes: await this.stage.bytes(id) });
    this.#told += 1;
  }

  /** Somebody has taken the plan's document away, and the head wants it again; the folder has been moved away too. */
  async takeAway(): Promise<() => Promise<void>> {
    await this.stage.byHand({ do: 'delete', item: (await this.#current()).id });
    await this.stage.call('POST', '/documents/try');
    await this.stage.reached('plan', 'needs-you');
    this.#folders += 1;
    const item = await this.stage.folderId('LIKA');
    if (item !== '') await this.stage.byHand({ do: 'rename', item, name: `Undanlagt ${String(this.#folders)}` });
    return async () => void (await this.stage.call('POST', '/documents/plan/gone', { choose: 'again' }));
  }

  async #current(): Promise<SeenFile> {
    const { url } = await this.stage.document('plan');
    const found = (await this.stage.allFiles()).find(({ webUrl }) => webUrl === url);
    if (!found) throw new Error(`there is no file at ${String(url)}`);
    return found;
  }

  /** All is well again and the head tries once more: what it comes to. */
  async settled(): Promise<Came> {
    this.way.watch = null;
    await this.stage.world.sandbox('DELETE', '/faults');
    await until('the service takes it', () =>
      this.stage.call('POST', '/documents/try').then(
        () => true,
        (error: unknown) => {
          // A connection from before the service was killed may still be at hand.
          if (error instanceof TypeError) return false;
          throw error;
        },
      ),
    );
    await until('all is as it should be', async () => isWell(await this.compared()), AGREED_WITHIN).catch(
      () => undefined,
    );
    const came = await this.compared();
    this.#told = await this.stage.told();
    return came;
  }

  /** Compares what is there with what should be. */
  async compared(): Promise<Came> {
    const { documents } = await this.stage.documents();
    const wished = documents.filter(({ kind }) => kind === 'plan' || kind === 'workbook');
    const files = await this.stage.allFiles();
    const each = await Promise.all(
      wished.map(async ({ kind, state, cause, url }) => {
        const file = files.find(({ webUrl }) => webUrl === url);
        const isCurrent = state === 'synced' && file !== undefined && (await this.#says(file.id));
        return { kind, state, cause, isCurrent };
      }),
    );
    const wrong = each.filter(({ isCurrent }) => !isCurrent);
    const asks = wrong.filter(({ state, cause }) => state !== 'synced' && state !== 'queued' && hasWords(cause));
    const bytes = await Promise.all(
      this.#theirs.map(
        async ({ id, bytes: left }) => files.some((file) => file.id === id) && (await this.stage.bytes(id)) === left,
      ),
    );
    const told = await this.stage.told();
    return {
      lost: wrong.length - asks.length,
      doubled: Math.max(0, files.length - wished.length - this.#theirs.length),
      overwritten: bytes.filter((isLeft) => !isLeft).length,
      asked: asks.length,
      mistold: Math.abs(told - this.#told),
      seen: { each, files: files.map(({ name }) => name), told, wanted: this.#title },
    };
  }

  /** Whether a document says what the plan says. */
  async #says(id: string): Promise<boolean> {
    const zip = await JSZip.loadAsync(await this.stage.bytes(id), { base64: true });
    const parts = Object.values(zip.files).filter(({ name }) => name.endsWith('.xml'));
    const texts = await Promise.all(parts.map((part) => part.async('string')));
    return texts.some((text) => text.includes(this.#title));
  }

  /** After a kill: the dead one's hold ends, as it would in a while. */
  async timePasses(): Promise<void> {
    const admin = new pg.Client({ connectionString: this.stage.world.database.superUrl });
    await admin.connect();
    await admin.query(`update documents_queue set lease_until = '-infinity'`);
    await admin.end();
  }
}

/** Whether all is as it should be. */
export const isWell = ({ lost, doubled, overwritten, asked, mistold }: Came): boolean =>
  lost + doubled + overwritten + asked + mistold === 0;

export function sum(all: readonly Came[]): Omit<Came, 'seen'> {
  const of = (key: keyof Omit<Came, 'seen'>): number => all.reduce((total, came) => total + came[key], 0);
  return {
    ...{ lost: of('lost'), doubled: of('doubled'), overwritten: of('overwritten') },
    ...{ asked: of('asked'), mistold: of('mistold') },
  };
}

/** Says what didn't end well. */
export function tell(what: string, came: Came): Came {
  if (!isWell(came)) process.stdout.write(`  ${what}: ${JSON.stringify(came, null, 1).slice(0, 3000)}\n`);
  return came;
}
