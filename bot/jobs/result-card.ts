import { z } from 'zod';
import { analyse, answersOf, cellOf } from '../../lika/analysis/cells.ts';
import type { Analysis, StepRule } from '../../lika/analysis/cells.ts';
import { compare, finding } from '../../lika/analysis/compare.ts';
import { formatScore } from '../../lika/analysis/fraction.ts';
import { spiderAxes, spiderValues } from '../../lika/analysis/spider-axes.ts';
import { spider } from '../../lika/analysis/spider.ts';
import { stepNumbers, textIn } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { swedishDay } from '../clock.ts';
import { resultCard, resultChange, resultTitle } from '../conversation/cards/result.ts';
import type { ResultView } from '../conversation/cards/result.ts';
import { tabLink } from '../conversation/deep-link.ts';
import { SendFault } from '../conversation/ports.ts';
import type { ChannelPost, Conversation } from '../conversation/ports.ts';
import { findingSentence } from '../documents/finding-sentence.ts';
import type { Instruments } from '../instruments.ts';
import type { Settings } from '../settings.ts';
import { answersOfAssessments, assessmentById, assessmentsOfUnit } from '../store/assessments.ts';
import { serviceUrlFor } from '../store/conversations.ts';
import { keepPicture, newPictureId } from '../store/pictures.ts';
import type { Tx } from '../store/store.ts';
import { channelOfUnit, ownMunicipality, unitById } from '../store/units.ts';
import type { ChannelRow, UnitRow } from '../store/units.ts';
import { textsIn } from '../texts.ts';
import { backoff } from './run-delivery.ts';
import type { Attempt, JobDeps, Tried } from './run-delivery.ts';

export const ResultCardPayload = z.object({ assessment: z.guid(), tenant: z.guid() });

export interface ResultCardDeps extends JobDeps {
  readonly conversation: Conversation;
  readonly instruments: Instruments;
  readonly settings: Settings;
}

/** A channel's language is the team's, not the reader's: Swedish until a team can choose. */
const LANGUAGE = 'sv';
const PICTURE_SIZE = { width: 420, height: 330 };

interface Facts {
  readonly unit: UnitRow;
  readonly instrument: Instrument;
  readonly channel: ChannelRow;
  readonly rule: StepRule;
  readonly now: Analysis;
  readonly before: { readonly analysis: Analysis; readonly year: string } | null;
  readonly publishedOn: string;
  readonly serviceUrl: string;
}

/** Posts the result of a published assessment in the unit's channel. The truth is asked again first. */
export async function postResultCard(deps: ResultCardDeps, { municipality, delivery, again }: Attempt): Promise<Tried> {
  // The run before may have posted and been killed before it could say so: a second card is worse than a missing one.
  if (again) return { stage: 'maybe-sent', cause: 'unclear' };
  const { assessment, tenant } = ResultCardPayload.parse(delivery.payload);
  const facts = await deps.store.inMunicipality(municipality, (tx) => read(tx, deps, assessment));
  if (typeof facts === 'string') return { stage: 'dropped', cause: facts };
  const picture = newPictureId();
  await deps.store.inMunicipality(municipality, (tx) =>
    keepPicture(tx, { id: picture, unit: facts.unit.id, assessment, drawing: drawing(facts) }),
  );
  try {
    const posted = await deps.conversation.postToChannel(post(deps, facts, tenant, picture));
    return { stage: 'sent', result: posted };
  } catch (error) {
    if (!(error instanceof SendFault)) throw error;
    deps.log.warn({ err: error, delivery: delivery.id }, 'a card did not go out');
    return afterFault(error, delivery.attempts);
  }
}

