import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessibilityFaults, sidewaysScroll } from '../support/pages/accessible.ts';
import { plannerPage } from '../support/pages/planner.ts';
import { hostTexts } from '../support/pages/texts.ts';
import { until } from '../support/until.ts';
import { TEAM, startStage } from './host-stage.ts';
import type { Stage } from './host-stage.ts';

type Json = Record<string, unknown>;

const TEACHER = 'larare-sjoskolan';
const HEAD = 'rektor-sjoskolan';
const TITLE = 'Boka en studiedag';
const t = hostTexts();

let stage: Stage;
let plan: string;
let buckets: string[];
let task: string;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());
beforeEach(async () => {
  await stage.newPage();
  const url = `https://graph.microsoft.com/v1.0/groups/${TEAM}`;
  plan = String((await graph('POST', '/planner/plans', { title: 'Handlingsplan', container: { url } })).id);
  buckets = [];
  for (const name of ['Ledning', 'Infrastruktur'])
    buckets.push(String((await graph('POST', '/planner/buckets', { name, planId: plan, orderHint: ' !' })).id));
  task = String((await graph('POST', '/planner/tasks', { title: TITLE, planId: plan, bucketId: buckets[0] })).id);
  await until('the details have come', async () => (await read('/details')).id !== undefined);
});
afterEach(async () => {
  await stage.whole.ask('POST /reset');
  await stage.whole.ask('DELETE /graph/limits');
});

