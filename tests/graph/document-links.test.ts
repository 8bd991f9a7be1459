import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { referenceKey } from '../../bot/graph/reference-key.ts';
import { until } from '../support/until.ts';
import { DocumentsStage, HEAD } from './documents-stage.ts';
import { graphAs } from './microsoft365.ts';

/** A task in Planner leads on to the plan's document, wherever that lies by now. */

let stage: DocumentsStage;
let action: string;

beforeAll(async () => {
  stage = await DocumentsStage.start();
  const { id, version } = await stage.addAction('Pröva reglerna på tre lektioner');
  action = id;
  await stage.call('PATCH', `/api/actions/${id}`, {
    ...{ version, state: 'decided', responsible: stage.world.person(HEAD).id, due: '2027-03-01' },
    followUp: { on: '2027-06-15', how: null },
  });
  await stage.call('POST', '/plan/planner', { into: { title: null } });
});
afterAll(() => stage.stop());

/** The task's links, as Planner writes them. */
async function links(): Promise<string[]> {
  const graph = await graphAs(stage.world, HEAD);
  const { channel } = await stage.unit();
  const task = (await graph.tasksOf(channel?.team ?? '')).find(({ title }) => title.startsWith('Pröva'));
  if (!task) return [];
  const details = await graph.get<{ references: Record<string, unknown> }>(`/planner/tasks/${task.id}/details`);
  return Object.keys(details.references).filter((key) => !key.startsWith('@'));
}

const holds = async (url: string | null): Promise<boolean> => (await links()).includes(referenceKey(url ?? ''));

it('has no such link before there is a document, and one as soon as it lies among the channel’s files', async () => {
  await until('the task leads back to its action', async () => (await links()).length === 1);
  await stage.publish('nearly');
  const { url } = await stage.reached('plan', 'synced');
  await until('the task links to the document', () => holds(url));
  expect(await links()).toHaveLength(2);
});

it('leads to the new one, and not to the one that somebody has changed', async () => {
  const before = (await stage.document('plan')).url;
  await stage.byHand({ do: 'edit', item: (await stage.file('Ekskolan – handlingsplan 2026-27.docx')).id });
  await stage.rename(action, 'Pröva reglerna på fem lektioner');
  const { url } = await until('a new one lies beside', async () => {
    const now = await stage.document('plan');
    return now.state === 'synced' && now.beside !== null && now;
  });
  await until('the task links to the new one', () => holds(url));
  expect(await holds(before)).toBe(false);
  expect(await links()).toHaveLength(2);
});
