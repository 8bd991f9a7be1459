/** What a document made of zipped XML holds, for tests that look at it as Word's and PowerPoint's own checkers do. */
import { unzipped, zipEntries } from '../../bot/documents/zip.ts';

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Elements and texts. */
  readonly children: readonly (Element | string)[];
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));|&/gi, (whole, number?: string, hex?: string, name?: string) => {
    if (number ?? hex) return String.fromCodePoint(number ? Number(number) : parseInt(hex ?? '', 16));
    const sign = ENTITIES[name ?? ''];
    if (sign === undefined) throw new Error(`"${whole}" is not XML`);
    return sign;
  });
}

/** The root of an XML text. Throws for what isn't well-formed, or holds signs that XML forbids. */
export function readXml(xml: string): Element {
  if (/(?![\t\n\r])[\p{Cc}\p{Cs}]|[\uFFFE\uFFFF]/u.test(xml)) throw new Error('there are signs that XML forbids');
  const stack: { name: string; attributes: Record<string, string>; children: (Element | string)[] }[] = [
    { name: '', attributes: {}, children: [] },
  ];
  for (const [whole, close, open, inside, empty] of xml.matchAll(
    /<\?[^>]*\?>|<\/([\w:]+)\s*>|<([\w:]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+|</g,
  )) {
    const top = stack.at(-1);
    if (!top || whole === '<') throw new Error(`not well-formed: ${xml.slice(0, 80)}`);
    if (close !== undefined) {
      if (top.name !== close) throw new Error(`</${close}> closes <${top.name}>`);
      stack.pop();
    } else if (open !== undefined) {
      const found = [...(inside ?? '').matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)];
      const pairs = found.map(([, name = '', double, single]) => [name, decoded(double ?? single ?? '')] as const);
      if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new Error(`<${open}> says something twice`);
      const element = { name: open, attributes: Object.fromEntries(pairs), children: [] };
      top.children.push(element);
      if (empty === '') stack.push(element);
    } else if (!whole.startsWith('<?')) top.children.push(decoded(whole));
  }
  const [root, ...more] = (stack[0]?.children ?? []).filter((child) => typeof child !== 'string');
  if (stack.length !== 1 || !root || more.length > 0) throw new Error('there is not one root');
  return root;
}

/** The files of a document, by their paths. */
export async function filesOf(file: Buffer): Promise<Map<string, Buffer>> {
  const entries = zipEntries(file, 1000);
  const read = entries.map(async (entry) => [entry.name, await unzipped(file, entry, 10_000_000)] as const);
  return new Map(await Promise.all(read));
}

/** The XML parts of a document, by their paths. */
export async function partsOf(file: Buffer): Promise<Map<string, Element>> {
  const parts = [...(await filesOf(file))].filter(([name]) => /\.(xml|rels)$/.test(name));
  return new Map(parts.map(([name, content]) => [name, readXml(content.toString('utf8'))]));
}

/** The part, which has to be there. */
export function part(parts: ReadonlyMap<string, Element>, path: string): Element {
  const found = parts.get(path);
  if (!found) throw new Error(`there is no ${path}`);
  return found;
}

const elements = (of: Element): Element[] => of.children.filter((child) => typeof child !== 'string');

/** Every element of this name within, in the document's order. */
export function all(of: Element, name: string): Element[] {
  return elements(of).flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

/** The elements of this name directly within. */
export const within = (of: Element, name: string): Element[] => elements(of).filter((child) => child.name === name);

/** The first attribute value that the first such element has, or null. */
export const valueOf = (of: Element, name: string, attribute = 'w:val'): string | null =>
  all(of, name)[0]?.attributes[attribute] ?? null;

/** All that is written within. */
export const textOf = (of: Element): string =>
  of.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
