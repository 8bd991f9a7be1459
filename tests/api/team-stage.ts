import pg from 'pg';
import type { World } from '../support/world.ts';

export const SJOSKOLANS_TEAM = '6df3095c-462e-44ee-8be1-2ac9aa00d3d7';
export const GRANSKOLAN = '7a02b74e-c71d-4bce-875f-3a4cca7d5380';
export const KVARNSKOLAN = 'a2a0db67-713c-47f7-8f5e-549728fb0de8';
export const GRANSKOLANS_TEAM = 'b8d35939-fd1b-4af0-8783-ad43f76c330a';
/** Of another organisation, in Granskolan's team. */
export const GUEST = 'handledare-granskolan#EXT#';
/** Granskolan's channels with members of their own. */
export const PRIVATE_CHANNEL = '19:b41f6a8d2c7e4f0396a5d8e1c3b70f24@thread.tacv2';
export const SHARED_CHANNEL = '19:e96c0d3b7f1a4b58a2c4f6d8901e3b57@thread.tacv2';

/** Asks the world's database, past the wall. */
export async function query(world: World, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: world.database.superUrl });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(text, values);
  await client.end();
  return rows;
}

/** Takes people's own role rows away, so that only a team can give them anything. */
export async function takeRows(world: World, people: readonly string[]): Promise<void> {
  await query(world, 'delete from role_grant where person = any ($1)', [people.map((key) => world.person(key).id)]);
}
