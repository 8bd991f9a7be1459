import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import type { Deliveries, Delivery } from '../../bot/api/schemas/deliveries.ts';
import { talkIn } from '../support/channel-talk.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { done, refused } from './calls.ts';
import { SJOSKOLAN } from './demo.ts';

const HEAD = 'rektor-sjoskolan';
const ofUnit = `/api/units/${SJOSKOLAN}/deliveries`;

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

async function settled(person: string, path: string, stage: Delivery['stage']): Promise<Delivery> {
  return until(`${path} has something that is ${stage}`, async () => {
    const { deliveries } = await done<Deliveries>(world, person, 'GET', path);
    return deliveries.find((one) => one.stage === stage && one.kind === 'answer' && one.unit?.id === SJOSKOLAN);
  });
}

describe('Drift', () => {
  test('tells the head what went out in the unit’s team', async () => {
    await talkIn(world, 'sjoskolan').ask('larare-sjoskolan', 'status');
    expect(await settled(HEAD, ofUnit, 'sent')).toMatchObject({
      unit: { id: SJOSKOLAN, name: 'Sjöskolan' },
      unasked: false,
      cause: null,
      nextTry: null,
      attempts: 1,
    });
  });

  test('tells with its cause what did not go out, to the head and for the whole municipality', async () => {
    const match = 'POST /v3/conversations/*';
    await world.sandbox('POST', '/faults', { target: 'connector', match, status: 400 });
    await talkIn(world, 'sjoskolan').say('larare-sjoskolan', 'status');
    const failed = await settled(HEAD, ofUnit, 'failed');
    expect(failed).toMatchObject({ cause: 'refused', attempts: 1, nextTry: null });
    expect(await settled('kommunansvarig', '/api/deliveries', 'failed')).toEqual(failed);
    expect(await settled('administrator', '/api/deliveries', 'failed')).toEqual(failed);
  });

  test.each(['larare-sjoskolan', 'bitradande-sjoskolan', 'rektor-norrskolan', 'omradeschef-sodra', 'namndledamot'])(
    'tells %s nothing of the unit',
    async (person) => {
      expect((await refused(world, person, 'GET', ofUnit)).status).toBe(403);
      expect((await refused(world, person, 'GET', '/api/deliveries')).status).toBe(403);
    },
  );

  test('is not there for another municipality, and a head has no list of the whole one', async () => {
    expect((await refused(world, 'rektor-grannskolan', 'GET', ofUnit)).status).toBe(404);
    expect((await refused(world, HEAD, 'GET', '/api/deliveries')).status).toBe(403);
  });
});

/** Causes that come as a variable: reasons of faults, by the types that name them. */
const REASON_TYPES = ['GraphCause'];

/** Every text that the service gives as a cause, wherever in its code: `cause: '…'`, `drop('…')`, `ends(stage, '…')`, a reason's type. */
function causesInCode(): Set<string> {
  const found = new Set<string>();
  const keep = (node: ts.Node | undefined): void => {
    if (!node) return;
    if (ts.isStringLiteral(node)) found.add(node.text);
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(keep);
    else if (ts.isBinaryExpression(node)) [node.left, node.right].forEach(keep);
    else if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) keep(node.expression);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && ['cause', 'drop'].includes(node.name.getText())) keep(node.initializer);
    if (ts.isVariableDeclaration(node) && node.name.getText() === 'cause') keep(node.initializer);
    if (ts.isCallExpression(node)) {
      const name = node.expression.getText();
      if (name === 'drop' || name === 'dropped') keep(node.arguments[0]);
      if (name === 'ends' || name === 'again') keep(node.arguments[1]);
      if (name === 'note' || name === 'gaveUp') keep(node.arguments.at(-1));
    }
    if (ts.isTypeAliasDeclaration(node) && REASON_TYPES.includes(node.name.text) && ts.isUnionTypeNode(node.type))
      for (const one of node.type.types) if (ts.isLiteralTypeNode(one)) keep(one.literal);
    ts.forEachChild(node, visit);
  };
  for (const folder of ['bot/jobs', 'bot/store', 'bot/talk', 'bot/graph', 'bot/conversation', 'bot/acts', 'bot/api'])
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) =>
      one.endsWith('.ts'),
    )) {
      const path = join(folder, name);
      visit(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true));
    }
  // What an audit entry says has a dot in it, and isn't a cause.
  return new Set([...found].filter((text) => !text.includes('.')));
}

test.each(['sv', 'en'])('every cause that the service can give has words in the tab, in %s', (language) => {
  const texts = JSON.parse(readFileSync(`tab/texts/more.${language}.json`, 'utf8')) as {
    delivery: { cause: Record<string, string> };
    plan: { planner: { cause: Record<string, string> } };
    documents: { cause: Record<string, string> };
  };
  const causes = causesInCode();
  // The search still finds what it is to find: one of each kind.
  for (const known of ['bot-not-installed', 'action-gone', 'message-gone', 'person-away', 'too-busy', 'stopped'])
    expect([...causes]).toContain(known);
  const said = { ...texts.delivery.cause, ...texts.plan.planner.cause, ...texts.documents.cause };
  expect([...causes].filter((cause) => !(cause in said))).toEqual([]);
});
