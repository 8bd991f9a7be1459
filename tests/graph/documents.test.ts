import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { KeptDocument } from '../../bot/api/schemas/documents.ts';
import { openTable } from '../../bot/documents/incoming/open-table.ts';
import { talkIn, wordsOf } from '../support/channel-talk.ts';
import { until } from '../support/until.ts';
import { COMMENT, DocumentsStage, HEAD, TEACHER } from './documents-stage.ts';

const BOOK = 'Ekskolan – skattning och plan 2026-27.xlsx';
const PLAN = 'Ekskolan – handlingsplan 2026-27.docx';
const PICTURE = 'Ekskolan – diagram 2026-27.png';
const PAGE = 'Ekskolan – på en sida 2026-27.pptx';
const ALL = [PICTURE, PLAN, BOOK, PAGE];

let stage: DocumentsStage;
let action: string;
let said = 0;

beforeAll(async () => {
  stage = await DocumentsStage.start();
  await stage.publish('nearly');
  await stage.settled();
  action = (await stage.addAction('Pröva reglerna på tre lektioner')).id;
  await stage.settled();
});
afterAll(() => stage.stop());
beforeEach(async () => {
  await stage.world.sandbox('DELETE', '/faults');
  await stage.library({ full: false, readOnly: false });
  said = await stage.told();
});

const idOf = async (name: string): Promise<string> => (await stage.file(name)).id;
const changePlan = (): Promise<void> => stage.rename(action, `Pröva reglerna ${String(performance.now())}`);
/** Changes the plan, and waits until its document has been written after that. */
async function changeAndWrite(kind: KeptDocument['kind'] = 'plan'): Promise<KeptDocument> {
  const before = await stage.document(kind);
  await changePlan();
  return until('it was written anew', async () => {
    const now = await stage.document(kind);
    return now.state === 'synced' && now.at !== before.at && now;
  });
}
async function asBefore(): Promise<void> {
  for (const { kind, state } of (await stage.documents()).documents)
    if (state !== 'none' && state !== 'synced') throw new Error(`the ${kind} is ${state}`);
}

describe('a unit that keeps its documents among the channel’s files', () => {
  it('finds them after publishing in the school year’s folder, under names that stay, in the name of who wished it', async () => {
    const { documents, keep, wish, folder } = await stage.documents();
    expect({ keep, by: wish?.by }).toEqual({ keep: true, by: stage.world.person(HEAD).id });
    expect(decodeURIComponent(folder ?? '')).toMatch(/sites\/ekskolan\/Delade dokument\/Allmänt\/LIKA\/2026-2027$/);
    expect(documents.filter(({ state }) => state === 'synced').map(({ name }) => name)).toEqual([
      BOOK,
      PLAN,
      PAGE,
      PICTURE,
    ]);
    const files = await stage.files();
    expect(files.map(({ name }) => name).sort()).toEqual([...ALL].sort());
    expect(files.map(({ through }) => through)).toEqual(['LIKA', 'LIKA', 'LIKA', 'LIKA']);
  });

  it('has none of the comments in them: guests and pupils can read the channel’s files', async () => {
    const book = Buffer.from(await stage.bytes(await idOf(BOOK)), 'base64');
    const said = JSON.stringify(await openTable(book));
    expect(said).toContain('Nästan där');
    expect(said).not.toContain(COMMENT);
  });

  it('has the same files written anew when the plan changes, and only those', async () => {
    const [plan, picture] = [await stage.file(PLAN), await stage.file(PICTURE)];
    const before = [await stage.bytes(plan.id), await stage.bytes(picture.id)];
    await changeAndWrite();
    expect(await stage.fileNames()).toEqual([...ALL].sort());
    expect(await stage.bytes(await idOf(PLAN))).not.toBe(before[0]);
    expect(await idOf(PLAN)).toBe(plan.id);
    expect(await idOf(PICTURE)).toBe(picture.id);
  });

  it('has nothing sent when nothing changed', async () => {
    await stage.world.sandbox('POST', '/faults', {
      ...{ target: 'graph', match: 'PUT *', status: 403, times: 100, mode: 'refuse' },
    });
    await stage.call('POST', '/documents/try');
    await stage.settled();
    const { body } = await stage.world.sandbox('GET', '/faults');
    expect(body).toMatchObject([{ left: 100 }]);
  });

  it('is told nothing in the channel of all that', async () => {
    expect(await stage.told()).toBe(0);
  });
});

