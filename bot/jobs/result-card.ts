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
import { resultCard } from '../conversation/cards/result.ts';
import { tabLink } from '../conversation/deep-link.ts';
import type { Message } from '../conversation/ports.ts';
import { findingSentence } from '../documents/finding-sentence.ts';
import type { Instruments } from '../instruments.ts';
import type { Settings } from '../settings.ts';
import { answersOfAssessments, assessmentById, assessmentsOfUnit } from '../store/assessments.ts';
import { serviceUrlFor } from '../store/conversations.ts';
import { keepPicture, newPictureId } from '../store/pictures.ts';
import type { DeliveryRow } from '../store/deliveries.ts';
import type { Store, Tx } from '../store/store.ts';
import { channelOfUnit, ownMunicipality, unitById } from '../store/units.ts';
import type { ChannelRow, UnitRow } from '../store/units.ts';
import { textsIn } from '../texts.ts';
import type { Composed } from './sending.ts';

export const ResultCardPayload = z.object({ assessment: z.guid() });

export interface ResultCardDeps {
  readonly store: Store;
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

/** The result of a published assessment for the unit's channel. The truth is asked again first. */
export async function composeResultCard(
  deps: ResultCardDeps,
  municipality: string,
  delivery: DeliveryRow,
): Promise<Composed> {
  const { assessment } = ResultCardPayload.parse(delivery.payload);
  const facts = await deps.store.inMunicipality(municipality, (tx) => read(tx, deps, assessment));
  if (typeof facts === 'string') return { drop: facts };
  const picture = newPictureId();
  await deps.store.inMunicipality(municipality, (tx) =>
    keepPicture(tx, { id: picture, unit: facts.unit.id, assessment, drawing: drawing(facts) }),
  );
  const { channel, serviceUrl } = facts;
  const to = { tenant: delivery.tenant ?? '', conversation: channel.channel, serviceUrl, anonymous: false };
  return { send: { verb: 'channel', to, message: messageOf(deps, facts, picture) } };
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
      { key: 'now', label: t('card.now'), values: spiderValues(instrument, 'areas', now) },
      ...(before
        ? [{ key: 'before', label: before.year, values: spiderValues(instrument, 'areas', before.analysis) }]
        : []),
    ],
    size: PICTURE_SIZE,
  });
}

function messageOf({ settings }: ResultCardDeps, facts: Facts, picture: string): Message {
  const { unit, instrument, channel, now } = facts;
  const t = textsIn(LANGUAGE);
  const steps = stepNumbers(instrument);
  const title = t('card.published', { unit: unit.name });
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
  const card = resultCard({
    title,
    finding: findingSentence(finding(instrument, facts.before ? compare(now, facts.before.analysis) : now), LANGUAGE),
    picture: { url: `${settings.publicUrl}/pictures/${picture}.png`, alt: pictureAlt(facts) },
    areaHeading: t('card.area'),
    stepHeadings: steps.map((step) => t('card.step', { step })),
    rows: instrument.areas.map((area) => ({
      area: textIn(area.name, LANGUAGE),
      scores: steps.map((step) => score(area.key, step)),
    })),
    steps: stepsReached(facts),
    open: { label: t('card.open'), url: link('/') },
    plan: { label: t('card.plan'), url: link('/plan') },
  });
  return { card, summary: title };
}

function pictureAlt({ instrument, now }: Facts): string {
  const figures = now.areas.map(({ area, score }) => {
    const name = instrument.areas.find(({ key }) => key === area)?.name ?? {};
    return `${textIn(name, LANGUAGE)} ${formatScore(score, LANGUAGE)}`;
  });
  return textsIn(LANGUAGE)('card.pictureAlt', { figures: figures.join(', ') });
}

function stepsReached({ now, rule }: Facts): string {
  const t = textsIn(LANGUAGE);
  const reached = now.steps.filter((step) => step.reached === true).map(({ step }) => step);
  const which =
    reached.length > 0
      ? t('card.reached', { count: reached.length, steps: reached.join(', ') })
      : t('card.noneReached');
  const how = rule.kind === 'mean' ? t('card.ruleMean', { percent: rule.percent }) : t('card.ruleAll');
  return `${which} ${how}`;
}
