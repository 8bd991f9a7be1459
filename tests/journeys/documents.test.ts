import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import { placedIndicators } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { DocumentsStage, HEAD, TEACHER } from '../graph/documents-stage.ts';
import { openBrowser } from '../support/browser.ts';
import { talkIn, wordsOf } from '../support/channel-talk.ts';
import { accessibilityFaults } from '../support/pages/accessible.ts';
import { filesPage } from '../support/pages/files.ts';
import { goInTeams, newProfile, openTeams } from '../support/pages/host.ts';
import type { Teams } from '../support/pages/host.ts';
import { until } from '../support/until.ts';

/** A head publishes, and finds the documents among the channel's files; a teacher writes in one of them there. */

const PLAN = 'Ekskolan – handlingsplan 2026-27.docx';
let stage: DocumentsStage;
let browser: Browser;
let head: Teams;
let teacher: Teams;
let action: string;

beforeAll(async () => {
  [stage, browser] = await Promise.all([DocumentsStage.start(), openBrowser()]);
  action = (await stage.addAction('Pröva reglerna på tre lektioner')).id;
  const { id } = await stage.call<Assessment>('POST', '/assessments', { kind: 'unit' });
  const instrument = await stage.call<Instrument>('GET', '/api/instruments/lika-skola/1?language=sv');
  const answer = { option: 'nearly', comment: null, version: 0 };
  await Promise.all(
    placedIndicators(instrument).map(({ indicator }) =>
      stage.call('PUT', `/api/assessments/${id}/answers/${indicator.id}`, answer),
    ),
  );
  head = await openTeams(stage.world, await (await newProfile(browser)).newPage(), { person: HEAD, sub: '/share' });
  teacher = await openTeams(stage.world, await (await newProfile(browser)).newPage(), { person: TEACHER });
});
afterAll(async () => {
  await browser.close();
  await stage.stop();
});

const kindRow = (kind: string) =>
  head.tab.getByRole('listitem').filter({ hasText: head.t(`documents.kind.${kind}.about`) });

describe('from publishing to documents among the channel’s files', () => {
  it('publishing keeps them there, and the page Dokument says where each is', async () => {
    const { tab, t } = head;
    await expect(tab.getByRole('checkbox', { name: t('share.card.documents') }).isChecked()).resolves.toBe(true);
    await tab.getByRole('button', { name: t('share.act.municipality') }).click();
    await tab.getByRole('link', { name: t('share.done.documents') }).click();
    await tab.getByRole('heading', { name: t('documents.title'), level: 1 }).waitFor();
    await until('all are written', async () => (await stage.settled()).length === 4);
    for (const kind of ['plan', 'page', 'workbook', 'picture'])
      await kindRow(kind)
        .getByText(t('documents.keptAt').split('{{')[0]?.trim() ?? '')
        .waitFor();
    expect(await accessibilityFaults(head.frame())).toEqual([]);
  });

  it('each can be had as a file too, and the page says that it was', async () => {
    const { tab, t, page } = head;
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      tab.getByRole('button', { name: t('documents.saveWhat', { what: t('documents.kind.plan.name') }) }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(PLAN);
    await tab.getByText(t('documents.saved', { name: PLAN })).waitFor();
  });

  it('a teacher writes in the plan there; the head changes the plan here: both are kept, and both are told of', async () => {
    await goInTeams(teacher, 'files');
    const files = filesPage(teacher.page);
    await files.enter('LIKA');
    await files.enter('2026-2027');
    await files.choose(PLAN, 'edit');
    await until('it was changed by hand', async () => (await stage.file(PLAN)).through === null);
    const theirs = await stage.bytes((await stage.file(PLAN)).id);
    const before = await stage.told();
    await stage.rename(action, 'Pröva reglerna på fem lektioner');

    const { tab, t } = head;
    await kindRow('plan').getByText(t('documents.beside')).waitFor();
    const beside = await stage.document('plan');
    expect(beside.name).not.toBe(PLAN);
    expect(beside.beside?.name).toBe(PLAN);
    expect(await stage.bytes((await stage.file(PLAN)).id)).toBe(theirs);
    expect(await stage.fileNames()).toEqual(expect.arrayContaining([PLAN, beside.name]));
    await tab.getByRole('button', { name: t('documents.besideOpen', { name: PLAN }) }).waitFor();
    await until('the channel was told', async () => (await stage.told()) === before + 1);
    const said = await until('it stands in the channel', async () =>
      (await talkIn(stage.world, 'ekskolan').seenBy(TEACHER)).find((message) => wordsOf(message).includes(PLAN)),
    );
    expect(JSON.stringify(said.attachments)).toContain(JSON.stringify(beside.url).slice(1, -1));
  });

  it('the next change goes to the new one alone, and nothing more is said', async () => {
    const before = await stage.told();
    const written = (await stage.document('plan')).at;
    await stage.rename(action, 'Pröva reglerna på sex lektioner');
    await until('it is written', async () => {
      const now = await stage.document('plan');
      return now.state === 'synced' && now.at !== written;
    });
    expect((await stage.document('plan')).beside?.name).toBe(PLAN);
    expect(await stage.told()).toBe(before);
  });
});
