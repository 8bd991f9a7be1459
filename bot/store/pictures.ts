import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tx } from './store.ts';
import type { Tables } from './tables.ts';

/** Charts for cards, found by an unguessable id alone; figures and axis names, never a person's or a school's. */
export interface PictureRow {
  readonly drawing: unknown;
  readonly withdrawn: boolean;
}

/** 256 random bits as hex. */
export const newPictureId = (): string => randomBytes(32).toString('hex');

export async function keepPicture(
  tx: Tx,
  picture: { id: string; unit: string; assessment: string; drawing: unknown },
): Promise<void> {
  await tx.db
    .insertInto('picture')
    .values({
      id: picture.id,
      municipality_id: tx.municipality,
      unit_id: picture.unit,
      assessment_id: picture.assessment,
      drawing: JSON.stringify(picture.drawing),
      withdrawn_at: null,
    })
    .execute();
}

export async function pictureOf(db: Kysely<Tables>, id: string): Promise<PictureRow | null> {
  const row = await db
    .selectFrom('picture')
    .select(['drawing', 'withdrawn_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { drawing: row.drawing, withdrawn: row.withdrawn_at !== null } : null;
}

/** Called in the transaction that withdraws the assessment. */
export async function withdrawPictures(tx: Tx, assessment: string, now: Date): Promise<void> {
  await tx.db
    .updateTable('picture')
    .set({ withdrawn_at: now })
    .where('municipality_id', '=', tx.municipality)
    .where('assessment_id', '=', assessment)
    .where('withdrawn_at', 'is', null)
    .execute();
}
