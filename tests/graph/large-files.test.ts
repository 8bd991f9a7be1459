import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createFiles } from '../../bot/graph/files.ts';
import { GraphFault } from '../../bot/graph/ports.ts';
import type {
  Acting,
  Files,
  FileContent,
  FolderPlace,
  GraphCause,
  SeenItem,
  TokenSource,
} from '../../bot/graph/ports.ts';
import { startFiles } from '../sandbox/files-access.ts';
import type { FilesWorld } from '../sandbox/files-access.ts';

const MIB = 1024 * 1024;
const SAID = globalThis.fetch;

let world: FilesWorld;
let files: Files;
let place: FolderPlace;
let as: Acting;
/** Every call to an upload's own address, and whether it carried a token. */
let sent: { method: string; range: string | null; token: boolean }[] = [];

/** What becomes of a call to an upload's address: null lets it through, a function answers or fails in its place. */
type Trouble = (call: Request, through: () => Promise<Response>) => Promise<Response> | null;
let trouble: Trouble = () => null;

beforeAll(async () => {
  world = await startFiles();
  const token = await world.token('rektor-sjoskolan', 'Files.ReadWrite.All');
  const person = world.graph.person('rektor-sjoskolan');
  as = { tenant: person.tenant, person: person.id };
  const tokens: TokenSource = {
    remember: () => undefined,
    warmUp: () => Promise.resolve(),
    isAlive: () => true,
    graphToken: () => Promise.resolve(token),
    grantedToApp: () => Promise.resolve(false),
    forget: () => undefined,
  };
  files = createFiles(tokens, `${world.graph.url}/graph`);
  place = { drive: world.drive, folder: world.folder };
  globalThis.fetch = (input, init) => {
    const call = new Request(input, init);
    const through = (): Promise<Response> => SAID(input, init);
    if (!call.url.includes('uploadSession')) return through();
    const { method, headers } = call;
    sent.push({ method, range: headers.get('content-range'), token: headers.has('authorization') });
    return trouble(call, through) ?? through();
  };
});
afterAll(async () => {
  globalThis.fetch = SAID;
  await world.graph.stop();
});
afterEach(() => {
  trouble = () => null;
  sent = [];
});

const content = (length: number): FileContent => ({
  bytes: randomBytes(length),
  contentType: 'application/octet-stream',
});
/** Compared as a whole: byte for byte takes a test minutes. */
const holds = async ({ drive, id }: SeenItem, { bytes }: FileContent): Promise<boolean> =>
  (await files.content(as, drive, id)).equals(bytes);
const cut = (): Promise<Response> => Promise.reject(new TypeError('fetch failed'));
const sentWith = (method: string) => sent.filter((call) => call.method === method);

async function causeOf(work: Promise<unknown>): Promise<GraphCause> {
  return work.then(
    () => {
      throw new Error('it went well');
    },
    (error: unknown) => {
      if (error instanceof GraphFault) return error.reason;
      throw error;
    },
  );
}

describe('a file above four MiB', () => {
  test('goes in ranges of whole 320 KiB, without a token, and arrives as it was', async () => {
    const whole = content(11 * MIB + 7);
    const made = await files.create(as, place, 'Stor.docx', whole);
    expect(sentWith('PUT').map(({ range }) => range)).toEqual([
      `bytes 0-${String(5 * MIB - 1)}/${String(11 * MIB + 7)}`,
      `bytes ${String(5 * MIB)}-${String(10 * MIB - 1)}/${String(11 * MIB + 7)}`,
      `bytes ${String(10 * MIB)}-${String(11 * MIB + 6)}/${String(11 * MIB + 7)}`,
    ]);
    expect(sent.some(({ token }) => token)).toBe(false);
    expect(await holds(made, whole)).toBe(true);
  });

  test('replaces the version that was read, and no other', async () => {
    const made = await files.create(as, place, 'Ersätts.docx', content(5 * MIB));
    const next = content(6 * MIB);
    const now = await files.replace(as, made, next);
    expect(now.id).toBe(made.id);
    expect(await holds(made, next)).toBe(true);
    expect(await causeOf(files.replace(as, made, content(5 * MIB)))).toBe('changed-meanwhile');
    expect(await holds(made, next)).toBe(true);
  });

  test('is never written over one that is called the same, and what was begun is taken away', async () => {
    const first = await files.create(as, place, 'Upptaget.docx', content(5 * MIB));
    sent = [];
    expect(await causeOf(files.create(as, place, 'Upptaget.docx', content(6 * MIB)))).toBe('name-taken');
    expect((await files.item(as, first.drive, first.id))?.etag).toBe(first.etag);
    const left = sentWith('PUT').length > 0 ? sentWith('DELETE').length : 1;
    expect(left).toBe(1);
  });

  test.each([
    ['before it arrived', () => cut()],
    ['after it had arrived', async (_call: Request, through: () => Promise<Response>) => (await through(), cut())],
    ['by a busy server', () => Promise.resolve(Response.json({}, { status: 503 }))],
  ])('goes on where it was when a range is cut off %s', async (when, broken) => {
    const whole = content(12 * MIB);
    let broke = 0;
    trouble = (call, through) => {
      if (call.method !== 'PUT' || sentWith('PUT').length !== 2) return null;
      broke += 1;
      return broken(call, through);
    };
    const made = await files.create(as, place, `Avbruten ${when}.docx`, whole);
    expect(broke).toBe(1);
    expect(await holds(made, whole)).toBe(true);
    expect(sentWith('GET')).toHaveLength(1);
  });

  test('whose last answer is lost is told of as unclear, and lies there once', async () => {
    trouble = (call, through) => (call.method === 'PUT' && sentWith('PUT').length === 2 ? through().then(cut) : null);
    expect(await causeOf(files.create(as, place, 'Oklar.docx', content(6 * MIB)))).toBe('unclear');
    expect((await files.itemAt(as, place, 'Oklar.docx'))?.size).toBe(6 * MIB);
  });

  test('that can’t be sent is given up after some tries, and nothing is left of it', async () => {
    trouble = (call) => (call.method === 'PUT' ? cut() : null);
    expect(await causeOf(files.create(as, place, 'Uppgiven.docx', content(6 * MIB)))).toBe('unclear');
    expect(sentWith('DELETE')).toHaveLength(1);
    expect(await files.itemAt(as, place, 'Uppgiven.docx')).toBeNull();
  });
});

describe('any file', () => {
  test('is fetched from where Graph points, without a token', async () => {
    const whole = content(100);
    const made = await files.create(as, place, 'Liten.docx', whole);
    expect(await holds(made, whole)).toBe(true);
  });

  test('is made once when its answer was lost: nobody asks again behind our back', async () => {
    world.graph.faults.add({ target: 'graph', match: 'PUT *', status: 503, mode: 'after-commit' });
    expect(await causeOf(files.create(as, place, 'En gång.docx', content(100)))).toBe('unclear');
    expect(await causeOf(files.create(as, place, 'En gång.docx', content(100)))).toBe('name-taken');
  });

  test('that has gone is no fault to ask for', async () => {
    expect(await files.item(as, place.drive, '01AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')).toBeNull();
    expect(await files.itemAt(as, place, 'finns/inte.docx')).toBeNull();
  });
});

test('the app on its own never asks where a channel’s files are', async () => {
  const app = { tenant: as.tenant, person: null };
  expect(await causeOf(files.folderOfChannel(app, { team: 'x', channel: 'y' }))).toBe('person-away');
});