describe('a document that somebody has changed in SharePoint', () => {
  it('stays as it is, with a new one beside it that is kept from then on; tab and channel are told once', async () => {
    const theirs = await stage.file(PLAN);
    await stage.byHand({ do: 'edit', item: theirs.id, line: 'Vi börjar redan i augusti.' });
    const written = await stage.bytes(theirs.id);
    await changeAndWrite();

    const beside = 'Ekskolan – handlingsplan 2026-27 (ny från LIKA 2026-11-25).docx';
    expect(await stage.fileNames()).toEqual([...ALL, beside].sort());
    expect(await stage.bytes(theirs.id)).toBe(written);
    expect(await stage.document('plan')).toMatchObject({
      ...{ name: beside, state: 'synced', cause: null },
      beside: { name: PLAN, url: theirs.webUrl },
    });
    await until('the channel is told', async () => (await stage.told()) === said + 1);
    const talk = talkIn(stage.world, 'ekskolan');
    const messages = await until('it is there to read', async () => {
      const found = (await talk.seenBy(TEACHER)).filter((one) => wordsOf(one).includes('ändrad i SharePoint'));
      return found.length > 0 && found;
    });
    expect(messages).toHaveLength(1);
    expect(JSON.stringify(messages)).toContain(theirs.webUrl);
    expect(JSON.stringify(messages)).toContain((await stage.file(beside)).webUrl);

    await changeAndWrite();
    expect(await stage.fileNames()).toEqual([...ALL, beside].sort());
    expect(await stage.bytes(theirs.id)).toBe(written);
    expect(await stage.told()).toBe(said + 1);
  });

  it('gets a number when the day’s name is taken', async () => {
    const { name } = await stage.document('plan');
    await stage.byHand({ do: 'edit', item: await idOf(name ?? ''), line: 'En gång till.' });
    await changeAndWrite();
    expect((await stage.document('plan')).name).toBe(
      'Ekskolan – handlingsplan 2026-27 (ny från LIKA 2026-11-25) 2.docx',
    );
  });

  it('is not taken for changed when SharePoint itself wrote its properties into it', async () => {
    await stage.world.sandbox('POST', '/graph/habits', { writesProperties: true });
    const count = (await stage.files()).length;
    for (let round = 0; round < 2; round += 1) await changeAndWrite();
    expect(await stage.files()).toHaveLength(count);
    await stage.world.sandbox('POST', '/graph/habits', { writesProperties: false });
  });

  it('is left alone as long as there is nothing new to write', async () => {
    const picture = await stage.file(PICTURE);
    const content = Buffer.from('inte längre ett diagram').toString('base64');
    await stage.byHand({ do: 'edit', item: picture.id, content });
    await changeAndWrite('plan');
    await stage.settled();
    const names = await stage.fileNames();
    await stage.call('POST', '/documents/try');
    await stage.settled();
    expect(await stage.fileNames()).toEqual(names);
  });
});

describe('a file that somebody has', () => {
  it('renamed or moved is found by what it is, and written where it now lies', async () => {
    const { name } = await stage.document('workbook');
    const id = await idOf(name ?? '');
    const top = await stage.folderId('');
    await stage.byHand({ do: 'rename', item: id, name: 'Vår bok.xlsx' });
    await stage.byHand({ do: 'move', item: id, to: top });
    await changeAndWrite('workbook');
    expect(await stage.document('workbook')).toMatchObject({ name: 'Vår bok.xlsx', state: 'synced' });
    expect((await stage.file('Vår bok.xlsx', '')).id).toBe(id);
    expect(await stage.fileNames()).not.toContain(BOOK);
  });

  it('taken away is asked about, made again when that is chosen, and left out when that is', async () => {
    const gone = async (): Promise<void> => {
      const { name } = await stage.document('plan');
      await stage.byHand({ do: 'delete', item: await idOf(name ?? '') });
      await changePlan();
      expect(await stage.reached('plan', 'needs-you')).toMatchObject({ cause: 'document-gone' });
    };
    await gone();
    await stage.call('POST', '/documents/plan/gone', { choose: 'again' });
    const made = await stage.reached('plan', 'synced');
    expect(await stage.fileNames()).toContain(made.name);
    await gone();
    await stage.call('POST', '/documents/plan/gone', { choose: 'leave' });
    await stage.settled();
    await changePlan();
    await stage.settled();
    expect((await stage.document('plan')).state).toBe('none');
    await stage.call('POST', '/documents/plan/gone', { choose: 'again' });
    await stage.reached('plan', 'synced');
    await asBefore();
  });

  it('is made once when SharePoint made it but its answer was lost', async () => {
    const { name } = await stage.document('plan');
    await stage.byHand({ do: 'delete', item: await idOf(name ?? '') });
    await stage.call('POST', '/documents/try');
    await stage.reached('plan', 'needs-you');
    const before = await stage.fileNames();
    const lost = { target: 'graph', match: 'PUT *:/content', status: 503, times: 1, mode: 'after-commit' };
    await stage.world.sandbox('POST', '/faults', lost);
    await stage.call('POST', '/documents/plan/gone', { choose: 'again' });
    await stage.settled();
    expect((await stage.world.sandbox('GET', '/faults')).body).toEqual([]);
    expect(await stage.fileNames()).toHaveLength(before.length + 1);
  });

  it('open in Word is waited for, and written when it is closed', async () => {
    const { name } = await stage.document('plan');
    const item = await idOf(name ?? '');
    await stage.byHand({ do: 'open', item });
    await changePlan();
    expect(await stage.reached('plan', 'waiting')).toMatchObject({ cause: 'file-locked', until: expect.any(String) });
    await stage.byHand({ do: 'close', item });
    await stage.call('POST', '/documents/try');
    await stage.reached('plan', 'synced');
  });
});

