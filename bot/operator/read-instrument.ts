/** Instruments on disk: YAML with positions, so that a fault names file, line and path. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, Node, YAMLError } from 'yaml';
import { readInstrument } from '../../lika/instrument/read.ts';
import type { Fault, InstrumentFile, ParsedFile, ReadResult, TreePath } from '../../lika/instrument/read.ts';
import { readInstrumentVersions } from '../../lika/instrument/versions.ts';
import type { VersionsResult } from '../../lika/instrument/versions.ts';

/** Reads YAML (and so JSON) with lines. Broken syntax and double keys are the file's own faults. */
export function parseYaml(text: string): ParsedFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const faults = document.errors.map((error) => ({
    line: lines.linePos(error.pos[0]).line,
    ...described(document, error),
  }));
  return {
    value: faults.length > 0 ? undefined : (document.toJS({ maxAliasCount: 0 }) as unknown),
    lineOf: (path) => lineOf(document, lines, path),
    faults,
  };
}

function described(document: Document, error: YAMLError): { path: string; message: string } {
  const path = pathAt(document, error.pos[0]);
  if (error.code === 'DUPLICATE_KEY') return { path, message: 'the key stands here twice' };
  return { path, message: error.message };
}

/** The path of the key that begins at the offset, or of nothing. */
function pathAt(document: Document, offset: number): string {
  let found = '';
  visit(document, {
    Pair(_, pair, ancestors) {
      if (!isScalar(pair.key) || pair.key.range?.[0] !== offset) return undefined;
      found = [...keysOf(ancestors), String(pair.key.value)].join('.');
      return visit.BREAK;
    },
  });
  return found;
}

/** Keys and positions on the way down through the ancestors. */
function keysOf(ancestors: readonly unknown[]): string[] {
  return ancestors.flatMap((node, depth) => {
    const below = ancestors[depth + 1];
    if (isSeq(node) && below !== undefined) return [String(node.items.indexOf(below))];
    return typeof node === 'object' && node !== null && 'key' in node && isScalar(node.key)
      ? [String(node.key.value)]
      : [];
  });
}

/** The line of the deepest thing that exists along the path: of its key in a map, of the item in a list. */
function lineOf(document: Document, lines: LineCounter, path: TreePath): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (!pair) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof part === 'number' && part < node.items.length) {
      node = node.items[part];
      offset = startOf(node) ?? offset;
    } else {
      break;
    }
  }
  return Math.max(1, lines.linePos(offset).line);
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** The YAML files under a folder, with paths relative to it and slashes; sorted, so that faults come in one order. */
async function filesIn(folder: string): Promise<InstrumentFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((e) => e.isFile() && /\.ya?ml$/.test(e.name)).map((e) => join(e.parentPath, e.name));
  return Promise.all(
    paths.sort().map(async (path) => ({
      path: relative(folder, path).split(sep).join('/'),
      text: await readFile(path, 'utf8'),
    })),
  );
}

/** Folders at or under this one that hold an `instrument.yaml` of their own; a language's folder is part of its instrument. */
export async function instrumentFolders(folder: string): Promise<string[]> {
  if (!(await isFolder(folder))) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  if (entries.some((e) => e.isFile() && e.name === 'instrument.yaml')) return [folder];
  const below = entries.filter((e) => e.isDirectory()).map((e) => e.name);
  const found = await Promise.all(below.sort().map((name) => instrumentFolders(join(folder, name))));
  return found.flat();
}

/** The instrument in a folder. Faults name files by their whole path. */
export async function readInstrumentFolder(folder: string): Promise<ReadResult> {
  const read = readInstrument(await filesIn(folder), parseYaml);
  if (read.ok) return read;
  const named: Fault[] = read.faults.map((fault) => ({ ...fault, file: join(folder, fault.file) }));
  return { ok: false, faults: named };
}

/** All instruments under a folder, also held against each other's versions. */
export async function readInstruments(root: string): Promise<VersionsResult> {
  const folders = await instrumentFolders(root);
  const read = folders.map(async (folder) => ({ folder: folder.split(sep).join('/'), files: await filesIn(folder) }));
  return readInstrumentVersions(await Promise.all(read), parseYaml);
}
