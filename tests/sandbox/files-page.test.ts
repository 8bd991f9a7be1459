import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessibilityFaults, sidewaysScroll } from '../support/pages/accessible.ts';
import { filesPage } from '../support/pages/files.ts';
import { hostTexts } from '../support/pages/texts.ts';
import { until } from '../support/until.ts';
import { run, startStage } from './host-stage.ts';
import type { Stage } from './host-stage.ts';

interface Seen {
  path: { id: string; name: string }[];
  items: { id: string; name: string; size: number; modifiedBy: string; through: string | null; webUrl: string }[];
}

const HEAD = 'rektor-sjoskolan';
const DEPUTY = 'bitradande-sjoskolan';
const PLAN = 'Handlingsplan.txt';
const PRIVATE = '19:b41f6a8d2c7e4f0396a5d8e1c3b70f24@thread.tacv2';
const t = hostTexts();

let stage: Stage;
let lika: string;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());
beforeEach(async () => {
  await stage.newPage();
  const top = (await seen()).path[0]?.id;
  lika = String(await hand({ do: 'folder', within: top, name: 'LIKA' }));
  await hand({ do: 'upload', within: lika, name: PLAN, content: Buffer.from('plan').toString('base64') });
});
afterEach(() => stage.whole.ask('POST /reset'));

const hand = async (what: object, person = HEAD) =>
  (await stage.whole.ask('POST /host/files', { person, channel: 'sjoskolan', ...what })).body['id'];
const seen = async (folder = '') =>
  (await stage.whole.ask(`GET /host/files?person=${HEAD}&channel=sjoskolan&folder=${folder}`)).body as unknown as Seen;
const plan = async () => (await seen(lika)).items.find(({ name }) => name === PLAN);

/** The files of the channel as a person, in LIKA's folder. */
async function visit(person = DEPUTY, query = `&folder=${lika}`) {
  await stage.page.goto(`${stage.whole.url}/?person=${person}&view=files${query}`);
  const files = filesPage(stage.page, query.includes('lang=en') ? 'en' : 'sv');
  await files.region.getByRole('row').nth(1).waitFor();
  return files;
}

