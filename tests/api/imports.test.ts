import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Plan } from '../../bot/api/schemas/plan.ts';
import type { Import } from '../../bot/api/schemas/imports.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { done, refused } from './calls.ts';
import { NORRSKOLAN, SJOSKOLAN } from './demo.ts';
import { brought, cellAt, downloaded, editedIn, openDraft, saidIn, take } from './import-files.ts';

const HEAD = 'rektor-sjoskolan';
const WORKBOOK = `/api/units/${SJOSKOLAN}/documents/workbook`;
const PLAN = `/api/units/${SJOSKOLAN}/plan`;
let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const planNow = () => done<Plan>(world, HEAD, 'GET', PLAN);

describe('our own workbook', () => {
  test('comes back as it was written: the answers and comments in a new draft, the plan untouched', async () => {
    expect(await openDraft(world, HEAD, SJOSKOLAN)).toBeNull();
    const { assessments } = await done<{ assessments: { id: string; state: string }[] }>(
      ...([world, HEAD, 'GET', `/api/units/${SJOSKOLAN}/assessments`] as const),
    );
    const published = assessments.find(({ state }) => state === 'published');
    const before = saidIn(await done(world, HEAD, 'GET', `/api/assessments/${published?.id ?? ''}`));
    const plan = await planNow();
    const file = await downloaded(world, HEAD, WORKBOOK);

    const preview = await brought(world, HEAD, SJOSKOLAN, file);
    expect(preview.preview).toMatchObject({
      ...{ draft: null, workbook: { isOtherUnit: false }, table: null },
      counts: { fills: Object.keys(before).length, differs: 0, same: 0, unsure: 0, leftOut: 0 },
      plan: { goals: { added: 0, changed: 0 }, actions: { added: 0, changed: 0 }, changes: [] },
    });
    // Nothing is saved before.
    expect(await openDraft(world, HEAD, SJOSKOLAN)).toBeNull();

    const taken = await take(world, HEAD, preview);
    expect(taken).toMatchObject({
      ...{ state: 'taken', preview: null, mayUndo: true },
      outcome: {
        madeDraft: true,
        answers: Object.keys(before).length,
        leftOut: { total: 0 },
        actions: { added: 0, changed: 0 },
      },
    });
    expect(saidIn(await openDraft(world, HEAD, SJOSKOLAN))).toEqual(before);
    expect(await planNow()).toEqual(plan);
    expect(saidIn(await done(world, HEAD, 'GET', `/api/assessments/${published?.id ?? ''}`))).toEqual(before);

    // Once more there is nothing to bring in.
    const again = await brought(world, HEAD, SJOSKOLAN, file);
    expect(again.preview?.counts).toMatchObject({ fills: 0, differs: 0, same: Object.keys(before).length });
    const { id, version } = again;
    expect(
      await refused(world, HEAD, 'POST', `/api/imports/${id}/take`, {
        ...{ version, draft: again.preview?.draft, existing: 'replace', plan: true },
      }),
    ).toMatchObject({ status: 409, code: 'nothing-to-import' });

    const undone = await done<Import>(world, HEAD, 'POST', `/api/imports/${taken.id}/undo`);
    expect(undone).toMatchObject({ state: 'undone', undoing: { answers: Object.keys(before).length, left: [] } });
    expect(saidIn(await openDraft(world, HEAD, SJOSKOLAN))).toEqual({});
  });

  test('brings back what somebody has changed in Excel, and says what isn’t possible', async () => {
    const plan = await planNow();
    const [changed, ruled, removed] = ['ongoing', 'decided', 'closed'].map((state) =>
      plan.actions.find((action) => action.state === state),
    );
    const [goal] = plan.goals;
    if (!changed || !ruled || !removed || !goal) throw new Error('the demo has too little in its plan');
    const file = await editedIn(await downloaded(world, HEAD, WORKBOOK), (sheet) => {
      const rows = sheet('Handlingsplan');
      cellAt(rows, changed.title, 'Insats').value = 'En insats med annat namn';
      cellAt(rows, 'En insats med annat namn', 'Anteckningar').value = '=1+1 skrivet av en människa';
      // What is decided has a day when it is to be done.
      cellAt(rows, ruled.title, 'Klart senast').value = null;
      const gone = cellAt(rows, removed.title, 'Insats');
      rows.getRow(Number(gone.row)).eachCell((cell) => void (cell.value = null));
      const last = rows.addRow([]);
      for (const [heading, text] of [
        ['Mål', goal.text],
        ['Insats', 'En ny insats ur Excel'],
        ['Område', 'Ledning'],
        ['Läge', 'Föreslagen'],
        ['Aktiviteter', 'En sak att göra'],
      ] as const)
        last.getCell(cellAt(rows, 'En insats med annat namn', heading).col).value = text;
    });
    const preview = await brought(world, HEAD, SJOSKOLAN, file);
    expect(preview.preview?.plan).toMatchObject({
      ...{ goals: { added: 0, changed: 0 }, actions: { added: 1, changed: 1 } },
      changes: [
        { what: 'action', isNew: false, title: 'En insats med annat namn', fields: ['title', 'notes'] },
        { what: 'action', isNew: true, title: 'En ny insats ur Excel', fields: [] },
      ],
    });
    // What somebody has taken away stays, and that is said before and after.
    const leftOut = [
      expect.objectContaining({ name: ruled.title, code: 'rule', why: expect.stringContaining('slutdatum') }),
      expect.objectContaining({ name: removed.title, code: 'emptied', why: expect.stringContaining('får stå kvar') }),
    ];
    expect(preview.preview?.leftOut.rows).toEqual(leftOut);
    const taken = await take(world, HEAD, preview);
    expect(taken.outcome).toMatchObject({ actions: { added: 1, changed: 1 }, leftOut: { rows: leftOut } });
    const now = await planNow();
    const byId = (id: string) => now.actions.find((action) => action.id === id);
    expect(byId(changed.id)).toMatchObject({
      ...{ title: 'En insats med annat namn', notes: '=1+1 skrivet av en människa', version: changed.version + 1 },
    });
    // Nothing is removed, and what broke a rule is as it was.
    expect(byId(removed.id)).toEqual(removed);
    expect(byId(ruled.id)).toEqual(ruled);
    const added = now.actions.find(({ title }) => title === 'En ny insats ur Excel');
    expect(added).toMatchObject({ state: 'proposed', goal: goal.id, area: 'ledning' });
    expect(added?.activities.map(({ text }) => text)).toEqual(['En sak att göra']);

    // Somebody changes the one; undoing puts back the rest and says so.
    await done(world, HEAD, 'PATCH', `/api/actions/${changed.id}`, { notes: 'Nytt', version: changed.version + 1 });
    const undone = await done<Import>(world, HEAD, 'POST', `/api/imports/${taken.id}/undo`);
    expect(undone.undoing).toMatchObject({
      actions: 1,
      left: [{ what: 'action', name: 'En insats med annat namn', code: 'changed-since' }],
    });
    expect((await planNow()).actions.map(({ title }) => title)).not.toContain('En ny insats ur Excel');
  });

  test('of a version that isn’t the latest changes nothing that somebody has changed since', async () => {
    const file = await downloaded(world, HEAD, WORKBOOK);
    const action = (await planNow()).actions.find(({ state }) => state === 'proposed');
    const goal = (await planNow()).goals[0];
    if (!action || !goal) throw new Error('the demo has no proposed action');
    await done(world, HEAD, 'PATCH', `/api/actions/${action.id}`, { notes: 'Skrivet sedan', version: action.version });
    await done(world, HEAD, 'PATCH', `/api/goals/${goal.id}`, { text: 'Målet nu', version: goal.version });
    const preview = await brought(world, HEAD, SJOSKOLAN, file);
    expect(preview.preview?.plan).toMatchObject({ goals: { changed: 0 }, actions: { changed: 0 } });
    expect(preview.preview?.leftOut.rows.map(({ code }) => code)).toEqual(['plan-changed-since', 'plan-changed-since']);
  });

  test('of the open draft brings back what was changed in it, and asks about what somebody has changed since', async () => {
    await take(world, HEAD, await brought(world, HEAD, SJOSKOLAN, await downloaded(world, HEAD, WORKBOOK)));
    const draft = await openDraft(world, HEAD, SJOSKOLAN);
    const [a, b, c, d] = (draft?.answers ?? []).filter(({ option }) => option === 'achieved');
    if (!draft || !a || !b || !c || !d) throw new Error('the demo has too few answers');
    const own = await downloaded(world, HEAD, `${WORKBOOK}?assessment=${draft.id}`);
    const file = await editedIn(own, (sheet) => {
      for (const { indicator } of [a, b]) cellAt(sheet('Värdering'), indicator, 'Svar').value = 'Planerad';
      cellAt(sheet('Värdering'), c.indicator, 'Svar').value = null;
      cellAt(sheet('Värdering'), c.indicator, 'Kommentar').value = null;
      const row = cellAt(sheet('Värdering'), d.indicator, 'Svar').row;
      sheet('Värdering')
        .getRow(Number(row))
        .eachCell((cell) => void (cell.value = null));
    });
    const path = `/api/assessments/${draft.id}/answers/${b.indicator}`;
    await done(world, HEAD, 'PUT', path, { option: 'nearly', comment: b.comment, version: b.version });
    const preview = await brought(world, HEAD, SJOSKOLAN, file);
    const kindOf = (id: string) => preview.preview?.answers.find(({ indicator }) => indicator === id)?.kind;
    expect([kindOf(a.indicator), kindOf(b.indicator), kindOf(c.indicator)]).toEqual(['fills', 'differs', 'emptied']);
    const emptied = { rows: [c, d].map(({ indicator }) => ({ name: indicator, code: 'emptied' })) };
    expect(preview.preview?.leftOut).toMatchObject({ total: 2, ...emptied });
    const taken = await take(world, HEAD, preview);
    expect(taken.outcome).toMatchObject({ answers: 1, kept: 1, leftOut: emptied });
    const said = saidIn(await openDraft(world, HEAD, SJOSKOLAN));
    const now = [a, b, c, d].map(({ indicator }) => said[indicator]?.[0]);
    expect(now).toEqual(['planned', 'nearly', 'achieved', 'achieved']);
  });

  test('of another unit gives answers but no plan', async () => {
    const file = await downloaded(world, HEAD, WORKBOOK);
    const preview = await brought(world, 'rektor-norrskolan', NORRSKOLAN, file);
    expect(preview.preview).toMatchObject({
      workbook: { isOtherUnit: true },
      plan: { actions: { added: 0, changed: 0 } },
      leftOut: { total: 1, rows: [{ code: 'other-unit' }] },
    });
    expect(preview.preview?.counts.fills).toBeGreaterThan(0);
  });
});
