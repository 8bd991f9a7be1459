import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { until } from '../support/until.ts';
import type { Stage } from './host-stage.ts';
import { CHANNEL, startStage, UNIT } from './host-stage.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());
beforeEach(() => stage.newPage());
afterEach(() => stage.whole.ask('POST /reset'));

describe('What stands in the channel', () => {
  /** As the bot: a card in Sjöskolan's channel. */
  const postCard = async (text: string) => {
    const { clientId, clientSecret, origin } = stage.whole.settings;
    const form = {
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: 'client_credentials',
      scope: 'https://api.botframework.com/.default',
    };
    const tenant = 'fbcbb79c-c935-4f39-80a9-5e82db5a3d4e';
    const token = (await (
      await fetch(`${origin}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(form) })
    ).json()) as { access_token: string };
    const context = encodeURIComponent(JSON.stringify({ subEntityId: '/analysis', channelId: CHANNEL }));
    const url = `https://teams.microsoft.com/l/entity/${stage.whole.settings.teamsAppId}/${UNIT}?context=${context}`;
    const table = {
      type: 'Table',
      columns: [{ width: 1 }],
      rows: [{ type: 'TableRow', cells: [{ type: 'TableCell', items: [{ type: 'TextBlock', text: '79,2' }] }] }],
    };
    const body = [{ type: 'TextBlock', text, style: 'heading', wrap: true }, table];
    const content = {
      type: 'AdaptiveCard',
      version: '1.5',
      body,
      actions: [{ type: 'Action.OpenUrl', title: 'Öppna i LIKA', url }],
    };
    const activity = {
      type: 'message',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
    };
    const answer = await fetch(`${origin}/connector/v3/conversations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        isGroup: true,
        bot: { id: `28:${clientId}` },
        tenantId: tenant,
        channelData: { channel: { id: CHANNEL } },
        activity,
      }),
    });
    expect(answer.status).toBe(201);
  };

  test('a new card shows on the posts’ tab, is drawn there, and its link opens the tab', async () => {
    await stage.open();
    await postCard('Skattningen är publicerad');
    await until('the sign shows', () => stage.page.locator('#tab-posts .badge').isVisible());
    await stage.page.click('#tab-posts');
    await stage.page.getByText('Skattningen är publicerad').waitFor();
    expect(await stage.page.locator('.card [role=table]').textContent()).toContain('79,2');
    await stage.page.getByRole('link', { name: 'Öppna i LIKA' }).click();
    await stage.page.waitForURL(/sub=%2Fanalysis/);
    expect(await stage.page.locator('#tab-posts .badge').isVisible()).toBe(false);
  });

  test('somebody of another team does not see it', async () => {
    await postCard('Bara för Sjöskolan');
    await stage.page.goto(`${stage.whole.url}/?person=rektor-ekskolan&team=sjoskolan&view=posts`);
    await stage.page.locator('.posts').waitFor();
    expect(await stage.page.getByText('Bara för Sjöskolan').count()).toBe(0);
  });
});

describe('The page itself', () => {
  const VIEWS = [
    '?surface=channel',
    '?surface=channel&view=posts',
    '?surface=channel&view=planner',
    '?surface=personal',
    '?surface=config',
    '?surface=meeting-side-panel',
    '?person=omradeschef-sodra&surface=channel',
    '?person=rektor-ekskolan&surface=chat',
    '?person=administrator&surface=chat',
  ];

  test.each(VIEWS)('%s has nothing for axe to find in any theme, and fits 320 px', async (view) => {
    for (const [width, lang] of [
      [1280, 'sv'],
      [320, 'en'],
    ] as const) {
      await stage.page.setViewportSize({ width, height: 720 });
      await stage.page.goto(`${stage.whole.url}/${view}&lang=${lang}`);
      await stage.page.locator('.content > *').waitFor();
      if (width === 320) await stage.page.click('#menu');
      await stage.page.evaluate(AXE);
      for (const theme of ['default', 'dark', 'contrast']) {
        await stage.page.selectOption('#choose-theme', theme);
        const found = await stage.page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
          `axe.run(document, { iframes: false }).then(({ violations }) => violations)`,
        );
        expect(found.map(({ id, nodes }) => [theme, id, nodes.map(({ html }) => html)])).toEqual([]);
      }
      expect(
        await stage.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThanOrEqual(0);
    }
  });

  test('lets nothing be framed but the service, and is itself framed by nobody', async () => {
    const policy = (await fetch(stage.whole.url)).headers.get('content-security-policy');
    expect(policy).toContain(`frame-src ${stage.serviceUrl};`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("script-src 'self'");
  });

  test('gives the tab the whole width of a phone', async () => {
    await stage.page.setViewportSize({ width: 360, height: 780 });
    const frame = await stage.open();
    expect(await frame.evaluate(() => window.innerWidth)).toBe(360);
    expect(await frame.evaluate(() => window.innerHeight)).toBeGreaterThan(680);
  });
});
