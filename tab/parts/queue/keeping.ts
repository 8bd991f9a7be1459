/** Where unsent answers lie: IndexedDB, shared by the windows of this browser; in memory where that is closed off. */
import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import type { Identity } from '../identity.ts';
import { keyOf } from './edit.ts';
import type { Edit, EditKey } from './edit.ts';

export interface Keeping {
  /** Whether what is kept outlives the page. */
  readonly isLasting: boolean;
  /** This person's edits, the one changed first in front. Never anyone else's. */
  all(who: Identity): Promise<Edit[]>;
  get(key: EditKey): Promise<Edit | undefined>;
  put(edit: Edit): Promise<void>;
  /** Reads and replaces in one go; `undefined` from `change` removes, the same object leaves it. */
  change(key: EditKey, change: (edit: Edit) => Edit | undefined): Promise<void>;
}

interface Schema extends DBSchema {
  edits: { key: [string, string, string, string]; value: Edit };
}

function byTime(a: Edit, b: Edit): number {
  return a.changed - b.changed;
}

function isOf(who: Identity): (edit: Edit) => boolean {
  return (edit) => edit.tenant === who.tenant && edit.person === who.person;
}

function inMemory(): Keeping {
  const edits = new Map<string, Edit>();
  return {
    isLasting: false,
    all: async (who) => [...edits.values()].filter(isOf(who)).sort(byTime),
    get: async (key) => edits.get(key.join(' ')),
    put: async (edit) => void edits.set(keyOf(edit).join(' '), edit),
    change: async (key, change) => {
      const name = key.join(' ');
      const edit = edits.get(name);
      const next = edit && change(edit);
      if (next) edits.set(name, next);
      else edits.delete(name);
    },
  };
}

function inDatabase(database: IDBPDatabase<Schema>): Keeping {
  const range = ({ tenant, person }: Identity) => IDBKeyRange.bound([tenant, person], [tenant, person, []]);
  return {
    isLasting: true,
    all: async (who) => (await database.getAll('edits', range(who))).sort(byTime),
    get: (key) => database.get('edits', [...key]),
    put: async (edit) => void (await database.put('edits', edit)),
    change: async (key, change) => {
      const transaction = database.transaction('edits', 'readwrite');
      const edit = await transaction.store.get([...key]);
      const next = edit && change(edit);
      if (edit && !next) await transaction.store.delete([...key]);
      if (next && next !== edit) await transaction.store.put(next);
      await transaction.done;
    },
  };
}

/** Opens the device's store; never fails. */
export async function openKeeping(): Promise<Keeping> {
  try {
    const database = await openDB<Schema>('lika', 1, {
      upgrade: (db) => {
        db.createObjectStore('edits', { keyPath: ['tenant', 'person', 'assessment', 'indicator'] });
      },
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    return inDatabase(database);
  } catch {
    return inMemory();
  }
}
