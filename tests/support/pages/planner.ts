import type { Locator, Page } from 'playwright-core';
import { until } from '../until.ts';
import { hostTexts } from './texts.ts';
import type { Language } from './texts.ts';

/** A task that is open at the side. Each verb is done when Planner has answered. */
export interface OpenTask {
  readonly panel: Locator;
  /** What stands there about the last change: saved, or why not. */
  readonly status: Locator;
  /** The element of a field: title, people, progress, bucket, start, due, notes, steps. */
  field(name: string): Locator;
  step(title: string): Locator;
  setTitle(title: string): Promise<void>;
  /** @param day `2026-12-01`, empty for none */
  setStart(day: string): Promise<void>;
  setDue(day: string): Promise<void>;
  setNotes(notes: string): Promise<void>;
  setProgress(percent: 0 | 50 | 100): Promise<void>;
  moveTo(bucket: string): Promise<void>;
  assign(name: string): Promise<void>;
  unassign(name: string): Promise<void>;
  tick(step: string): Promise<void>;
  untick(step: string): Promise<void>;
  addStep(title: string): Promise<void>;
  renameStep(from: string, to: string): Promise<void>;
  removeStep(title: string): Promise<void>;
  /** Deletes the task, which closes the panel. */
  remove(): Promise<void>;
  close(): Promise<void>;
}

/** The team's Planner in the local Teams, with what a person does there. */
export function plannerPage(page: Page, language: Language = 'sv') {
  const t = hostTexts(language);
  const board = page.getByRole('region', { name: t('planner.label'), exact: true });
  const card = (title: string): Locator =>
    board.locator('[data-task]').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
  const bucket = (name: string): Locator =>
    board.locator('.bucket').filter({ has: page.getByRole('heading', { name, exact: true }) });
  const open = async (title: string): Promise<OpenTask> => {
    await card(title).getByRole('button', { name: title, exact: true }).click();
    const task = openTask(page, language);
    await task.panel.waitFor();
    return task;
  };
  const onceOpen = async (title: string, work: (task: OpenTask) => Promise<void>) => {
    const task = await open(title);
    await work(task);
    await task.close();
  };
  return {
    board,
    card,
    bucket,
    /** Opens a task at the side; it stays open until `close`. */
    open,
    /** The task that is open already, say through a link. */
    opened: (): OpenTask => openTask(page, language),
    /** The tick on the card. */
    complete: (title: string) => card(title).getByRole('checkbox').check(),
    reopen: (title: string) => card(title).getByRole('checkbox').uncheck(),
    async add(inBucket: string, title: string): Promise<void> {
      const name = t('planner.newTaskIn', { bucket: inBucket });
      const opener = board.getByRole('button', { name, exact: true });
      if (await opener.isVisible()) await opener.click();
      await board.getByRole('textbox', { name, exact: true }).fill(title);
      await board.getByRole('button', { name: t('planner.addTaskIn', { bucket: inBucket }), exact: true }).click();
      await card(title).waitFor();
    },
    setTitle: (title: string, to: string) => onceOpen(title, (task) => task.setTitle(to)),
    setStart: (title: string, day: string) => onceOpen(title, (task) => task.setStart(day)),
    setDue: (title: string, day: string) => onceOpen(title, (task) => task.setDue(day)),
    setNotes: (title: string, notes: string) => onceOpen(title, (task) => task.setNotes(notes)),
    setProgress: (title: string, percent: 0 | 50 | 100) => onceOpen(title, (task) => task.setProgress(percent)),
    assign: (title: string, name: string) => onceOpen(title, (task) => task.assign(name)),
    unassign: (title: string, name: string) => onceOpen(title, (task) => task.unassign(name)),
    tick: (title: string, step: string) => onceOpen(title, (task) => task.tick(step)),
    async remove(title: string): Promise<void> {
      await (await open(title)).remove();
      await card(title).waitFor({ state: 'detached' });
    },
  };
}

function openTask(page: Page, language: Language): OpenTask {
  const t = hostTexts(language);
  const panel = page.getByRole('dialog', { name: t('planner.task'), exact: true });
  const field = (name: string) => panel.locator(`[data-field="${name}"]`);
  const saves = async () => Number(await panel.getAttribute('data-saves'));
  const saved = async (work: () => Promise<void>) => {
    const before = await saves();
    await work();
    await until('Planner has answered', async () => (await saves()) > before);
  };
  const write = (control: Locator, text: string) =>
    saved(async () => {
      await control.fill(text);
      await control.blur();
    });
  const step = (title: string) => panel.getByRole('checkbox', { name: t('planner.stepDone', { title }), exact: true });
  const press = (name: string) => saved(() => panel.getByRole('button', { name, exact: true }).click());
  return {
    panel,
    status: panel.getByRole('status'),
    field,
    step,
    setTitle: (title) => write(field('title').getByRole('textbox'), title),
    setStart: (day) => write(field('start').locator('input'), day),
    setDue: (day) => write(field('due').locator('input'), day),
    setNotes: (notes) => write(field('notes').getByRole('textbox'), notes),
    setProgress: (percent) =>
      saved(async () => void (await field('progress').getByRole('combobox').selectOption(String(percent)))),
    moveTo: (name) =>
      saved(async () => void (await field('bucket').getByRole('combobox').selectOption({ label: name }))),
    async assign(name) {
      await field('people').getByRole('combobox').selectOption({ label: name });
      await press(t('planner.assign'));
    },
    unassign: (name) => press(t('planner.unassign', { name })),
    tick: (title) => saved(() => step(title).check()),
    untick: (title) => saved(() => step(title).uncheck()),
    async addStep(title) {
      await panel.getByLabel(t('planner.newStep'), { exact: true }).fill(title);
      await saved(() =>
        field('steps')
          .getByRole('button', { name: t('planner.add'), exact: true })
          .click(),
      );
    },
    renameStep: (from, to) => write(panel.getByRole('textbox', { name: t('planner.step', { title: from }) }), to),
    removeStep: (title) => press(t('planner.removeStep', { title })),
    async remove() {
      await panel.getByRole('button', { name: t('planner.remove'), exact: true }).click();
      await panel.getByRole('button', { name: t('planner.removeSure'), exact: true }).click();
      await panel.waitFor({ state: 'detached' });
    },
    async close() {
      await panel.getByRole('button', { name: t('dialog.close'), exact: true }).click();
      await panel.waitFor({ state: 'detached' });
    },
  };
}
