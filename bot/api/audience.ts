import { answersOfAssessments } from '../store/assessments.ts';
import { holdersAround } from '../store/grants.ts';
import type { Held } from '../store/grants.ts';
import { channelOfUnit } from '../store/units.ts';
import type { FoundAssessment } from './find.ts';
import type { Call, Outcome } from './route.ts';

/** Who will see what, counted before anything is shared. Names are Microsoft 365's, asked for as the person. */
export async function audienceOf(call: Call, { assessment, unit }: FoundAssessment): Promise<Outcome> {
  const holders = await holdersAround(call.tx, unit.id, unit.area?.id ?? null);
  const channel = await channelOfUnit(call.tx, unit.id);
  const answers = (await answersOfAssessments(call.tx, [assessment.id])).get(assessment.id) ?? [];
  const municipality = persons(holders, ({ grant }) => ['municipal', 'area-chief'].includes(grant.role));
  const body = {
    assessment: assessment.id,
    state: assessment.state,
    team: { count: persons(holders, ({ grant }) => grant.scope.kind === 'unit').length },
    municipality: { count: municipality.length },
    viewers: { count: persons(holders, ({ grant }) => grant.role === 'viewer').length },
    comments: answers.filter(({ comment }) => comment !== null).length,
  };
  return {
    later: async () => {
      const { directory } = call.services;
      const [name, names] = await Promise.all([
        channel && directory.channelName(call.person, channel.team, channel.channel),
        directory.names(call.person, municipality),
      ]);
      const people = municipality.map((id) => ({ id, name: names.get(id) ?? null }));
      const named = { ...body.municipality, people };
      return { status: 200, body: { ...body, municipality: named, channel: channel && { ...channel, name } } };
    },
  };
}

function persons(holders: readonly Held[], which: (held: Held) => boolean): string[] {
  return [...new Set(holders.filter(which).map(({ person }) => person))];
}
