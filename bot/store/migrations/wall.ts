/** SQL that puts tables behind the municipality wall: their rows are seen and written only by that municipality. */
export function behindTheWall(...tables: string[]): string {
  return tables
    .map(
      (table) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy wall on ${table}
  using (municipality_id = nullif(current_setting('lika.municipality', true), '')::uuid);`,
    )
    .join('\n');
}

/** SQL that lets rows be added to tables, and never changed or removed. */
export function fixedForGood(...tables: string[]): string {
  return tables
    .map(
      (table) =>
        `create trigger fixed before update or delete on ${table} for each row execute function fixed_for_good();`,
    )
    .join('\n');
}
