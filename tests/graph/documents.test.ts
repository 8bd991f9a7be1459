import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DocumentsStage } from './documents-stage.ts';

const PLAN = 'Ekskolan – handlingsplan 2026-27.docx';

let stage: DocumentsStage;

beforeAll(async () => {
  stage = await DocumentsStage.start();
});
afterAll(() => stage.stop());

describe('a unit that wishes its documents among the channel’s files', () => {
  it('finds them there after publishing, in the school year’s folder, under names that stay', async () => {
    await stage.publish('nearly');
    const documents = await stage.settled();
    expect(documents.map(({ kind }) => kind)).toEqual(['workbook', 'plan', 'picture']);
    expect(documents.find(({ kind }) => kind === 'plan')).toMatchObject({ name: PLAN, cause: null, beside: null });
  });
});
