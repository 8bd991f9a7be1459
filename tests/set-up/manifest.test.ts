import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { COMMANDS } from '../../lika/talk/commands.ts';
import { understand } from '../../lika/talk/understand.ts';

/** What a deployment fills in; the domain and ids are made up. */
const FILLED_IN: Record<string, string> = {
  LIKA_DOMAIN: 'lika.mittkoping.example',
  M365_CLIENT_ID: 'b1d0c0de-0000-4000-8000-00000000a001',
  TEAMS_APP_ID: 'b1d0c0de-0000-4000-8000-00000000a002',
  PUBLISHER_NAME: 'Mittköping',
  PUBLISHER_URL: 'https://mittkoping.example/',
  PRIVACY_URL: 'https://mittkoping.example/privacy',
  TERMS_URL: 'https://mittkoping.example/terms',
};

interface BotCommand {
  title: string;
  description: string;
  type?: string;
  /** What Teams writes for the person; there is one for all languages. */
  prompt?: string;
}

interface Manifest {
  manifestVersion: string;
  localizationInfo: { additionalLanguages: { languageTag: string; file: string }[] };
  icons: { color: string; outline: string };
  staticTabs: { entityId: string; name?: string; contentUrl?: string }[];
  configurableTabs: { configurationUrl: string }[];
  bots: { botId: string; commandLists: { scopes: string[]; commands: BotCommand[] }[] }[];
  activities: { activityTypes: { type: string; templateText: string }[] };
  authorization: { permissions: { resourceSpecific: { name: string; type: string }[] } };
  webApplicationInfo: { id: string; resource: string };
  validDomains: string[];
}

const template = readFileSync('manifest/manifest.json', 'utf8');
const manifest = JSON.parse(
  template.replaceAll(/\$\{\{(\w+)\}\}/g, (_all, name: string) => FILLED_IN[name] ?? `no value for ${name}`),
) as Manifest;
const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** The schema that Microsoft's own package carries for the manifest's version. */
function schema(name: string): Record<string, unknown> {
  const folder = `node_modules/@microsoft/app-manifest/build/json-schemas/teams/v${manifest.manifestVersion}`;
  const { $schema: _draft04, id: _id, ...rest } = readJson(join(folder, name)) as Record<string, unknown>;
  return rest;
}

function faults(schemaName: string, value: unknown): unknown[] {
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true }).compile(
    schema(schemaName),
  );
  return validate(value) ? [] : (validate.errors ?? []);
}

test('the manifest follows the schema of its version, 1.27 or later', () => {
  expect(Number(manifest.manifestVersion.split('.')[1])).toBeGreaterThanOrEqual(27);
  expect(faults('MicrosoftTeams.schema.json', manifest)).toEqual([]);
});

test('the schema would have found a fault', () => {
  expect(faults('MicrosoftTeams.schema.json', { ...manifest, icons: {} })).not.toEqual([]);
});

test('every placeholder of the manifest is one that a deployment fills in', () => {
  const placeholders = [...template.matchAll(/\$\{\{(\w+)\}\}/g)].map(([, name]) => name);
  const given = readFileSync('teamsapp.yml', 'utf8') + readFileSync('infra/env/.env.example', 'utf8');
  for (const name of new Set(placeholders)) expect(given).toContain(name);
});

describe('every text of the manifest is there in every language', () => {
  const texts = [
    'name.short',
    'name.full',
    'description.short',
    'description.full',
    ...manifest.staticTabs.flatMap(({ name }, index) => (name === undefined ? [] : [`staticTabs[${index}].name`])),
    ...manifest.bots.flatMap(({ commandLists }, bot) =>
      commandLists.flatMap(({ commands }, list) =>
        commands.flatMap((_command, index) => {
          const place = `bots[${bot}].commandLists[${list}].commands[${index}]`;
          return [`${place}.title`, `${place}.description`];
        }),
      ),
    ),
    ...manifest.activities.activityTypes.flatMap((_type, index) =>
      ['description', 'templateText'].map((part) => `activities.activityTypes[${index}].${part}`),
    ),
  ];

  test.each(manifest.localizationInfo.additionalLanguages)('$languageTag', ({ file }) => {
    const language = readJson(join('manifest', file)) as Record<string, string>;
    expect(faults('MicrosoftTeams.Localization.schema.json', language)).toEqual([]);
    expect(
      Object.keys(language)
        .filter((key) => key !== '$schema')
        .sort(),
    ).toEqual([...texts].sort());
  });
});

