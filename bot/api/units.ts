import { z } from 'zod';
import { channelOfUnit } from '../store/units.ts';
import { findUnit } from './find.ts';
import { route } from './route.ts';
import { Id } from './schemas/common.ts';
import { People, Unit } from './schemas/units.ts';
import { unitView } from './views.ts';

export const UnitParams = z.object({ unit: Id });
const SHOWN_AT_MOST = 100;

export const unitRoutes = [
  route({
    method: 'get',
    path: '/units/{unit}',
    summary: 'A unit, the rule in force and what I may do there',
    permission: 'unit.read',
    params: UnitParams,
    answers: { 200: Unit },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { found }) => ({ status: 200, body: await unitView(call, found.unit) }),
  }),
  route({
    method: 'get',
    path: '/units/{unit}/people',
    summary: 'The people of the unit’s team, by name',
    permission: 'people.read',
    params: UnitParams,
    query: z.object({ search: z.string().max(100).default('') }),
    answers: { 200: People },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { found, query }) => {
      const channel = await channelOfUnit(call.tx, found.unit.id);
      return {
        later: async () => {
          if (!channel) return { status: 200, body: { people: [], source: 'known', needs: null } };
          const { people, source, needs } = await call.services.directory.people(call.person, channel.team);
          const shown = matching(people, query.search).slice(0, SHOWN_AT_MOST);
          return { status: 200, body: { people: shown, source, needs } };
        },
      };
    },
  }),
];

/** Those in whose name each searched word begins a word. */
function matching<T extends { readonly name: string }>(people: readonly T[], search: string): T[] {
  const wanted = search
    .toLocaleLowerCase('sv')
    .split(/\s+/)
    .filter((word) => word !== '');
  return people.filter(({ name }) => {
    const words = name.toLocaleLowerCase('sv').split(/[\s-]+/);
    return wanted.every((start) => words.some((word) => word.startsWith(start)));
  });
}
