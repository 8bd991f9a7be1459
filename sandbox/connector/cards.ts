import { badSyntax, tooBig } from './errors.ts';

type Json = Record<string, unknown>;

/** Teams' limit for a card: 28 KB of JSON. */
const LARGEST_CARD = 28 * 1024;
/** The newest schema that Teams draws. */
const NEWEST = [1, 5] as const;
/** Most people whose cards refresh by themselves. */
const MOST_REFRESHED = 60;

/** Elements and actions of Adaptive Cards 1.5, each with the properties that it cannot be without. */
const TYPES: Record<string, readonly string[]> = {
  TextBlock: ['text'],
  Image: ['url'],
  Media: ['sources'],
  RichTextBlock: ['inlines'],
  Container: ['items'],
  ColumnSet: [],
  Column: [],
  FactSet: ['facts'],
  ImageSet: ['images'],
  ActionSet: ['actions'],
  Table: [],
  TableRow: [],
  TableCell: ['items'],
  TextRun: ['text'],
  'Input.Text': ['id'],
  'Input.Number': ['id'],
  'Input.Date': ['id'],
  'Input.Time': ['id'],
  'Input.Toggle': ['id', 'title'],
  'Input.ChoiceSet': ['id'],
  'Action.OpenUrl': ['url'],
  'Action.Submit': [],
  'Action.Execute': [],
  'Action.ShowCard': ['card'],
  'Action.ToggleVisibility': ['targetElements'],
};

/** How an action may look. */
const STYLES = ['default', 'positive', 'destructive'];

/** Where elements and actions stand inside others. */
const CHILDREN = [
  'body',
  'items',
  'columns',
  'rows',
  'cells',
  'images',
  'actions',
  'inlines',
  'selectAction',
  'inlineAction',
];

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Checks an Adaptive Card as Teams would draw it.
 * @throws BotError 400 for what is no card of a version up to 1.5, 413 for one above 28 KB.
 */
export function checkCard(content: unknown): void {
  if (!isObject(content) || content.type !== 'AdaptiveCard')
    throw badSyntax("Invalid card: its type must be 'AdaptiveCard'.");
  if (Buffer.byteLength(JSON.stringify(content)) > LARGEST_CARD) throw tooBig();
  checkCardBody(content, new Set());
}

function checkCardBody(card: Json, inputs: Set<string>): void {
  const version = /^(\d+)\.(\d+)$/.exec(typeof card.version === 'string' ? card.version : '');
  if (!version) throw badSyntax('Invalid card: it has no version.');
  const [major, minor] = [Number(version[1]), Number(version[2])];
  if (major !== NEWEST[0] || minor > NEWEST[1])
    throw badSyntax(`Invalid card: version ${version[0]} is not supported.`);
  if (card.refresh !== undefined) checkRefresh(card.refresh, minor);
  checkChildren(card, minor, inputs, 'card');
}

function checkRefresh(refresh: unknown, minor: number): void {
  if (!isObject(refresh)) throw badSyntax('Invalid card: refresh must be an object.');
  if (minor < 4) throw badSyntax('Invalid card: refresh needs version 1.4.');
  if (!isObject(refresh.action) || refresh.action.type !== 'Action.Execute') {
    throw badSyntax("Invalid card: refresh needs an action of type 'Action.Execute'.");
  }
  checkElement(refresh.action, null, minor, new Set(), 'refresh/action');
  const users: unknown = refresh.userIds;
  if (users === undefined) return;
  if (!Array.isArray(users) || users.length > MOST_REFRESHED)
    throw badSyntax(`Invalid card: refresh takes at most ${MOST_REFRESHED} userIds.`);
  if (!users.every((id) => typeof id === 'string' && id.startsWith('29:')))
    throw badSyntax("Invalid card: refresh's userIds must be the ids that Teams gives the bot for people (29:…).");
}

function checkChildren(parent: Json, minor: number, inputs: Set<string>, at: string): void {
  for (const name of CHILDREN) {
    const value = parent[name];
    if (value === undefined) continue;
    const children = Array.isArray(value) ? value : [value];
    for (const [index, child] of children.entries())
      checkElement(child, implied(parent, name), minor, inputs, `${at}/${name}/${index}`);
  }
}

/** Columns, rows and cells need not name their type; a table's columns are no elements. */
function implied(parent: Json, name: string): string | null {
  if (name === 'columns') return parent.type === 'Table' ? '(definition)' : 'Column';
  if (name === 'rows') return 'TableRow';
  if (name === 'cells') return 'TableCell';
  return name === 'images' ? 'Image' : null;
}

function checkElement(element: unknown, usual: string | null, minor: number, inputs: Set<string>, at: string): void {
  if (typeof element === 'string' && at.includes('/inlines/')) return;
  if (!isObject(element)) throw badSyntax(`Invalid card: ${at} is no object.`);
  if (usual === '(definition)') return;
  const type = typeof element.type === 'string' ? element.type : usual;
  const needed = type === null || !Object.hasOwn(TYPES, type) ? undefined : TYPES[type];
  if (type === null || !needed) throw badSyntax(`Invalid card: ${at} has the unknown type '${String(element.type)}'.`);
  const missing = needed.find((property) => element[property] === undefined || element[property] === null);
  if (missing) throw badSyntax(`Invalid card: ${at} (${type}) has no ${missing}.`);
  if (type === 'Action.Execute' && minor < 4)
    throw badSyntax(`Invalid card: ${at} (Action.Execute) needs version 1.4.`);
  if (type === 'Table' && minor < 5) throw badSyntax(`Invalid card: ${at} (Table) needs version 1.5.`);
  if (type === 'Image' || type === 'Action.OpenUrl') checkAddress(type, String(element.url), at);
  if (type.startsWith('Action.')) checkAction(element, at);
  if (isObject(element.fallback)) checkElement(element.fallback, null, minor, new Set(), `${at}/fallback`);
  if (type.startsWith('Input.')) checkInput(String(element.id), inputs, at);
  if (type === 'Action.ShowCard')
    checkChildren(isObject(element.card) ? element.card : {}, minor, inputs, `${at}/card`);
  checkChildren({ ...element, type }, minor, inputs, at);
}

function checkAction(action: Json, at: string): void {
  if (action.style !== undefined && !STYLES.some((style) => style === action.style))
    throw badSyntax(`Invalid card: ${at} has an unknown style.`);
  if (action.isEnabled !== undefined && typeof action.isEnabled !== 'boolean')
    throw badSyntax(`Invalid card: ${at} has an isEnabled that is neither true nor false.`);
  if (action.fallback !== undefined && action.fallback !== 'drop' && !isObject(action.fallback))
    throw badSyntax(`Invalid card: ${at} has a fallback that is no action.`);
}

function checkInput(id: string, inputs: Set<string>, at: string): void {
  if (inputs.has(id)) throw badSyntax(`Invalid card: ${at} repeats the id '${id}'.`);
  inputs.add(id);
}

/** Teams loads pictures over https only; this machine counts as safe, as it does in browsers. */
function checkAddress(type: string, address: string, at: string): void {
  const safe =
    type === 'Image' ? /^(https:\/\/|http:\/\/localhost[:/]|data:image\/)/i : /^(https?:\/\/|msteams:|mailto:|tel:)/i;
  if (!safe.test(address)) throw badSyntax(`Invalid card: ${at} (${type}) has an address that Teams does not open.`);
}
