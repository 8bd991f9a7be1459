/** The files of one instrument while they are read: each is parsed once, and every fault is kept with its place. */
import type { z } from 'zod';
import type { Fault, InstrumentFile, Parse, ParsedFile, TreePath } from './fault.ts';

/** A file that has the right shape. */
export interface Source<T> {
  readonly data: T;
  /** Notes a fault at a place in this file. */
  readonly fault: (path: TreePath, message: string) => void;
  /** `file:line` of a place, for telling about it elsewhere. */
  readonly at: (path: TreePath) => string;
}

export class Sources {
  private readonly files: ReadonlyMap<string, string>;
  private readonly asked = new Set<string>();
  private readonly found: Fault[] = [];

  constructor(
    files: readonly InstrumentFile[],
    private readonly parse: Parse,
  ) {
    this.files = new Map(files.map(({ path, text }) => [path, text]));
  }

  /** The file, checked; or null after its faults have been noted. */
  take<T>(file: string, schema: z.ZodType<T>): Source<T> | null {
    this.asked.add(file);
    const text = this.files.get(file);
    if (text === undefined) {
      this.note(file, 1, '', 'the file is missing');
      return null;
    }
    const parsed = this.parse(text, file);
    for (const { line, path, message } of parsed.faults) this.note(file, line, path, message);
    if (parsed.faults.length > 0) return null;
    const checked = schema.safeParse(parsed.value, {
      error: (issue) => (issue.code === 'invalid_type' && issue.input === undefined ? 'is missing' : undefined),
    });
    const fault = (path: TreePath, message: string): void => {
      this.note(file, parsed.lineOf(path), path.join('.'), message);
    };
    if (!checked.success) {
      checked.error.issues.forEach((issue) => noteIssue(issue, parsed, fault));
      return null;
    }
    return { data: checked.data, fault, at: (path) => `${file}:${parsed.lineOf(path)}` };
  }

  /** A file that belongs to the instrument although it isn't read this time. */
  expect(file: string): void {
    this.asked.add(file);
  }

  /** All faults, in the order of files as asked for and lines. Files that nobody asked for are faults too. */
  faults(): Fault[] {
    const left = [...this.files.keys()].filter((file) => !this.asked.has(file));
    const unknown = left.map((file) => ({ file, line: 1, path: '', message: 'the instrument has no such file' }));
    const order = [...this.asked, ...left];
    return [...this.found, ...unknown].sort((a, b) => order.indexOf(a.file) - order.indexOf(b.file) || a.line - b.line);
  }

  private note(file: string, line: number, path: string, message: string): void {
    this.found.push({ file, line, path, message });
  }
}

function noteIssue(issue: z.core.$ZodIssue, { value }: ParsedFile, fault: Source<unknown>['fault']): void {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (issue.code === 'unrecognized_keys') {
    issue.keys.forEach((key) => fault([...path, key], 'is unknown here'));
  } else if (issue.code === 'invalid_key' || issue.code === 'invalid_element') {
    issue.issues.forEach((inner) => fault(path, inner.message));
  } else {
    fault(path, value === null || value === undefined ? 'the file is empty' : issue.message);
  }
}