describe('The channel’s files', () => {
  test('are a place beside the conversation and the tab, whose folders one goes into and out of', async () => {
    await stage.page.goto(`${stage.whole.url}/?person=${DEPUTY}&view=posts`);
    await stage.page.getByRole('link', { name: t('tabs.files'), exact: true }).click();
    const files = filesPage(stage.page);
    await files.enter('LIKA');
    await files.row(PLAN).waitFor();
    expect(await files.row(PLAN).textContent()).toContain('Rektor Sjöskolan');
    await files.enter('Allmänt');
    await files.row('LIKA').waitFor();
    await stage.page.goBack();
    await files.row(PLAN).waitFor();
  });

  test('are edited in one’s own name, which others see without doing anything', async () => {
    const other = await stage.newWindow();
    await other.goto(`${stage.whole.url}/?person=${HEAD}&view=files&folder=${lika}`);
    const files = await visit();
    await files.choose(PLAN, 'edit');
    await files.said(t('files.edited', { name: PLAN })).waitFor();
    expect(await plan()).toMatchObject({ modifiedBy: 'Biträdande rektor Sjöskolan', through: null });
    await filesPage(other).row(PLAN).getByText('Biträdande rektor Sjöskolan').waitFor();
  });

  test('are kept open, so that nobody else can save, and closed', async () => {
    const files = await visit();
    await files.choose(PLAN, 'open');
    await files
      .row(PLAN)
      .getByText(t('files.openBy', { name: 'Biträdande rektor Sjöskolan' }))
      .waitFor();
    const other = await stage.newWindow();
    await other.goto(`${stage.whole.url}/?person=${HEAD}&view=files&folder=${lika}`);
    const theirs = filesPage(other);
    await theirs.choose(PLAN, 'edit');
    await theirs.said(t('files.why.notAllowed')).waitFor();
    await files.choose(PLAN, 'edit');
    await files.said(t('files.edited', { name: PLAN })).waitFor();
    await files.choose(PLAN, 'close');
    await theirs
      .row(PLAN)
      .getByText(t('files.openBy', { name: 'Biträdande rektor Sjöskolan' }))
      .waitFor({ state: 'detached' });
  });

  test('are renamed, moved, uploaded and put into folders of their own', async () => {
    const files = await visit();
    await files.rename(PLAN, 'Plan.txt');
    await files.row('Plan.txt').waitFor();
    await files.newFolder('2026–2027');
    await files.move('Plan.txt', 'Allmänt / LIKA / 2026–2027');
    await files.row('Plan.txt').waitFor({ state: 'detached' });
    await files.enter('2026–2027');
    await files.row('Plan.txt').waitFor();
    await files.upload('Bild.png', Buffer.from([1, 2, 3]));
    await files.row('Bild.png').waitFor();
    await files.newFolder('a:b');
    await stage.page.getByText(t('files.why.invalidRequest')).waitFor();
  });

  test('are deleted and taken back, at once or out of the bin', async () => {
    const files = await visit();
    const { page } = stage;
    await files.choose(PLAN, 'delete');
    await files.row(PLAN).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: t('files.undo') }).click();
    await files.row(PLAN).waitFor();
    await files.choose(PLAN, 'delete');
    await files.row(PLAN).waitFor({ state: 'detached' });
    await files.openBin();
    await page.getByRole('button', { name: t('files.restoreOne', { name: PLAN }) }).click();
    await page.keyboard.press('Escape');
    await files.row(PLAN).waitFor();
  });

  test('are downloaded by their name', async () => {
    const files = await visit();
    const [download] = await Promise.all([
      stage.page.waitForEvent('download'),
      files.region.getByRole('link', { name: PLAN, exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(PLAN);
  });

  test('can be made hard to save in', async () => {
    const files = await visit();
    await files.hinder('fill');
    await files.region.getByText(t('files.isFull')).waitFor();
    await files.choose(PLAN, 'edit');
    await files.said(t('files.why.quotaLimitReached')).waitFor();
    await files.hinder('makeReadOnly');
    await files.region.getByText(t('files.isReadOnly')).waitFor();
    await files.hinder('makeRoom');
    await files.hinder('makeWritable');
    await files.region.getByText(t('files.isReadOnly')).waitFor({ state: 'detached' });
    await files.hinder('startWriting');
    const writes = async () => (await stage.whole.ask('GET /graph/habits')).body['writesProperties'];
    await until('SharePoint writes', writes);
  });

  test('of a private channel are its own', async () => {
    const { page } = stage;
    await page.goto(`${stage.whole.url}/?person=rektor-granskolan&view=files&channel=${encodeURIComponent(PRIVATE)}`);
    await page.getByText(t('files.empty'), { exact: true }).waitFor();
    await page.getByText('Ledningsgruppen', { exact: true }).last().waitFor();
  });

  test('are where a link into SharePoint leads, for those who may be there', async () => {
    const url = String((await plan())?.webUrl);
    const frame = await stage.open(`?person=${DEPUTY}`);
    await run(frame, `teams.app.openLink(${JSON.stringify(url)})`);
    await filesPage(stage.page).row(PLAN).waitFor();
    const elsewhere = await stage.open('?person=rektor-ekskolan');
    await run(elsewhere, `teams.app.openLink(${JSON.stringify(url)})`);
    await stage.page.getByRole('heading', { name: t('link.file') }).waitFor();
  });
});

describe('The page of the files', () => {
  test('is walked with the keyboard alone', async () => {
    const files = await visit();
    const { page } = stage;
    await files.row(PLAN).getByRole('link').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await files.said(t('files.edited', { name: PLAN })).waitFor();
  });

  test.each([
    ['sv', 1280],
    ['en', 360],
  ] as const)('in %s at %d px has nothing for axe to find in any theme', async (lang, width) => {
    await hand({ do: 'open', item: (await plan())?.id });
    await stage.whole.ask('POST /graph/libraries', { channel: 'sjoskolan', full: true, readOnly: true });
    await stage.page.setViewportSize({ width, height: 780 });
    for (const theme of ['default', 'dark', 'contrast']) {
      const files = await visit(DEPUTY, `&folder=${lika}&lang=${lang}&theme=${theme}`);
      expect(await accessibilityFaults(stage.page.mainFrame())).toEqual([]);
      expect(await sidewaysScroll(stage.page.mainFrame())).toBe(0);
      await files.choose(PLAN, 'rename');
      expect(await accessibilityFaults(stage.page.mainFrame())).toEqual([]);
      await stage.page.keyboard.press('Escape');
    }
  });
});