async function read(tx: Tx, deps: ResultCardDeps, id: string): Promise<Facts | string> {
  const assessment = await assessmentById(tx, id);
  if (!assessment || assessment.state !== 'published' || !assessment.published_at) return 'no-longer-published';
  const [unit, channel, { rule }] = await Promise.all([
    unitById(tx, assessment.unit_id),
    channelOfUnit(tx, assessment.unit_id),
    ownMunicipality(tx),
  ]);
  const instrument = deps.instruments.get(assessment.instrument_id, assessment.instrument_version);
  if (!channel) return 'channel-not-linked';
  if (!unit || !instrument) return 'no-longer-published';
  const publishedAt = assessment.published_at;
  const earlier = (await assessmentsOfUnit(tx, unit.id)).find(
    ({ state, published_at }) => state === 'superseded' && published_at !== null && published_at < publishedAt,
  );
  const answers = await answersOfAssessments(tx, [id, ...(earlier ? [earlier.id] : [])]);
  const analysisOf = (of: string) => analyse(instrument, answersOf(answers.get(of) ?? []), rule);
  return {
    unit,
    instrument,
    channel,
    rule,
    now: analysisOf(id),
    before: earlier?.published_at
      ? { analysis: analysisOf(earlier.id), year: swedishDay(earlier.published_at).slice(0, 4) }
      : null,
    publishedOn: swedishDay(publishedAt),
    serviceUrl: (await serviceUrlFor(tx, channel.team)) ?? deps.settings.botServiceUrl,
  };
}

/** Figures and areas' names only: the picture is fetched without a token. */
function drawing({ instrument, now, before }: Facts) {
  const t = textsIn(LANGUAGE);
  return spider({
    axes: spiderAxes(instrument, 'areas', LANGUAGE, now),
    series: [
      { key: 'now', label: t('card.result.now'), values: spiderValues(instrument, 'areas', now) },
      ...(before
        ? [{ key: 'before', label: before.year, values: spiderValues(instrument, 'areas', before.analysis) }]
        : []),
    ],
    size: PICTURE_SIZE,
  });
}

function post({ settings }: ResultCardDeps, facts: Facts, tenant: string, picture: string): ChannelPost {
  const { unit, instrument, channel, now } = facts;
  const steps = stepNumbers(instrument);
  const changes = facts.before ? compare(now, facts.before.analysis) : null;
  const link = (path: string) =>
    tabLink({
      appId: settings.teamsAppId,
      unit: unit.id,
      channel: channel.channel,
      path: `${path}?unit=${unit.id}`,
      label: unit.name,
      webUrl: `${settings.publicUrl}/tab${path}?unit=${unit.id}`,
    });
  const score = (area: string, step: number) => formatScore(cellOf(now, area, step)?.score ?? null, LANGUAGE);
  const view: ResultView = {
    unit: unit.name,
    finding: findingSentence(finding(instrument, changes ?? now), LANGUAGE),
    picture: { url: `${settings.publicUrl}/pictures/${picture}.png`, alt: pictureAlt(facts) },
    earlier: facts.before?.year ?? null,
    steps,
    rows: instrument.areas.map((area) => ({
      area: textIn(area.name, LANGUAGE),
      scores: steps.map((step) => score(area.key, step)),
      change: resultChange(changes?.areas.find((other) => other.area === area.key)?.change ?? null, LANGUAGE),
    })),
    reached: now.steps.filter((step) => step.reached === true).map(({ step }) => step),
    reachedAtMean: facts.rule.kind === 'mean' ? facts.rule.percent : null,
    // Set when the bot can hold the talk.
    discuss: null,
    openUrl: link('/'),
    planUrl: link('/plan'),
  };
  const card = resultCard(view, LANGUAGE);
  const summary = resultTitle(unit.name, LANGUAGE);
  return { tenant, team: channel.team, channel: channel.channel, serviceUrl: facts.serviceUrl, card, summary };
}

function pictureAlt({ instrument, now }: Facts): string {
  const figures = now.areas.map(({ area, score }) => {
    const name = instrument.areas.find(({ key }) => key === area)?.name ?? {};
    return `${textIn(name, LANGUAGE)} ${formatScore(score, LANGUAGE)}`;
  });
  return textsIn(LANGUAGE)('card.result.pictureAlt', { figures: figures.join(', ') });
}

function afterFault(fault: SendFault, attempts: number): Tried {
  switch (fault.reason) {
    case 'too-busy':
      return { later: fault.retryAfterSeconds ?? backoff(attempts), cause: 'too-busy' };
    case 'unreachable':
      return { later: backoff(attempts), cause: 'unreachable' };
    case 'unclear':
      return { stage: 'maybe-sent', cause: 'unclear' };
    case 'gone':
      return { stage: 'failed', cause: 'bot-not-installed' };
    case 'refused':
      return { stage: 'failed', cause: 'refused' };
  }
}
