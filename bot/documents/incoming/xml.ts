/**
 * XML as Office writes it, read strictly and token by token: no DOCTYPE, no entities but XML's own five and numbers,
 * every element closed. Namespace prefixes are left out of names, since each program chooses its own.
 */

export type XmlToken =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: string }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/** `not-allowed`: a DOCTYPE or an entity, which could hide anything. `broken`: this isn't whole XML. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault';
  constructor(readonly code: 'broken' | 'not-allowed') {
    super(code);
  }
}

const DEPTH_MAX = 100;
const LETTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const GREATER = 62;
const QUOTES = new Set([34, 39]);

/** Where the tag that begins at `from` ends: at the first `>` outside quotes. */
function tagEnd(xml: string, from: number): number {
  for (let at = from; at < xml.length; at += 1) {
    const sign = xml.charCodeAt(at);
    if (sign === GREATER) return at;
    if (QUOTES.has(sign)) {
      at = xml.indexOf(xml.charAt(at), at + 1);
      if (at < 0) break;
    }
  }
  throw new XmlFault('broken');
}

/** The text with entities as the signs they stand for. */
function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&]{0,12};?)/g, (_, body: string) => {
    const name = body.slice(0, -1);
    const sign = body.endsWith(';') ? (LETTERS[name] ?? numbered(name)) : undefined;
    if (sign === undefined) throw new XmlFault('not-allowed');
    return sign;
  });
}

function numbered(name: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
  const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

/** The value of an attribute (by its name without prefix), or null. */
export function attributeOf(attributes: string, wished: string): string | null {
  for (const [, name = '', double, single] of attributes.matchAll(/\s([^\s="'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    if (localName(name) === wished) return decoded(double ?? single ?? '');
  }
  return null;
}

interface Special {
  readonly end: string;
  readonly isText: boolean;
}

/** What isn't an element: instructions, comments and CDATA. Anything else with `<!` is refused. */
function specialAt(xml: string, at: number): Special | null {
  if (xml.startsWith('<?', at)) return { end: '?>', isText: false };
  if (!xml.startsWith('<!', at)) return null;
  if (xml.startsWith('<!--', at)) return { end: '-->', isText: false };
  if (xml.startsWith('<![CDATA[', at)) return { end: ']]>', isText: true };
  throw new XmlFault('not-allowed');
}

/**
 * The document's tokens in order; an empty element opens and closes.
 * @throws XmlFault when what has been asked for so far isn't allowed or whole
 */
export function* xmlTokens(xml: string): Generator<XmlToken, void> {
  const open: string[] = [];
  let at = 0;
  while (at < xml.length) {
    const next = xml.indexOf('<', at);
    const textEnd = next < 0 ? xml.length : next;
    if (textEnd > at) yield { kind: 'text', text: decoded(newlines(xml.slice(at, textEnd))) };
    if (next < 0) break;
    const special = specialAt(xml, next);
    if (special) {
      const end = xml.indexOf(special.end, next);
      if (end < 0) throw new XmlFault('broken');
      if (special.isText) yield { kind: 'text', text: newlines(xml.slice(next + 9, end)) };
      at = end + special.end.length;
    } else {
      const end = tagEnd(xml, next + 1);
      yield* element(xml.slice(next + 1, end), open);
      at = end + 1;
    }
  }
  if (open.length > 0) throw new XmlFault('broken');
}

/** XML's own rule: a line break is one sign, however it is written. */
const newlines = (text: string) => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);

function* element(tag: string, open: string[]): Generator<XmlToken, void> {
  if (tag.startsWith('/')) {
    const name = localName(tag.slice(1).trimEnd());
    if (open.pop() !== name) throw new XmlFault('broken');
    yield { kind: 'close', name };
    return;
  }
  const isEmpty = tag.endsWith('/');
  const gap = tag.search(/[\s/]/);
  const name = localName(gap < 0 ? tag : tag.slice(0, gap));
  if (!name || open.length >= DEPTH_MAX) throw new XmlFault('broken');
  yield { kind: 'open', name, attributes: gap < 0 ? '' : tag.slice(gap, isEmpty ? -1 : undefined) };
  if (isEmpty) yield { kind: 'close', name };
  else open.push(name);
}
