import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { until } from '../support/until.ts';
import type { Stage } from './host-stage.ts';
import { CHANNEL, startStage, UNIT } from './host-stage.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TEACHER = 'larare-sjoskolan';
const TENANT = 'fbcbb79c-c935-4f39-80a9-5e82db5a3d4e';
let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
  await stage.newPage();
  await until('the app is in the team', async () => (await tell('Bygga ut nätet')) === 204);
});
afterAll(() => stage.stop());
beforeEach(() => stage.newPage());

/** As the app: a notice to the teacher. */
async function tell(action: string): Promise<number> {
  const { clientId, clientSecret, origin, teamsAppId } = stage.whole.settings;
  const scope = 'https://graph.microsoft.com/.default';
  const form = { client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials', scope };
  const token = await fetch(`${origin}/${TENANT}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  const { access_token: bearer } = (await token.json()) as { access_token: string };
  const context = encodeURIComponent(JSON.stringify({ subEntityId: '/plan', channelId: CHANNEL }));
  const answer = await fetch(
    `${origin}/graph/v1.0/users/${TEACHER}@mittkoping.example/teamwork/sendActivityNotification`,
    {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        topic: {
          ...{ source: 'text', value: 'Handlingsplan, Sjöskolan' },
          webUrl: `https://teams.microsoft.com/l/entity/${teamsAppId}/${UNIT}?context=${context}`,
        },
        activityType: 'actionAssigned',
        previewText: { content: 'Sjöskolan, klart senast måndag 2 juni.' },
        templateParameters: [{ name: 'action', value: action }],
      }),
    },
  );
  return answer.status;
}

const bell = () => stage.page.locator('#bell');
const named = (name: string) =>
  until(`the bell says "${name}"`, async () => (await bell().getAttribute('aria-label')) === name);

test('a notice rings the bell of the one it is for, and a click opens what it is about in the tab', async () => {
  await stage.open(`?person=${TEACHER}`);
  await named('Aktivitet, 1 ny notis');
  await bell().click();
  await stage.page.getByRole('button', { name: /Ny: Du ansvarar nu för Bygga ut nätet/ }).click();
  await until('the tab is at the plan', () => Promise.resolve(stage.page.url().includes('sub=%2Fplan')));
  await named('Aktivitet, inget nytt');
  await stage.page.goto(`${stage.whole.url}/?person=rektor-sjoskolan`);
  await named('Aktivitet, inget nytt');
  await bell().click();
  await stage.page.getByText('Inga notiser än.').waitFor();
});

test('the feed is in the reader’s language, has nothing for axe to find in any theme, and fits 320 px', async () => {
  await tell('Skriva regler för AI i skolan, med elevrådet och alla arbetslag, till i vår');
  await stage.page.setViewportSize({ width: 320, height: 720 });
  await stage.page.goto(`${stage.whole.url}/?person=${TEACHER}&lang=en`);
  await named('Activity, 1 new notice');
  for (const theme of ['default', 'dark', 'contrast']) {
    await stage.page.evaluate((to) => void (document.documentElement.dataset['theme'] = to), theme);
    await bell().click();
    await stage.page.getByText('You are now responsible for Bygga ut nätet').waitFor();
    await stage.page.evaluate(AXE);
    const found = await stage.page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
      `axe.run(document, { iframes: false }).then(({ violations }) => violations)`,
    );
    expect(found.map(({ id, nodes }) => [theme, id, nodes.map(({ html }) => html)])).toEqual([]);
    await stage.page.keyboard.press('Escape');
  }
  expect(await stage.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
    0,
  );
});
