import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from './hashes.ts';

/** The bytes of files and of uploads on their way, one file each on the disk, named by what they hold. */
export class Contents {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = join(folder, 'files');
  }

  /** Keeps bytes. @returns their name. */
  put(bytes: Uint8Array): string {
    const name = sha256(bytes);
    const path = join(this.#folder, name);
    if (!existsSync(path)) {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(path, bytes, { mode: 0o600 });
    }
    return name;
  }

  get(name: string): Buffer {
    return readFileSync(join(this.#folder, name));
  }

  /** Forgets all but these. */
  keepOnly(names: ReadonlySet<string>): void {
    if (!existsSync(this.#folder)) return;
    for (const name of readdirSync(this.#folder)) if (!names.has(name)) rmSync(join(this.#folder, name));
  }

  clear(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
