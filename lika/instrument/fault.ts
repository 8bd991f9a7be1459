/** A fault in an instrument's files, with the place where its author finds it. */

/** Where in a file's tree: keys and positions from the root. */
export type TreePath = readonly (string | number)[];

export interface Fault {
  readonly file: string;
  /** From 1; of the nearest thing that exists when the faulty one is missing. */
  readonly line: number;
  /** Such as `steps.0.indicators.2.goals`. */
  readonly path: string;
  readonly message: string;
}

/** A file as the parser read it. `faults` are its own: broken syntax, double keys. */
export interface ParsedFile {
  readonly value: unknown;
  readonly lineOf: (path: TreePath) => number;
  readonly faults: readonly { readonly line: number; readonly path: string; readonly message: string }[];
}

/** The port to a parser that knows positions, so that the domain itself reads no format. */
export type Parse = (text: string, path: string) => ParsedFile;

/** A file of an instrument; `path` is relative to the instrument's folder, with slashes. */
export interface InstrumentFile {
  readonly path: string;
  readonly text: string;
}

/** `file:line path message`, as the operator's tool prints it. */
export function faultLine({ file, line, path, message }: Fault): string {
  return `${file}:${line} ${path === '' ? '' : `${path} `}${message}`;
}