describe('the channel’s files', () => {
  it('get their folder again when somebody has moved it away, and the files are still written where they are', async () => {
    const folder = await stage.folderId('LIKA');
    await stage.byHand({ do: 'rename', item: folder, name: 'LIKA förr' });
    const { name } = await stage.document('plan');
    await stage.byHand({ do: 'delete', item: (await stage.file(name ?? '', 'LIKA förr / 2026-2027')).id });
    await changePlan();
    await stage.reached('plan', 'needs-you');
    await stage.call('POST', '/documents/plan/gone', { choose: 'again' });
    await stage.settled();
    expect(await stage.fileNames()).toEqual([PLAN]);
  });

  it('that are full are told of, and filled when there is room again', async () => {
    await stage.library({ full: true });
    // Files that become no larger still fit.
    const { id } = await stage.addAction(randomBytes(60).toString('hex'));
    action = id;
    expect(await stage.reached('plan', 'failed')).toMatchObject({ cause: 'drive-full' });
    const { units } = await stage.call<{ units: { unit: { name: string } }[] }>(
      ...(['GET', '/api/documents', undefined, 'kommunansvarig'] as const),
    );
    expect(units.map(({ unit }) => unit.name)).toEqual(['Ekskolan']);
    await stage.library({ full: false });
    await stage.call('POST', '/documents/try');
    await stage.settled();
  });

  it('that can’t be written are told of', async () => {
    await stage.library({ readOnly: true });
    await changePlan();
    expect(await stage.reached('plan', 'failed')).toMatchObject({ cause: 'read-only' });
    await stage.library({ readOnly: false });
    await stage.call('POST', '/documents/try');
    await stage.settled();
  });

  it('wait for the person when their sign-in is gone, and go on at their next visit', async () => {
    await stage.world.restartService();
    await stage.call('POST', '/documents/try', undefined, HEAD);
    await stage.settled();
    await stage.world.sandbox('POST', '/faults', {
      ...{ target: 'graph', match: '* *', status: 401, times: 100, mode: 'refuse' },
    });
    await changePlan();
    await stage.reached('plan', 'waiting-for-person', TEACHER);
    await stage.world.sandbox('DELETE', '/faults');
    await stage.world.restartService();
    await stage.documents(HEAD);
    await stage.settled();
  });

  it('wait for the right, and go on when it is given', async () => {
    const tenant = (await stage.world.sandbox('GET', '/consent')).body as { tenant: string; delegated: string[] }[];
    const all = tenant[0]?.delegated ?? [];
    const without = all.filter((name) => name !== 'Files.ReadWrite.All');
    await stage.world.sandbox('POST', '/consent', { delegated: without });
    await stage.world.restartService();
    await changePlan();
    expect(await stage.reached('plan', 'waiting-for-person')).toMatchObject({ cause: 'consent-needed' });
    await stage.world.sandbox('POST', '/consent', { delegated: all });
    await stage.call('POST', '/api/rights/files/retry');
    await stage.settled();
  });

  it('stay as they are when it is turned off', async () => {
    await stage.keep(false);
    const names = await stage.fileNames();
    await changePlan();
    expect((await stage.documents()).documents.map(({ state }) => state)).toEqual(['none', 'none', 'none', 'none']);
    await stage.keep();
    await stage.settled();
    expect(await stage.fileNames()).toEqual(names);
  });
});

describe('a withdrawn assessment', () => {
  it('is in none of the documents any more', async () => {
    const before = (await stage.document('picture')).at;
    const { assessments } = await stage.call<{ assessments: { id: string; state: string }[] }>('GET', '/assessments');
    await stage.call(
      'POST',
      `/api/assessments/${assessments.find(({ state }) => state === 'published')?.id ?? ''}/withdraw`,
    );
    await until('the picture is made anew', async () => (await stage.document('picture')).at !== before);
    await stage.settled();
  });
});
