import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { escapeMarkdown, resultCard } from '../../bot/conversation/cards/result.ts';
import { tabLink } from '../../bot/conversation/deep-link.ts';

/** The library's main entry can't be loaded by Node; this build of it can. */
const { AdaptiveCard, SerializationContext } = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
) as typeof import('adaptivecards');

const link = tabLink({
  appId: 'app',
  unit: 'unit-1',
  channel: '19:abc@thread.tacv2',
  path: '/plan?unit=unit-1',
  label: 'Sjöskolan',
  webUrl: 'https://lika.example/tab/plan?unit=unit-1',
});

const card = resultCard({
  title: 'Sjöskolans skattning är publicerad',
  finding: 'Användning har vuxit på alla steg.',
  picture: { url: 'https://lika.example/pictures/1.png', alt: 'Spindeldiagram. Ledning 61,8.' },
  areaHeading: 'Medel, 0–100',
  stepHeadings: ['Steg 1', 'Steg 2', 'Steg 3'],
  rows: [
    { area: 'Ledning', scores: ['79,2', '62,5', '43,8'] },
    { area: 'Infrastruktur', scores: ['89,3', '71,4', '–'] },
  ],
  steps: 'Steg 1 är nått.',
  open: { label: 'Öppna i LIKA', url: link },
  plan: { label: 'Se planen', url: link },
});

describe('the result card', () => {
  it('is an Adaptive Card 1.5 that holds nothing a client doesn’t know', () => {
    const context = new SerializationContext();
    const drawn = new AdaptiveCard();
    drawn.parse(structuredClone(card), context);
    const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
    expect(events).toEqual([]);
    expect(drawn.validateProperties().validationEvents).toEqual([]);
    expect(card['version']).toBe('1.5');
  });

  it('says in words what the picture shows, and has at most six actions', () => {
    const body = card['body'] as { type: string; altText?: string }[];
    expect(body.find(({ type }) => type === 'Image')?.altText).toContain('Ledning 61,8');
    expect((card['actions'] as unknown[]).length).toBeLessThanOrEqual(6);
  });

  it('shows names as they are written, also those that look like Markdown', () => {
    expect(escapeMarkdown('Skolan [klicka](https://x) *ny*')).toBe(String.raw`Skolan \[klicka\](https://x) \*ny\*`);
  });
});

describe('a link from a card', () => {
  it('opens the view of the tab in its own channel', () => {
    const { pathname, searchParams } = new URL(link);
    expect(pathname).toBe('/l/entity/app/unit-1');
    expect(JSON.parse(searchParams.get('context') ?? '{}')).toEqual({
      subEntityId: '/plan?unit=unit-1',
      channelId: '19:abc@thread.tacv2',
    });
  });
});
