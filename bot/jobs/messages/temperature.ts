import { answersOf } from '../../../lika/analysis/cells.ts';
import type { Answers } from '../../../lika/analysis/cells.ts';
import { chooseTemperature } from '../../../lika/discussion/choose.ts';
import { maySee, tally } from '../../../lika/discussion/votes.ts';
import { findIndicator, findOption, textIn } from '../../../lika/instrument/instrument.ts';
import type { Instrument, PlacedIndicator } from '../../../lika/instrument/instrument.ts';
import { stockholm } from '../../../lika/schedule/calendar.ts';
import { unitSubject } from '../../acts/subjects.ts';
import { swedishDay } from '../../clock.ts';
import { temperatureCard } from '../../conversation/cards/temperature.ts';
import type { Standing, TemperatureLine } from '../../conversation/cards/temperature.ts';
import type { Card } from '../../conversation/ports.ts';
import { answersOfAssessments, assessmentsOfUnit } from '../../store/assessments.ts';
import { confirmationById } from '../../store/confirmations.ts';
import { discussionsOfSeries, votesOf } from '../../store/discussions.ts';
import type { DiscussionRow } from '../../store/discussions.ts';
import { isMuted, markSaid, nudgeById, updateNudge } from '../../store/nudges.ts';
import type { NudgeRow } from '../../store/nudges.ts';
import type { Tx } from '../../store/store.ts';
import { unitById } from '../../store/units.ts';
import type { UnitRow } from '../../store/units.ts';
import type { ServiceLanguage } from '../../texts.ts';
import { post } from '../../talk/begin-discussion.ts';
import { unitLink } from '../../talk/links.ts';
import { placeKept } from '../../talk/places.ts';
import { everybodyMay } from '../../talk/rosters.ts';
import type { TalkDeps } from '../../talk/turn.ts';
import type { Composer } from '../sending.ts';
import { carded } from './message.ts';
import { channelPlace, dropped, patiently } from './compose.ts';
import { NudgePayload } from './follow-up.ts';

interface Check {
  readonly nudge: NudgeRow;
  readonly unit: UnitRow;
  readonly instrument: Instrument;
  /** What the unit had answered when the plan was confirmed, or has since. */
  readonly answers: Answers;
  readonly planOf: string;
  readonly chosen: readonly PlacedIndicator[];
}

/** Half a year after a plan: one thread, with three indicators to vote on again. */
export const composeTemperature = (deps: TalkDeps): Composer =>
  patiently(async (municipality, delivery) => {
    const { nudge: id } = NudgePayload.parse(delivery.payload);
    const read = await deps.store.inMunicipality(municipality, async (tx) => {
      const check = await checkOf(tx, deps, id);
      if (!check || check.chosen.length === 0) return null;
      if (await isMuted(tx, [`unit:${check.unit.id}`], 'temperature')) return null;
      const channel = await channelPlace(tx, deps, check.unit.id);
      return channel && { check, ...channel };
    });
    const isForAll =
      read !== null &&
      (await everybodyMay(deps, read.place, 'discussion.join', unitSubject(municipality, read.check.unit)));
    if (!read || !isForAll) {
      const cause = read ? 'not-for-all' : 'nothing-waits';
      await deps.store.inMunicipality(municipality, (tx) => updateNudge(tx, id, { state: 'dropped', cause }));
      return dropped(cause);
    }
    const { check, place, language } = read;
    const card = await deps.store.inMunicipality(municipality, (tx) => cardOf(tx, deps, check, language));
    return {
      send: { verb: 'channel', to: place, message: carded(card) },
      sent: async (tx, posted) => {
        const now = deps.clock.now();
        const { conversation } = posted;
        await markSaid(tx, id, posted, now);
        for (const indicator of check.chosen)
          await post(tx, {
            ...{ unit: check.unit, instrument: check.instrument, chosen: { indicator, reason: 'temperature' } },
            ...{ startedBy: null, series: id, now, place: { ...place, conversation }, language, unasked: false },
          });
      },
    };
  });

/** Its card as the three talks stand now. */
export async function renewedTemperature(deps: TalkDeps, municipality: string, series: string): ReturnType<Composer> {
  const made = await deps.store.inMunicipality(municipality, async (tx) => {
    const check = await checkOf(tx, deps, series);
    const { conversation, activity } = check?.nudge ?? {};
    const place = conversation ? await placeKept(tx, conversation) : null;
    const channel = check && (await channelPlace(tx, deps, check.unit.id));
    if (!check || !place || !activity) return null;
    return { place, activity, card: await cardOf(tx, deps, check, channel?.language ?? 'sv') };
  });
  if (!made) return dropped('discussion-over');
  return { send: { verb: 'update', to: made.place, activity: made.activity, message: carded(made.card) } };
}

async function checkOf(tx: Tx, deps: TalkDeps, id: string): Promise<Check | null> {
  const nudge = await nudgeById(tx, id);
  const unit = nudge?.unit_id ? await unitById(tx, nudge.unit_id) : null;
  const confirmed = nudge && (await confirmationById(tx, nudge.about));
  const instrument = unit?.instrument ? deps.instruments.latest(unit.instrument) : null;
  if (!nudge || !unit || !confirmed || !instrument) return null;
  const inForce = (await assessmentsOfUnit(tx, unit.id)).find(
    ({ state, instrument_version }) => state === 'published' && instrument_version === instrument.version,
  );
  const given = inForce ? ((await answersOfAssessments(tx, [inForce.id])).get(inForce.id) ?? []) : [];
  const answers = answersOf(given);
  return {
    ...{ nudge, unit, instrument, answers, planOf: swedishDay(new Date(confirmed.at)) },
    chosen: chooseTemperature(instrument, { answers, plan: confirmed.snapshot.actions }),
  };
}

async function cardOf(tx: Tx, deps: TalkDeps, check: Check, language: ServiceLanguage): Promise<Card> {
  const { nudge, unit, instrument, answers } = check;
  const talks = await discussionsOfSeries(tx, nudge.id);
  const shown =
    talks.length > 0 ? talks.flatMap(({ indicator }) => findIndicator(instrument, indicator) ?? []) : check.chosen;
  const lines: TemperatureLine[] = [];
  for (const { area, step, indicator } of shown) {
    const talk = talks.find((one) => one.indicator === indicator.id);
    lines.push({
      ...{ area: textIn(area.name, language), step, statement: textIn(indicator.statement, language) },
      before: standing(instrument, answers.get(indicator.id) ?? null, language),
      now: talk ? standing(instrument, await middleOf(tx, instrument, talk), language) : null,
    });
  }
  return temperatureCard(
    {
      ...{ unit: unit.name, planOf: check.planOf, today: stockholm(deps.clock.now()).day, lines, nudge: nudge.id },
      trendUrl: unitLink(deps.settings, { unit, path: '/analysis', channel: null }),
    },
    language,
  );
}

async function middleOf(tx: Tx, instrument: Instrument, talk: DiscussionRow): Promise<string | null> {
  if (talk.state !== 'revealed' && talk.state !== 'settled') return null;
  const votes = await votesOf(tx, talk.id, talk.round);
  return maySee(votes.length) ? tally(instrument, votes).middle : null;
}

function standing(instrument: Instrument, key: string | null, language: ServiceLanguage): Standing | null {
  const option = key === null ? undefined : findOption(instrument, key);
  if (!option) return null;
  const counted = instrument.scale.filter(({ value }) => value !== null);
  const level = option.value === null ? null : counted.indexOf(option);
  return { label: textIn(option.label, language), level, top: counted.length - 1 };
}
