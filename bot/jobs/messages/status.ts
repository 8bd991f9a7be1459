import { may } from '../../../lika/access/access.ts';
import { analyse, answersOf } from '../../../lika/analysis/cells.ts';
import { compare, finding } from '../../../lika/analysis/compare.ts';
import { formatScore } from '../../../lika/analysis/fraction.ts';
import { completeness } from '../../../lika/assessment/completeness.ts';
import { textIn } from '../../../lika/instrument/instrument.ts';
import { isOpenAction } from '../../../lika/plan/decide.ts';
import type { Action } from '../../../lika/plan/plan.ts';
import { stockholm } from '../../../lika/schedule/calendar.ts';
import { assessmentSubject, unitSubject } from '../../acts/subjects.ts';
import { swedishDay } from '../../clock.ts';
import { statusCard } from '../../conversation/cards/answers.ts';
import type { StatusView } from '../../conversation/cards/answers.ts';
import type { Message } from '../../conversation/ports.ts';
import { findingSentence } from '../../documents/finding-sentence.ts';
import { answersOfAssessments, assessmentsOfUnit } from '../../store/assessments.ts';
import type { AssessmentRow } from '../../store/assessments.ts';
import { actionsOfPlan, planOfUnit } from '../../store/plans.ts';
import type { Tx } from '../../store/store.ts';
import { ownMunicipality } from '../../store/units.ts';
import type { UnitRow } from '../../store/units.ts';
import { choose } from '../../talk/begin-discussion.ts';
import { unitLink } from '../../talk/links.ts';
import type { TalkDeps } from '../../talk/turn.ts';
import { carded } from './message.ts';
import type { Asked } from './message.ts';

type AskedOfUnit = Asked & { readonly unit: UnitRow };

/** "Status": where the unit stands and what comes next; a draft only to who may read it, in their own chat. */
export async function statusMessage(deps: TalkDeps, municipality: string, asked: AskedOfUnit): Promise<Message> {
  const view = await deps.store.inMunicipality(municipality, (tx) => viewOf(deps, tx, asked));
  return carded(statusCard(view, asked.language));
}

async function viewOf(deps: TalkDeps, tx: Tx, asked: AskedOfUnit): Promise<StatusView> {
  const { unit, place } = asked;
  const today = stockholm(deps.clock.now()).day;
  const rows = await assessmentsOfUnit(tx, unit.id);
  const plan = maySeePlan(tx, asked) ? await planOfUnit(tx, unit.id) : null;
  const actions = plan ? await actionsOfPlan(tx, plan.id) : [];
  const open = actions.filter(isOpenAction);
  const instrument = unit.instrument === null ? null : deps.instruments.latest(unit.instrument);
  const count = (state: Action['state']) => actions.filter((action) => action.state === state).length;
  const link = (path: string) => unitLink(deps.settings, { unit, path, channel: place.conversation });
  return {
    ...{ unit: unit.name, today },
    published: await publishedOf(deps, tx, asked, rows),
    draft: await draftOf(deps, tx, asked, rows),
    plan: plan && {
      ...{ decided: count('decided'), ongoing: count('ongoing'), done: count('done') },
      late: open.filter(({ due }) => due !== null && due < today).length,
    },
    next: nextOf(open, today),
    url: link('/'),
    planUrl: link('/plan'),
    discuss:
      instrument && asked.where !== 'personal'
        ? ((await choose(tx, unit, instrument))?.indicator.indicator.id ?? null)
        : null,
  };
}

/** In a team or chat all may: that was asked before. */
const maySeePlan = (tx: Tx, { actor, unit, where }: AskedOfUnit): boolean =>
  where !== 'personal' || may(actor, 'plan.read', unitSubject(tx.municipality, unit));

function nextOf(open: readonly Action[], today: string): StatusView['next'] {
  const [next] = open
    .flatMap(({ title, followUp: { on } }) => (on !== null && on >= today ? [{ title, on }] : []))
    .sort((a, b) => a.on.localeCompare(b.on));
  return next ?? null;
}

async function publishedOf(
  deps: TalkDeps,
  tx: Tx,
  { language, actor, unit, where }: AskedOfUnit,
  rows: readonly AssessmentRow[],
): Promise<StatusView['published']> {
  const now = rows.find(({ state }) => state === 'published');
  if (now && where === 'personal' && !may(actor, 'published.read', assessmentSubject(tx.municipality, unit, now)))
    return null;
  const before = rows.find((row) => row.state === 'superseded' && row.instrument_version === now?.instrument_version);
  const instrument = now && deps.instruments.get(now.instrument_id, now.instrument_version);
  if (!now?.published_at || !instrument) return null;
  const { rule } = await ownMunicipality(tx);
  const answers = await answersOfAssessments(tx, [now.id, ...(before ? [before.id] : [])]);
  const analysisOf = (id: string) => analyse(instrument, answersOf(answers.get(id) ?? []), rule);
  const analysis = analysisOf(now.id);
  return {
    on: swedishDay(now.published_at),
    finding: findingSentence(
      finding(instrument, before ? compare(analysis, analysisOf(before.id)) : analysis),
      language,
    ),
    areas: analysis.areas.map(({ area, score }) => ({
      area: textIn(instrument.areas.find(({ key }) => key === area)?.name ?? {}, language),
      score: formatScore(score, language),
    })),
  };
}

/** In a team only what has been shared with it: a draft is its author's and the head's. */
async function draftOf(
  deps: TalkDeps,
  tx: Tx,
  { unit, actor, where }: AskedOfUnit,
  rows: readonly AssessmentRow[],
): Promise<StatusView['draft']> {
  const open = rows.find(
    (row) =>
      row.kind === 'unit' &&
      (row.state === 'shared' ||
        (row.state === 'draft' &&
          where === 'personal' &&
          may(actor, 'draft.read', assessmentSubject(tx.municipality, unit, row)))),
  );
  const instrument = open && deps.instruments.get(open.instrument_id, open.instrument_version);
  if (!open || !instrument) return null;
  const answers = (await answersOfAssessments(tx, [open.id])).get(open.id) ?? [];
  const { answered, total } = completeness(instrument, answersOf(answers));
  return { left: total - answered, of: total };
}
