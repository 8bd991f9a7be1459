import type { ColumnType, Generated } from 'kysely';
import type { Before, Outcome, Undoing } from '../imports/kept.ts';
import type { Reading } from '../imports/reading.ts';

/** The tables about files that are brought in, as kysely sees them. */

/** Written as JSON text, read as the value. */
type Json<T> = ColumnType<T, string, string>;

export interface ImportTables {
  brought_file: {
    municipality_id: string;
    id: string;
    unit_id: string;
    by_person: string;
    at: Date;
    name: string;
    /** Null once it is taken. */
    bytes: Buffer | null;
    /** How it is to be understood, where somebody has said otherwise than LIKA guesses. */
    reading: ColumnType<Reading, string | undefined, string>;
    /** One more each time that it is to be understood otherwise. */
    version: Generated<number>;
    state: Generated<'previewed' | 'taken' | 'undone'>;
    taken_at: Date | null;
    taken_by: string | null;
    outcome: Json<Outcome> | null;
    /** What it takes to undo; null when it is too late. */
    before: Json<Before> | null;
    undone_at: Date | null;
    undone_by: string | null;
    undoing: Json<Undoing> | null;
  };
}