/** Planner as the head, or as whoever is named; `{}` for what isn't there. */
async function graph(method: string, path: string, body?: Json, person = HEAD): Promise<Json> {
  const { access_token: token } = (await stage.whole.ask('POST /host/graph-token', { person: idOf(person) })).body;
  const current = method === 'PATCH' || method === 'DELETE' ? await graph('GET', path, undefined, person) : {};
  const answer = await fetch(`${stage.whole.url}/graph/v1.0${path}`, {
    method,
    headers: {
      authorization: `Bearer ${String(token)}`,
      'content-type': 'application/json',
      'if-match': String(current['@odata.etag']),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  if (answer.status === 404) return {};
  if (!answer.ok) throw new Error(`${method} ${path}: ${text}`);
  return text === '' ? {} : (JSON.parse(text) as Json);
}

const idOf = (key: string) => stage.whole.sandbox.context.directory.person(key)?.id ?? '';
const nameOf = (key: string) => stage.whole.sandbox.context.directory.person(key)?.name ?? '';
const read = (rest = '') => graph('GET', `/planner/tasks/${task}${rest}`);
const stepsOf = async () =>
  Object.values((await read('/details')).checklist as Json).map(
    (each) => each as { title: string; isChecked: boolean },
  );

/** Planner's page as the teacher. */
async function visit(query = ''): Promise<ReturnType<typeof plannerPage>> {
  await stage.page.goto(`${stage.whole.url}/?person=${TEACHER}&view=planner${query}`);
  const planner = plannerPage(stage.page, query.includes('lang=en') ? 'en' : 'sv');
  await planner.card(TITLE).waitFor();
  return planner;
}

describe('A task that is opened at the side', () => {
  test('is renamed, dated, described, moved and set under way there, and Planner has it so', async () => {
    const planner = await visit();
    const open = await planner.open(TITLE);
    await open.setTitle('Boka två studiedagar');
    await open.setStart('2027-01-11');
    await open.setDue('2027-02-01');
    await open.setNotes('Prata med vaktmästaren.');
    await open.setProgress(50);
    await open.moveTo('Infrastruktur');
    await open.close();
    expect(await read()).toMatchObject({
      title: 'Boka två studiedagar',
      startDateTime: '2027-01-11T10:00:00Z',
      dueDateTime: '2027-02-01T10:00:00Z',
      percentComplete: 50,
      bucketId: buckets[1],
    });
    expect(await read('/details')).toMatchObject({ description: 'Prata med vaktmästaren.' });
    const card = planner.bucket('Infrastruktur').locator(`[data-task="${task}"]`);
    await card.getByText(t('planner.progress.50')).waitFor();
    await planner.setDue('Boka två studiedagar', '');
    expect(await read()).toMatchObject({ dueDateTime: null });
  });

  test('is given to those in the team, and taken from them', async () => {
    const open = await (await visit()).open(TITLE);
    await open.assign(nameOf(TEACHER));
    await open.assign(nameOf('bitradande-sjoskolan'));
    expect(Object.keys((await read()).assignments as Json).sort()).toEqual(
      [idOf(TEACHER), idOf('bitradande-sjoskolan')].sort(),
    );
    const options = await open.field('people').getByRole('option').allTextContents();
    expect(options).not.toContain(nameOf(TEACHER));
    expect(options).not.toContain(nameOf('rektor-ekskolan'));
    await open.unassign(nameOf(TEACHER));
    expect(Object.keys((await read()).assignments as Json)).toEqual([idOf('bitradande-sjoskolan')]);
  });

  test('has a checklist whose steps are added, ticked, written anew and taken away', async () => {
    const planner = await visit();
    const open = await planner.open(TITLE);
    for (const step of ['Fråga arbetslaget', 'Boka sal', 'Beställ fika']) await open.addStep(step);
    expect(await open.field('steps').getByRole('checkbox').count()).toBe(3);
    const names = await open
      .field('steps')
      .locator('.step-title')
      .evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value));
    expect(names).toEqual(['Fråga arbetslaget', 'Boka sal', 'Beställ fika']);
    await open.tick('Boka sal');
    await open.renameStep('Beställ fika', 'Beställ lunch');
    await open.removeStep('Fråga arbetslaget');
    expect((await stepsOf()).map(({ title, isChecked }) => [title, isChecked]).sort()).toEqual([
      ['Beställ lunch', false],
      ['Boka sal', true],
    ]);
    await open.untick('Boka sal');
    expect((await stepsOf()).every(({ isChecked }) => !isChecked)).toBe(true);
    await open.close();
    await planner
      .card(TITLE)
      .getByText(t('planner.checklist', { done: 0, all: 2 }))
      .waitFor();
  });

  test('does not begin after it is due, nor lose its name', async () => {
    const open = await (await visit()).open(TITLE);
    await open.setDue('2027-02-01');
    await open.setStart('2027-03-01');
    expect(await open.status.textContent()).toBe(t('planner.outOfOrder'));
    expect(await read()).toMatchObject({ startDateTime: null });
    const title = open.field('title').getByRole('textbox');
    await title.fill('');
    await title.blur();
    expect(await title.inputValue()).toBe(TITLE);
  });

  test('says when Planner takes no more', async () => {
    const open = await (await visit()).open(TITLE);
    await stage.whole.ask('POST /graph/limits', { MaximumChecklistItemsOnTask: 1 });
    await open.addStep('Ett');
    await open.addStep('Två');
    expect(await open.status.textContent()).toBe(t('planner.full'));
    expect(await open.panel.getByLabel(t('planner.newStep'), { exact: true }).inputValue()).toBe('Två');
  });

  test('opens by its link, by keyboard, and keeps what is written when Escape closes it', async () => {
    await visit(`&task=${task}`);
    const planner = plannerPage(stage.page);
    await planner.opened().panel.waitFor();
    await stage.page.keyboard.press('Escape');
    await planner.opened().panel.waitFor({ state: 'detached' });
    const title = planner.card(TITLE).getByRole('button', { name: TITLE, exact: true });
    await title.focus();
    await stage.page.keyboard.press('Enter');
    await planner.opened().field('title').getByRole('textbox').focus();
    await stage.page.keyboard.press('End');
    await stage.page.keyboard.type(' snart');
    await stage.page.keyboard.press('Escape');
    await planner.card(`${TITLE} snart`).waitFor();
    expect(await read()).toMatchObject({ title: `${TITLE} snart` });
  });
});

describe('The board', () => {
  test('takes a new task, ticks it and opens it again, and lets it be deleted', async () => {
    const planner = await visit();
    await planner.add('Ledning', 'Läs in er');
    const fresh = () =>
      graph('GET', `/planner/plans/${plan}/tasks`).then(({ value }) =>
        (value as Json[]).find(({ title }) => title === 'Läs in er'),
      );
    expect(await fresh()).toMatchObject({ bucketId: buckets[0], createdBy: { user: { id: idOf(TEACHER) } } });
    await planner.complete('Läs in er');
    await until('it is done', async () => (await fresh())?.percentComplete === 100);
    await planner.reopen('Läs in er');
    await until('it is open again', async () => (await fresh())?.percentComplete === 0);
    await planner.remove('Läs in er');
    expect(await fresh()).toBeUndefined();
  });
});

describe('What a colleague does meanwhile', () => {
  test('shows by itself, and leaves be what is being written', async () => {
    const planner = await visit();
    const open = await planner.open(TITLE);
    const notes = open.field('notes').getByRole('textbox');
    await notes.fill('Jag skriver just nu');
    await graph('PATCH', `/planner/tasks/${task}`, { title: 'Boka en lokal', percentComplete: 100 });
    await until(
      'the new name stands there',
      async () => (await open.field('title').getByRole('textbox').inputValue()) === 'Boka en lokal',
    );
    expect(await open.field('progress').getByRole('combobox').inputValue()).toBe('100');
    expect(await notes.inputValue()).toBe('Jag skriver just nu');
    await open.setNotes('Jag skriver just nu, färdigt');
    expect(await open.status.textContent()).toBe(t('planner.saved'));
    expect(await read('/details')).toMatchObject({ description: 'Jag skriver just nu, färdigt' });
    await planner.card('Boka en lokal').waitFor();
  });

  test('in the same place is not overwritten: the person is told, with what they had written', async () => {
    const open = await (await visit()).open(TITLE);
    const title = open.field('title').getByRole('textbox');
    await title.fill('Mitt namn');
    await graph('PATCH', `/planner/tasks/${task}`, { title: 'Rektorns namn' });
    await open.setTitle('Mitt nya namn');
    expect(await open.status.textContent()).toBe(t('planner.changedTyped', { typed: 'Mitt nya namn' }));
    expect(await title.inputValue()).toBe('Rektorns namn');
    expect(await read()).toMatchObject({ title: 'Rektorns namn' });
    await open.setTitle('Mitt nya namn');
    expect(await read()).toMatchObject({ title: 'Mitt nya namn' });
  });

  test('can be that the task goes away, which closes it kindly', async () => {
    const open = await (await visit()).open(TITLE);
    await graph('DELETE', `/planner/tasks/${task}`);
    await open.panel.waitFor({ state: 'detached' });
    expect(await stage.page.locator('.toast-text').textContent()).toBe(t('planner.noTask'));
  });

  test('is told even when the panel is closed with what one wrote', async () => {
    const open = await (await visit()).open(TITLE);
    await open.field('title').getByRole('textbox').fill('Mitt namn');
    await graph('PATCH', `/planner/tasks/${task}`, { title: 'Rektorns namn' });
    await stage.page.keyboard.press('Escape');
    await stage.page.getByText(t('planner.changedTyped', { typed: 'Mitt namn' })).waitFor();
    expect(await read()).toMatchObject({ title: 'Rektorns namn' });
  });

  test('may be to join the team, who can then be chosen without what is being written going away', async () => {
    const open = await (await visit()).open(TITLE);
    const notes = open.field('notes').getByRole('textbox');
    await notes.fill('Jag skriver just nu');
    const joined = await stage.whole.ask('POST /connector/members', {
      team: 'sjoskolan',
      person: 'rektor-ekskolan',
      action: 'add',
    });
    expect(joined.status).toBeLessThan(300);
    const offered = () => open.field('people').getByRole('option').allTextContents();
    await until('they are offered', async () => (await offered()).includes(nameOf('rektor-ekskolan')));
    expect(await notes.inputValue()).toBe('Jag skriver just nu');
    await open.assign(nameOf('rektor-ekskolan'));
    expect(Object.keys((await read()).assignments as Json)).toEqual([idOf('rektor-ekskolan')]);
  });

  test('may be a brand new task, whose checklist waits until its details have come', async () => {
    await stage.whole.ask('POST /graph/limits', { detailsDelayMs: 3_600_000 });
    const planner = await visit();
    await graph('POST', '/planner/tasks', { title: 'Alldeles ny', planId: plan, bucketId: buckets[0] });
    await planner.card('Alldeles ny').waitFor();
    const open = await planner.open('Alldeles ny');
    const step = open.panel.getByLabel(t('planner.newStep'), { exact: true });
    expect(await step.isDisabled()).toBe(true);
    await stage.whole.ask('POST /graph/limits', { detailsDelayMs: 0 });
    await until('it can be written in', () => step.isEnabled());
    await open.addStep('Nu går det');
  });
});

describe('An open task', () => {
  test.each([
    ['sv', 1280],
    ['en', 360],
  ] as const)('in %s at %d px has nothing for axe to find in any theme', async (lang, width) => {
    await graph('PATCH', `/planner/tasks/${task}`, {
      dueDateTime: '2020-01-01T10:00:00Z',
      assignments: { [idOf(TEACHER)]: { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: ' !' } },
    });
    await stage.page.setViewportSize({ width, height: 780 });
    for (const theme of ['default', 'dark', 'contrast']) {
      const planner = await visit(`&lang=${lang}&theme=${theme}`);
      const open = await planner.open(TITLE);
      await open.addStep(`Steg ${theme}`);
      await open.tick(`Steg ${theme}`);
      expect(await accessibilityFaults(stage.page.mainFrame())).toEqual([]);
      expect(await sidewaysScroll(stage.page.mainFrame())).toBe(0);
      await open.close();
      expect(await accessibilityFaults(stage.page.mainFrame())).toEqual([]);
    }
  });
});
