import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type ExcelJS from 'exceljs';
import type { Answer } from '../../bot/api/schemas/assessments.ts';
import type { Import } from '../../bot/api/schemas/imports.ts';
import type { Action, Plan } from '../../bot/api/schemas/plan.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { done } from './calls.ts';
import { EKSKOLAN, SJOSKOLAN } from './demo.ts';
import { brought, cellAt, downloaded, editedIn, grantHead, openDraft, query, take } from './import-files.ts';

const HEAD = 'rektor-ekskolan';
const CO_HEAD = 'bitradande-ekskolan';
const [X, Y, Z] = ['l-vision', 'l-responsibility', 'l-budget'] as const;
let world: World;

beforeAll(async () => {
  world = await startWorld();
  await grantHead(world, CO_HEAD, EKSKOLAN);
});
afterAll(() => world.stop());

const table = (...rows: readonly (readonly [indicator: string, answer: string])[]) =>
  [['Id', 'Svar'], ...rows].map((row) => row.join(';')).join('\n');
const undo = (person: string, id: string) => done<Import>(world, person, 'POST', `/api/imports/${id}/undo`);

describe('answers', () => {
  const bringIn = async (text: string): Promise<Import> =>
    take(world, HEAD, await brought(world, HEAD, EKSKOLAN, text), { existing: 'replace' });
  /** What stands, as whoever said it, and when. */
  const standing = async () =>
    ((await openDraft(world, HEAD, EKSKOLAN))?.answers ?? [])
      .filter(({ option, comment }) => option !== null || comment !== null)
      .map(({ version: _, ...said }: Answer) => said)
      .sort((a, b) => (a.indicator < b.indicator ? -1 : 1));

  test('are theirs again who said them, as they were said and when, and one head undoes what another did', async () => {
    const { id } = await done<{ id: string }>(
      ...([world, CO_HEAD, 'POST', `/api/units/${EKSKOLAN}/assessments`] as const),
      {
        kind: 'unit',
      },
    );
    const said = { option: 'planned', comment: 'Vi har börjat tala om det.', version: 0 };
    await done(world, CO_HEAD, 'PUT', `/api/assessments/${id}/answers/${X}`, said);
    const before = await standing();
    expect(before).toMatchObject([{ indicator: X, by: world.person(CO_HEAD).id }]);
    const taken = await bringIn(table([X, 'Uppnådd'], [Y, 'Påbörjad']));
    expect((await standing()).map(({ option, by }) => [option, by])).toEqual(
      [
        ['achieved', world.person(HEAD).id],
        ['started', world.person(HEAD).id],
      ].reverse(),
    );
    expect((await undo(CO_HEAD, taken.id)).undoing).toMatchObject({ answers: 2, left: [] });
    expect(await standing()).toEqual(before);
  });

  test('of several imports are as before the first when all are undone, the last first', async () => {
    const before = await standing();
    const all = [
      await bringIn(table([X, 'Påbörjad'], [Y, 'Påbörjad'])),
      await bringIn(table([X, 'Nästan där'], [Z, 'Planerad'])),
      await bringIn(table([X, 'Uppnådd'], [Y, 'Uppnådd'])),
    ];
    for (const { id } of all.reverse()) expect((await undo(HEAD, id)).undoing).toMatchObject({ left: [] });
    expect(await standing()).toEqual(before);
  });

  test('that a later import has replaced stay, and what somebody changes after one is undone does too', async () => {
    const first = await bringIn(table([X, 'Påbörjad'], [Y, 'Påbörjad']));
    const second = await bringIn(table([X, 'Nästan där'], [Y, 'Nästan där']));
    await undo(HEAD, second.id);
    const draft = await openDraft(world, HEAD, EKSKOLAN);
    const now = draft?.answers.find(({ indicator }) => indicator === Y);
    const path = `/api/assessments/${draft?.id ?? ''}/answers/${Y}`;
    await done(world, HEAD, 'PUT', path, { option: 'started', comment: 'Nu', version: now?.version });
    expect((await undo(HEAD, first.id)).undoing).toMatchObject({
      ...{ answers: 1, left: [{ name: Y, code: 'changed-since' }] },
    });
  });
});