test('the icons are 192 and 32 pixels wide and high', () => {
  expect(sizeOfPng(manifest.icons.color)).toEqual([192, 192]);
  expect(sizeOfPng(manifest.icons.outline)).toEqual([32, 32]);
});

function sizeOfPng(file: string): [width: number, height: number] {
  const bytes = readFileSync(join('manifest', file));
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

test('every page lies on the one domain that Teams may open', () => {
  expect(manifest.validDomains).toEqual([FILLED_IN['LIKA_DOMAIN']]);
  const pages = [
    ...manifest.staticTabs.flatMap(({ contentUrl }) => contentUrl ?? []),
    ...manifest.configurableTabs.map(({ configurationUrl }) => configurationUrl),
  ];
  expect(pages.length).toBeGreaterThan(0);
  for (const page of pages) expect(manifest.validDomains).toContain(new URL(page).host);
});

test('bot and single sign-on are the same app registration, and the token is asked for the domain of the tab', () => {
  const { id, resource } = manifest.webApplicationInfo;
  expect(manifest.bots.map(({ botId }) => botId)).toEqual([id]);
  expect(resource).toBe(`api://${String(manifest.validDomains[0])}/${id}`);
});

describe('the commands and prompt starters that Teams offers', () => {
  const english = readJson('manifest/en.json') as Record<string, string>;
  const lists = manifest.bots.flatMap(({ commandLists }) => commandLists);
  const all = lists.flatMap(({ commands }, list) =>
    commands.map((command, index) => ({ command, en: `bots[0].commandLists[${list}].commands[${index}].title` })),
  );

  test('are understood by the bot, in both languages', () => {
    for (const { command, en } of all)
      for (const words of [command.prompt ?? command.title, ...(command.prompt ? [] : [english[en] ?? ''])])
        expect([words, understand(words).kind]).not.toEqual([words, 'unknown']);
  });

  test('hold every command that help tells of, but greetings', () => {
    const offered = new Set(all.map(({ command }) => understand(command.title).kind));
    for (const { kind } of COMMANDS.filter((one) => !['hello', 'thanks'].includes(one.kind)))
      expect([kind, offered.has(kind)]).toEqual([kind, true]);
  });

  test('are there for teams, group chats and personal chats, with prompts to start from', () => {
    expect(lists.flatMap(({ scopes }) => scopes).sort()).toEqual(['groupChat', 'personal', 'team']);
    for (const { commands } of lists) expect(commands.some(({ type }) => type === 'prompt')).toBe(true);
  });
});

describe('notices in the activity feed', () => {
  const english = readJson('manifest/en.json') as Record<string, string>;
  const named = (template: string | undefined) => [...(template ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

  test('name the same in every language, as Teams fills in one list of values for all', () => {
    const { activityTypes } = manifest.activities;
    expect(activityTypes.map(({ type }) => type)).toEqual(['actionAssigned']);
    for (const [index, { templateText }] of activityTypes.entries()) {
      expect(named(templateText)).toEqual(['action']);
      expect(named(english[`activities.activityTypes[${index}].templateText`])).toEqual(named(templateText));
    }
  });

  test('go out by a right that whoever adds the app gives, and no other', () => {
    expect(manifest.authorization.permissions.resourceSpecific).toEqual([
      { name: 'TeamsActivity.Send.User', type: 'Application' },
    ]);
  });
});
