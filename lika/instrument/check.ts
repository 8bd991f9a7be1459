/** What the shape alone doesn't say: order, unique names, known names, and enough to suggest for every answer. */
import type { AreaStructure, Frame } from './schema.ts';
import type { Source } from './sources.ts';

/** Every answer below the top has at least this many activities to suggest. */
export const ACTIVITIES_MIN = 2;

function checkUnique(
  values: readonly (string | number)[],
  name: (index: number) => (string | number)[],
  source: Source<unknown>,
): void {
  values.forEach((value, index) => {
    if (values.indexOf(value) < index) source.fault(name(index), `"${value}" stands here twice`);
  });
}

/** The answers for which something is to be suggested: counted and below the top. */
export function answersBelowTop(frame: Pick<Frame, 'scale'>): string[] {
  const counted = frame.scale.filter(({ value }) => value !== null);
  return counted.slice(0, -1).map(({ key }) => key);
}

/** The frame: nothing twice, a rising scale, steps in order, known operations, a version that doesn't replace itself. */
export function checkFrame(source: Source<Frame>): void {
  const { version, supersedes, languages, scale, steps, tags, operations, areas } = source.data;
  if (supersedes === version) source.fault(['supersedes'], `version ${version} cannot supersede itself`);
  checkUnique(languages, (i) => ['languages', i], source);
  checkUnique(
    scale.map(({ key }) => key),
    (i) => ['scale', i, 'key'],
    source,
  );
  checkUnique(tags, (i) => ['tags', i], source);
  checkUnique(operations, (i) => ['operations', i], source);
  checkUnique(
    areas.map(({ key }) => key),
    (i) => ['areas', i, 'key'],
    source,
  );
  let highest = -1;
  scale.forEach(({ value }, i) => {
    if (value === null) return;
    if (value <= highest) source.fault(['scale', i, 'value'], `must be higher than the answer before it, ${highest}`);
    highest = value;
  });
  if (answersBelowTop(source.data).length === 0) source.fault(['scale'], 'must have two answers with values');
  steps.forEach((step, i) => {
    if (step <= (steps[i - 1] ?? 0)) source.fault(['steps', i], 'the steps must be in ascending order');
  });
  areas.forEach(({ operation }, i) => {
    if (operation !== undefined && !operations.includes(operation)) {
      source.fault(['areas', i, 'operation'], `"${operation}" is not one of the operations`);
    }
  });
}

/**
 * An area's structure against its frame. `seen` holds the indicators met so far and where, so that an id is used once
 * in the whole instrument.
 */
export function checkArea(key: string, frame: Frame, source: Source<AreaStructure>, seen: Map<string, string>): void {
  const { area, steps } = source.data;
  if (area !== key) source.fault(['area'], `must be "${key}", as the file is named`);
  steps.forEach(({ step, indicators }, s) => {
    if (!frame.steps.includes(step)) source.fault(['steps', s, 'step'], `the instrument has no step ${step}`);
    if (step <= (steps[s - 1]?.step ?? 0)) source.fault(['steps', s, 'step'], 'the steps must be in ascending order');
    indicators.forEach((indicator, i) => {
      const path = ['steps', s, 'indicators', i];
      const before = seen.get(indicator.id);
      if (before === undefined) seen.set(indicator.id, source.at([...path, 'id']));
      else source.fault([...path, 'id'], `the id "${indicator.id}" is already used at ${before}`);
      checkIndicator(indicator, path, frame, source);
    });
  });
}

type IndicatorStructure = AreaStructure['steps'][number]['indicators'][number];

function checkIndicator(
  { id, tags, activities, goals }: IndicatorStructure,
  path: (string | number)[],
  frame: Frame,
  source: Source<AreaStructure>,
): void {
  checkUnique(goals, (g) => [...path, 'goals', g], source);
  checkUnique(tags, (t) => [...path, 'tags', t], source);
  tags.forEach((tag, t) => {
    if (!frame.tags.includes(tag)) source.fault([...path, 'tags', t], `"${tag}" is not one of the instrument's tags`);
  });
  const below = answersBelowTop(frame);
  for (const [activity, fits] of Object.entries(activities)) {
    const place = [...path, 'activities', activity];
    checkUnique(fits, (f) => [...place, f], source);
    fits.forEach((answer, f) => {
      if (below.includes(answer)) return;
      const known = frame.scale.some(({ key }) => key === answer);
      const why = known ? 'gets no suggestions: only answers below the top do' : 'is not on the scale';
      source.fault([...place, f], `the answer "${answer}" ${why}`);
    });
  }
  for (const answer of below) {
    const fitting = Object.values(activities).filter((fits) => fits.includes(answer)).length;
    if (fitting < ACTIVITIES_MIN) {
      const found = `${id} has ${fitting} ${fitting === 1 ? 'activity' : 'activities'} for the answer "${answer}"`;
      source.fault([...path, 'activities'], `${found}, at least ${ACTIVITIES_MIN} are needed`);
    }
  }
}