describe('a plan', () => {
  const SJO_HEAD = 'rektor-sjoskolan';
  const planNow = () => done<Plan>(world, SJO_HEAD, 'GET', `/api/units/${SJOSKOLAN}/plan`);
  const content = ({ goals, actions }: Plan) => ({
    goals: goals.map(({ version: _, ...goal }) => goal),
    actions: actions.map(({ version: _, ...action }) => action),
  });
  const workbook = `/api/units/${SJOSKOLAN}/documents/workbook`;
  const bringIn = async (edit: (sheet: (name: string) => ExcelJS.Worksheet) => void): Promise<Import> => {
    const file = await editedIn(await downloaded(world, SJO_HEAD, workbook), edit);
    const preview = await brought(world, SJO_HEAD, SJOSKOLAN, file);
    return take(world, SJO_HEAD, preview);
  };
  const actionIn = async (state: Action['state']): Promise<Action> => {
    const found = (await planNow()).actions.find((action) => action.state === state);
    if (!found) throw new Error(`the demo has no action that is ${state}`);
    return found;
  };
  /** The text in every cell that has another. */
  const reword = (from: string, to: string) => (sheet: (name: string) => ExcelJS.Worksheet) => {
    for (const name of ['Mål', 'Handlingsplan'])
      sheet(name).eachRow((row) => row.eachCell((cell) => void (cell.text === from && (cell.value = to))));
  };
  const addAction = (goal: string, title: string) => (sheet: (name: string) => ExcelJS.Worksheet) => {
    const rows = sheet('Handlingsplan');
    const last = rows.addRow([]);
    const cells = { Mål: goal, Insats: title, Område: 'Ledning', Läge: 'Föreslagen' };
    for (const [heading, text] of Object.entries(cells)) last.getCell(cellAt(rows, goal, heading).col).value = text;
  };

  test('is as before the first of two imports when both are undone, the last first', async () => {
    const before = content(await planNow());
    const [goal] = before.goals;
    const { title } = await actionIn('ongoing');
    if (!goal) throw new Error('the demo has no goal');
    const both = (times: string) => (sheet: (name: string) => ExcelJS.Worksheet) => {
      reword(times === 'ett' ? goal.text : 'Mål ett', `Mål ${times}`)(sheet);
      reword(times === 'ett' ? title : 'Insats ett', `Insats ${times}`)(sheet);
    };
    const first = await bringIn(both('ett'));
    const second = await bringIn(both('två'));
    expect([first, second].map(({ outcome }) => [outcome?.goals.changed, outcome?.actions.changed])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    for (const { id } of [second, first])
      expect((await undo(SJO_HEAD, id)).undoing).toMatchObject({ goals: 1, actions: 1, left: [] });
    expect(content(await planNow())).toEqual(before);
  });

  test('has an action that was done be done since when it was, and nobody is told of it anew', async () => {
    const { id, title } = await actionIn('done');
    const doneAt = () => query(world, 'select done_at from action where id = $1', [id]);
    const joys = () => query(world, `select state, due_at from nudge where kind = 'action-done' and about = $1`, [id]);
    await query(world, `update action set done_at = '2026-03-04T05:06:07Z' where id = $1`, [id]);
    const [since, told] = [await doneAt(), await joys()];
    const taken = await bringIn((sheet) => void (cellAt(sheet('Handlingsplan'), title, 'Läge').value = 'Pågår'));
    expect(taken.outcome?.actions).toEqual({ added: 0, changed: 1 });
    expect(await doneAt()).toEqual([{ done_at: null }]);
    await undo(SJO_HEAD, taken.id);
    expect((await actionIn('done')).id).toBe(id);
    expect([await doneAt(), await joys()]).toEqual([since, told]);
  });

  test('keeps an action that people have said something of', async () => {
    const goal = (await planNow()).goals[0]?.text ?? '';
    const taken = await bringIn((sheet) =>
      ['Uppföljd insats', 'Orörd insats'].forEach((one) => addAction(goal, one)(sheet)),
    );
    const added = (await planNow()).actions.find(({ title }) => title === 'Uppföljd insats');
    await query(
      world,
      `insert into follow_up (municipality_id, id, action_id, unit_id, due_on, how, line, by_person, at)
       select municipality_id, gen_random_uuid(), $1, id, '2030-01-01', 'help', 'Vi hinner inte.', $2, now() from unit where id = $3`,
      [added?.id, world.person('larare-sjoskolan').id, SJOSKOLAN],
    );
    expect((await undo(SJO_HEAD, taken.id)).undoing).toMatchObject({
      ...{ actions: 1, left: [{ what: 'action', name: 'Uppföljd insats', code: 'changed-since' }] },
    });
    expect(await query(world, 'select line from follow_up where action_id = $1', [added?.id])).toHaveLength(1);
    expect((await planNow()).actions.map(({ title }) => title)).not.toContain('Orörd insats');
  });

  test('is noted in the log as brought in, also when no answer is', async () => {
    const before = content(await planNow());
    const taken = await bringIn(reword((await actionIn('ongoing')).title, 'Ett namn till'));
    // Its answers stand in no draft: only the plan is wanted of it here.
    const rows = await query(
      world,
      `select person, about, detail from audit where what = 'brought-file.take' and unit_id = $1 order by at desc limit 1`,
      [SJOSKOLAN],
    );
    expect(rows).toMatchObject([
      { person: world.person(SJO_HEAD).id, detail: { goals: 0, actions: 1, existing: 'keep' } },
    ]);
    await undo(SJO_HEAD, taken.id);
    expect(content(await planNow())).toEqual(before);
  });

  test('that was brought in before LIKA kept who and since when is put back all the same', async () => {
    const before = content(await planNow());
    const { id } = await bringIn(reword((await actionIn('ongoing')).title, 'Ännu ett namn'));
    await query(
      world,
      `update brought_file set before = jsonb_set(jsonb_set(before,
         '{answers}', (select coalesce(jsonb_agg(one - 'said' - 'version'), '[]') from jsonb_array_elements(before -> 'answers') one)),
         '{actions}', (select jsonb_agg(one - 'doneAt') from jsonb_array_elements(before -> 'actions') one)) where id = $1`,
      [id],
    );
    expect((await undo(SJO_HEAD, id)).undoing).toMatchObject({ actions: 1, left: [] });
    expect(content(await planNow())).toEqual(before);
  });
});
