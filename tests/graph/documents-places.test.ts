import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { KeptDocuments } from '../../bot/api/schemas/documents.ts';
import type { Me } from '../../bot/api/schemas/units.ts';
import { done } from '../api/calls.ts';
import { until } from '../support/until.ts';
import { DocumentsStage, TEACHER } from './documents-stage.ts';

/** From the demo municipality's file: Ledningsgruppen, which two people are in. */
const GRANSKOLANS_TEAM = 'b8d35939-fd1b-4af0-8783-ad43f76c330a';
const PRIVATE_CHANNEL = '19:b41f6a8d2c7e4f0396a5d8e1c3b70f24@thread.tacv2';

let stage: DocumentsStage;

beforeAll(async () => {
  stage = await DocumentsStage.start({ LIKA_DOCUMENTS_REST_SECONDS: '2' });
});
afterAll(() => stage.stop());

/** So many times a file was written. */
async function writes(): Promise<number> {
  const { body } = await stage.world.sandbox('GET', '/graph/log');
  return String(body)
    .split('\n')
    .filter((line) => /"method":"PUT"/.test(line) && /\/content/.test(line)).length;
}

it('a channel whose files nobody has opened yet has no folder for them: that is told of, and mended by opening them', async () => {
  await stage.library({ ready: false });
  await stage.keep();
  await stage.addAction('Före filerna');
  expect(await stage.reached('plan', 'failed')).toMatchObject({ cause: 'channel-gone' });
  await stage.files('');
  await stage.call('POST', '/documents/try');
  await stage.settled();
});

it('a plan that is being changed is left in peace for a while, and its documents are then written once', async () => {
  const { id } = await stage.addAction('Först');
  await stage.settled();
  const before = await writes();
  for (const title of ['Ett', 'Två', 'Tre']) await stage.rename(id, title);
  expect((await stage.document('plan')).state).toBe('queued');
  await stage.settled();
  expect((await writes()) - before).toBe(2);
});

it('when nobody who decides is there the app does it on its own, where it has been let into the site', async () => {
  const { id, version } = await stage.addAction('Någon tar den här');
  await stage.settled();
  const before = await stage.document('plan');
  const application = ['Sites.Selected', 'User.ReadBasic.All'];
  await stage.world.sandbox('POST', '/consent', { application });
  await stage.world.restartService();
  const responsible = stage.world.person(TEACHER).id;
  await stage.call('PATCH', `/api/actions/${id}`, { version, responsible }, TEACHER);
  expect(await stage.reached('plan', 'waiting-for-person', TEACHER)).toMatchObject({ cause: 'person-away' });

  await stage.world.sandbox('POST', '/graph/grants', { channel: 'ekskolan', role: 'write' });
  await stage.call('PATCH', `/api/actions/${id}`, { version: version + 1, state: 'proposed' }, TEACHER);
  await stage.reached('plan', 'synced', TEACHER);
  expect((await stage.document('plan', TEACHER)).at).not.toBe(before.at);
  await stage.world.sandbox('POST', '/graph/grants', { channel: 'ekskolan', role: null });
  await stage.world.sandbox('POST', '/consent', { application: [] });
});

it('in a new school year the documents are made anew in a folder of its own, and last year’s stay', async () => {
  const before = await stage.fileNames();
  await stage.world.sandbox('POST', '/clock', { set: '2027-08-16T08:00:00Z' });
  await until('the new year’s documents are there', async () => {
    await stage.documents();
    return (await stage.fileNames('LIKA / 2027-2028')).length === before.length;
  });
  expect(await stage.fileNames('LIKA / 2027-2028')).toContain('Ekskolan – handlingsplan 2027-28.docx');
  expect(await stage.fileNames()).toEqual(before);
  const { documents, schoolYear } = await stage.documents();
  expect(schoolYear).toBe(2027);
  expect(documents.find(({ kind }) => kind === 'plan')?.name).toBe('Ekskolan – handlingsplan 2027-28.docx');
});

it('a unit in a private channel has them on the channel’s own site, where its members alone come', async () => {
  const head = 'rektor-granskolan';
  const { units } = await done<Me>(stage.world, head, 'GET', '/api/me');
  const unit = `/api/units/${units[0]?.id ?? ''}`;
  const channel = `${GRANSKOLANS_TEAM}/${encodeURIComponent(PRIVATE_CHANNEL)}`;
  await done(stage.world, head, 'PUT', `/api/channels/${channel}`, { unit: units[0]?.id });
  await done(stage.world, head, 'PUT', `${unit}/documents/keeping`, { keep: true });
  const { folder } = await until('they are there', async () => {
    const all = await done<KeptDocuments>(stage.world, head, 'GET', `${unit}/documents`);
    return all.documents.some(({ state }) => state === 'synced') && all;
  });
  expect(decodeURIComponent(folder ?? '')).toMatch(/\/sites\/granskolan-[^/]+\/.*LIKA\/2027-2028$/);
});
