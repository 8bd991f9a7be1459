import { expect, test } from '@jest/globals';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

/** The project's own rules; without those that need the types of a file that exists. */
const eslint = new ESLint({
  overrideConfig: [
    { files: ['**/*.ts', '**/*.tsx'], extends: [tseslint.configs.disableTypeChecked] },
    { files: ['**/*.ts', '**/*.tsx'], languageOptions: { parserOptions: { projectService: false } } },
  ].flatMap(({ files, extends: more = [], ...rest }) => [
    ...more.map((config) => ({ ...config, files })),
    { files, ...rest },
  ]),
});

async function rulesBroken(file: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath: file });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId);
}

const breaches: [wall: string, file: string, code: string, rule: string][] = [
  ['the domain imports a framework', 'lika/plan/new.ts', "export { useState } from 'react';", 'walls/imports'],
  [
    'the domain imports a module of Node',
    'lika/plan/new.ts',
    "export { readFile } from 'node:fs/promises';",
    'walls/imports',
  ],
  [
    'the domain imports the service',
    'lika/plan/new.ts',
    "export { readSettings } from '../../bot/settings.ts';",
    'walls/imports',
  ],
  [
    'the domain imports even a type of the tab',
    'lika/plan/new.ts',
    "export type { View } from '../../tab/app/view.ts';",
    'walls/imports',
  ],
  [
    'the tab imports the service',
    'tab/plan/new.tsx',
    "export { readSettings } from '../../bot/settings.ts';",
    'walls/imports',
  ],
  [
    'the tab imports a schema and not its type',
    'tab/plan/new.tsx',
    "export { Plan } from '../../bot/api/schemas/plan.ts';",
    'walls/imports',
  ],
  [
    'the tab imports the service lazily',
    'tab/plan/new.tsx',
    "export const late = () => import('../../bot/settings.ts');",
    'walls/imports',
  ],
  ['the tab imports a module of Node', 'tab/plan/new.tsx', "export { join } from 'node:path';", 'walls/imports'],
  ['the API imports botbuilder', 'bot/api/new.ts', "export { CardFactory } from 'botbuilder';", 'walls/imports'],
  [
    'the API imports the bot framework',
    'bot/api/new.ts',
    "export { JwtTokenValidation } from 'botframework-connector';",
    'walls/imports',
  ],
  [
    'a job imports the Graph client',
    'bot/jobs/new.ts',
    "export { Client } from '@microsoft/microsoft-graph-client';",
    'walls/imports',
  ],
  [
    'the conversation imports teamsfx',
    'bot/conversation/new.ts',
    "export { AppCredential } from '@microsoft/teamsfx';",
    'walls/imports',
  ],
  [
    'the API asks Entra for tokens',
    'bot/api/new.ts',
    "export { ConfidentialClientApplication } from '@azure/msal-node';",
    'walls/imports',
  ],
  ['the API speaks SQL', 'bot/api/new.ts', "export { sql } from 'kysely';", 'walls/imports'],
  [
    'a job opens a connection',
    'bot/jobs/new.ts',
    "import pg from 'pg';\nexport const pool = new pg.Pool();",
    'walls/imports',
  ],
  ['the API writes Word itself', 'bot/api/new.ts', "export { Document } from 'docx';", 'walls/imports'],
  [
    'the Word plan reads a workbook',
    'bot/documents/word/new.ts',
    "export { Workbook } from 'exceljs';",
    'walls/imports',
  ],
  [
    'a job makes slides',
    'bot/jobs/new.ts',
    "import PptxGen from 'pptxgenjs';\nexport const a = new PptxGen();",
    'walls/imports',
  ],
  ['the API draws pictures', 'bot/api/new.ts', "export { Resvg } from '@resvg/resvg-js';", 'walls/imports'],
  ['the service imports React', 'bot/documents/new.ts', "export { createElement } from 'react';", 'walls/imports'],
  [
    'the service imports the sandbox',
    'bot/new.ts',
    "export { readSettings } from '../sandbox/settings.ts';",
    'walls/imports',
  ],
  [
    'the tab imports the sandbox',
    'tab/new.ts',
    "export type { Person } from '../sandbox/context.ts';",
    'walls/imports',
  ],
  [
    'the domain imports the sandbox',
    'lika/new.ts',
    "export type { Person } from '../sandbox/context.ts';",
    'walls/imports',
  ],
  [
    'the sandbox imports the service',
    'sandbox/new.ts',
    "export { readSettings } from '../bot/settings.ts';",
    'walls/imports',
  ],
  [
    'the service reads the environment elsewhere',
    'bot/api/new.ts',
    "export const port = process.env['PORT'];",
    'walls/environment',
  ],
  [
    'the sandbox reads the environment elsewhere',
    'sandbox/new.ts',
    'export const { env } = process;',
    'walls/environment',
  ],
  [
    'the environment comes in by the back door',
    'bot/new.ts',
    "export { env } from 'node:process';",
    'walls/environment',
  ],
  ['a job asks the machine for the date', 'bot/jobs/new.ts', 'export const today = new Date();', 'walls/clock'],
  ['the tab asks the machine for the time', 'tab/new.ts', 'export const now = Date.now();', 'walls/clock'],
  ['the domain asks the machine for the time', 'lika/new.ts', 'export const now = [1].map(Date.now);', 'walls/clock'],
  ['the service writes to the console', 'bot/api/new.ts', "console.log('here');", 'no-console'],
  [
    'the tab holds a text of its own',
    'tab/new.tsx',
    'export const view = () => <p>Välkommen</p>;',
    'no-restricted-syntax',
  ],
  ['a module exports without a name', 'lika/new.ts', 'export default 1;', 'no-restricted-syntax'],
  [
    'a rule is switched off by a comment',
    'lika/new.ts',
    '/* eslint-disable */\nexport default 1;',
    'no-restricted-syntax',
  ],
];

test.each(breaches)('lint finds it when %s', async (_wall, file, code, rule) => {
  expect(await rulesBroken(file, code)).toContain(rule);
});

const allowed: [what: string, file: string, code: string][] = [
  [
    'the domain may use zod and its own',
    'lika/new.ts',
    "export { z } from 'zod';\nexport type { Plan } from './plan/plan.ts';",
  ],
  [
    'the tab may use the domain, and types of the API',
    'tab/new.tsx',
    "export { analyse } from '../lika/analysis/cells.ts';\nexport type { Plan } from '../bot/api/schemas/plan.ts';",
  ],
  ['the conversation may use botbuilder', 'bot/conversation/new.ts', "export { CardFactory } from 'botbuilder';"],
  [
    'bot/graph may use the Graph client and teamsfx',
    'bot/graph/new.ts',
    "export { Client } from '@microsoft/microsoft-graph-client';\nexport { AppCredential } from '@microsoft/teamsfx';",
  ],
  ['the store may speak SQL', 'bot/store/new.ts', "export { sql } from 'kysely';"],
  ['the settings may read the environment', 'bot/settings.ts', 'export const env = () => process.env;'],
  ['the clock may ask the machine', 'bot/clock.ts', 'export const now = () => new Date();'],
  ['a date that is given may be made anywhere', 'lika/new.ts', "export const first = new Date('2026-08-17');"],
];

test.each(allowed)('%s', async (_what, file, code) => {
  expect(await rulesBroken(file, code)).toEqual([]);
});
