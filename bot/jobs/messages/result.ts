import { z } from 'zod';
import { analyse, answersOf, cellOf } from '../../../lika/analysis/cells.ts';
import type { Analysis, StepRule } from '../../../lika/analysis/cells.ts';
import { compare, finding } from '../../../lika/analysis/compare.ts';
import { formatScore } from '../../../lika/analysis/fraction.ts';
import { spiderAxes, spiderValues } from '../../../lika/analysis/spider-axes.ts';
import { spider } from '../../../lika/analysis/spider.ts';
import { stepNumbers, textIn } from '../../../lika/instrument/instrument.ts';
import type { Instrument } from '../../../lika/instrument/instrument.ts';
import { swedishDay } from '../../clock.ts';
import { resultCard, resultChange } from '../../conversation/cards/result.ts';
import type { Message } from '../../conversation/ports.ts';
import { findingSentence } from '../../documents/finding-sentence.ts';
import { answersOfAssessments, assessmentById, assessmentsOfUnit } from '../../store/assessments.ts';
import { keepPicture, newPictureId } from '../../store/pictures.ts';
import type { Tx } from '../../store/store.ts';
import { ownMunicipality, unitById } from '../../store/units.ts';
import type { UnitRow } from '../../store/units.ts';
import { textsIn } from '../../texts.ts';
import type { ServiceLanguage } from '../../texts.ts';
import { choose } from '../../talk/begin-discussion.ts';
import { unitLink } from '../../talk/links.ts';
import type { TalkDeps } from '../../talk/turn.ts';
import type { Composer } from '../sending.ts';
import { carded, line } from './message.ts';
import type { Asked } from './message.ts';
import { channelPlace, dropped } from './compose.ts';

export const ResultPayload = z.object({ assessment: z.guid() });

const PICTURE_SIZE = { width: 420, height: 330 };

interface Facts {
  readonly assessment: string;
  readonly unit: UnitRow;
  readonly instrument: Instrument;
  readonly rule: StepRule;
  readonly now: Analysis;
  readonly before: { readonly analysis: Analysis; readonly year: string } | null;
  /** The indicator that a talk about it would begin with. */
  readonly discuss: string | null;
}

/** The result of a published assessment, in the unit's channel: the head has chosen to show it there. */
export const composeResult =
  (deps: TalkDeps): Composer =>
  async (municipality, delivery) => {
    const { assessment } = ResultPayload.parse(delivery.payload);
    const read = await deps.store.inMunicipality(municipality, async (tx) => {
      const facts = await factsOf(tx, deps, assessment);
      return facts && { facts, channel: await channelPlace(tx, deps, facts.unit.id) };
    });
    if (!read) return dropped('no-longer-published');
    if (!read.channel) return dropped('channel-not-linked');
    const { place, language } = read.channel;
    const message = await messageOf(deps, municipality, read.facts, {
      language,
      channel: place.conversation,
      asked: false,
    });
    return { send: { verb: 'channel', to: place, message } };
  };

/** "Resultat": the assessment in force, for those who asked. */
export async function resultOfUnit(
  deps: TalkDeps,
  municipality: string,
  { unit, language, place }: Asked & { readonly unit: UnitRow },
): Promise<Message> {
  const facts = await deps.store.inMunicipality(municipality, async (tx) => {
    const inForce = (await assessmentsOfUnit(tx, unit.id)).find(({ state }) => state === 'published');
    return inForce ? factsOf(tx, deps, inForce.id) : null;
  });
  if (!facts) return line('talk.noResult', language, { unit: unit.name });
  return messageOf(deps, municipality, facts, { language, channel: place.conversation, asked: true });
}

async function factsOf(tx: Tx, deps: TalkDeps, id: string): Promise<Facts | null> {
  const row = await assessmentById(tx, id);
  if (row?.state !== 'published' || !row.published_at) return null;
  const [unit, { rule }] = [await unitById(tx, row.unit_id), await ownMunicipality(tx)];
  const instrument = deps.instruments.get(row.instrument_id, row.instrument_version);
  if (!unit || !instrument) return null;
  const publishedAt = row.published_at;
  const earlier = (await assessmentsOfUnit(tx, unit.id)).find(
    ({ state, published_at, instrument_version }) =>
      state === 'superseded' &&
      instrument_version === row.instrument_version &&
      published_at !== null &&
      published_at < publishedAt,
  );
  const answers = await answersOfAssessments(tx, [id, ...(earlier ? [earlier.id] : [])]);
  const analysisOf = (of: string) => analyse(instrument, answersOf(answers.get(of) ?? []), rule);
  return {
    ...{ assessment: id, unit, instrument, rule, now: analysisOf(id) },
    before: earlier?.published_at
      ? { analysis: analysisOf(earlier.id), year: swedishDay(earlier.published_at).slice(0, 4) }
      : null,
    discuss: (await choose(tx, unit, instrument))?.indicator.indicator.id ?? null,
  };
}

/** Figures and areas' names only: the picture is fetched without a token. */
function drawing({ instrument, now, before }: Facts, language: ServiceLanguage) {
  const t = textsIn(language);
  return spider({
    axes: spiderAxes(instrument, 'areas', language, now),
    series: [
      { key: 'now', label: t('card.result.now'), values: spiderValues(instrument, 'areas', now) },
      ...(before
        ? [{ key: 'before', label: before.year, values: spiderValues(instrument, 'areas', before.analysis) }]
        : []),
    ],
    size: PICTURE_SIZE,
  });
}

async function messageOf(
  deps: TalkDeps,
  municipality: string,
  facts: Facts,
  {
    language,
    channel,
    asked,
  }: { readonly language: ServiceLanguage; readonly channel: string; readonly asked: boolean },
): Promise<Message> {
  const { unit, instrument, now, before, rule } = facts;
  const picture = newPictureId();
  await deps.store.inMunicipality(municipality, (tx) =>
    keepPicture(tx, {
      ...{ id: picture, unit: unit.id, assessment: facts.assessment },
      drawing: drawing(facts, language),
    }),
  );
  const steps = stepNumbers(instrument);
  const compared = before && compare(now, before.analysis);
  const link = (path: string) => unitLink(deps.settings, { unit, path, channel });
  const card = resultCard(
    {
      ...{ unit: unit.name, asked },
      finding: findingSentence(finding(instrument, compared ?? now), language),
      picture: { url: `${deps.settings.publicUrl}/pictures/${picture}.png`, alt: pictureAlt(facts, language) },
      earlier: before?.year ?? null,
      steps,
      rows: instrument.areas.map(({ key, name }) => ({
        area: textIn(name, language),
        scores: steps.map((step) => formatScore(cellOf(now, key, step)?.score ?? null, language)),
        change: resultChange(compared?.areas.find(({ area }) => area === key)?.change ?? null, language),
      })),
      reached: now.steps.filter((step) => step.reached === true).map(({ step }) => step),
      reachedAtMean: rule.kind === 'mean' ? rule.percent : null,
      discuss: facts.discuss,
      openUrl: link('/'),
      planUrl: link('/plan'),
    },
    language,
  );
  return carded(card);
}

function pictureAlt({ instrument, now }: Facts, language: ServiceLanguage): string {
  const figures = now.areas.map(({ area, score }) => {
    const name = instrument.areas.find(({ key }) => key === area)?.name ?? {};
    return `${textIn(name, language)} ${formatScore(score, language)}`;
  });
  return textsIn(language)('card.result.pictureAlt', { figures: figures.join(', ') });
}
