import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { KeptDocuments } from '../../bot/api/schemas/documents.ts';
import type { Me } from '../../bot/api/schemas/units.ts';
import { done } from '../api/calls.ts';
import { until } from '../support/until.ts';
import { DocumentsStage } from './documents-stage.ts';

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

it('a plan that is being changed is left in peace for a while, and its documents are then written once', async () => {
  await stage.keep();
  const { id } = await stage.addAction('Först');
  await stage.settled();
  const before = await writes();
  for (const title of ['Ett', 'Två', 'Tre']) await stage.rename(id, title);
  expect((await stage.document('plan')).state).toBe('queued');
  await stage.settled();
  expect((await writes()) - before).toBe(2);
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
