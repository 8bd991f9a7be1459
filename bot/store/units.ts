import { sql } from 'kysely';
import type { StepRule } from '../../lika/analysis/cells.ts';
import type { Tx } from './store.ts';

export interface UnitRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly grades: string | null;
  readonly area: { readonly id: string; readonly name: string } | null;
  readonly instrument: string | null;
}

function unitQuery(tx: Tx) {
  return tx.db
    .selectFrom('unit')
    .leftJoin('area', (join) =>
      join.onRef('area.municipality_id', '=', 'unit.municipality_id').onRef('area.id', '=', 'unit.area_id'),
    )
    .select([
      'unit.id',
      'unit.name',
      'unit.kind',
      'unit.grades',
      'unit.instrument_id',
      'unit.area_id',
      'area.name as area_name',
    ])
    .where('unit.municipality_id', '=', tx.municipality);
}

type Read = Awaited<ReturnType<ReturnType<typeof unitQuery>['execute']>>[number];

const asUnit = (row: Read): UnitRow => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  grades: row.grades,
  area: row.area_id === null ? null : { id: row.area_id, name: row.area_name ?? '' },
  instrument: row.instrument_id,
});

export async function unitById(tx: Tx, id: string): Promise<UnitRow | null> {
  const row = await unitQuery(tx).where('unit.id', '=', id).executeTakeFirst();
  return row ? asUnit(row) : null;
}

/** All units of the municipality by name, in Swedish order. */
export async function allUnits(tx: Tx): Promise<UnitRow[]> {
  const rows = await unitQuery(tx).execute();
  return rows.map(asUnit).sort((a, b) => a.name.localeCompare(b.name, 'sv'));
}

export interface MunicipalityRow {
  readonly name: string;
  readonly rule: StepRule;
}

export async function ownMunicipality(tx: Tx): Promise<MunicipalityRow> {
  return tx.db
    .selectFrom('municipality')
    .select(['name', 'rule'])
    .where('municipality_id', '=', tx.municipality)
    .executeTakeFirstOrThrow();
}

export interface ChannelRow {
  readonly team: string;
  readonly channel: string;
}

/** The channel that was linked to the unit last, or null. */
export async function channelOfUnit(tx: Tx, unit: string): Promise<ChannelRow | null> {
  const row = await tx.db
    .selectFrom('channel_link')
    .select(['team', 'channel'])
    .where('municipality_id', '=', tx.municipality)
    .where('unit_id', '=', unit)
    .orderBy('linked_at', 'desc')
    .executeTakeFirst();
  return row ?? null;
}

export async function unitOfChannel(tx: Tx, { team, channel }: ChannelRow): Promise<string | null> {
  const row = await tx.db
    .selectFrom('channel_link')
    .select('unit_id')
    .where('municipality_id', '=', tx.municipality)
    .where('team', '=', team)
    .where('channel', '=', channel)
    .executeTakeFirst();
  return row?.unit_id ?? null;
}

/** The unit that a team's channels were last linked to, or null. */
export async function unitOfTeam(tx: Tx, team: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('channel_link')
    .select('unit_id')
    .where('municipality_id', '=', tx.municipality)
    .where('team', '=', team)
    .orderBy('linked_at', 'desc')
    .executeTakeFirst();
  return row?.unit_id ?? null;
}

/** Points the channel at the unit, whichever it pointed at before. */
export async function linkChannel(tx: Tx, link: ChannelRow & { unit: string; by: string; at: Date }): Promise<void> {
  const values = { unit_id: link.unit, linked_by: link.by, linked_at: link.at };
  await tx.db
    .insertInto('channel_link')
    .values({ municipality_id: tx.municipality, team: link.team, channel: link.channel, ...values })
    .onConflict((conflict) => conflict.columns(['municipality_id', 'team', 'channel']).doUpdateSet(values))
    .execute();
}

export interface UnitGlance {
  readonly unit: string;
  readonly published: Date | null;
  readonly openActions: number;
}

/** For each unit: the day of the assessment in force, and how many actions are open. */
export async function glances(tx: Tx, units: readonly string[]): Promise<Map<string, UnitGlance>> {
  if (units.length === 0) return new Map();
  const { rows } = await sql<{ unit: string; published: Date | null; open: number }>`
    select u.id as unit,
      (select a.published_at from assessment a
        where a.municipality_id = u.municipality_id and a.unit_id = u.id and a.state = 'published') as published,
      (select count(*)::int from action x join plan p on p.municipality_id = x.municipality_id and p.id = x.plan_id
        where p.municipality_id = u.municipality_id and p.unit_id = u.id and x.state in ('proposed', 'decided', 'ongoing')) as open
    from unit u where u.municipality_id = ${tx.municipality} and u.id in (${sql.join(units)})`.execute(tx.db);
  return new Map(rows.map(({ unit, published, open }) => [unit, { unit, published, openActions: open }]));
}
