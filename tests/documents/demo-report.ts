/** A school with everything that its documents can say: answers with comments, two earlier assessments, a plan of many actions. */
import type { ReportAssessment, UnitReport } from '../../bot/documents/report.ts';
import { readInstrumentFolder } from '../../bot/operator/read-instrument.ts';
import { analyse, answersOf } from '../../lika/analysis/cells.ts';
import type { StepRule } from '../../lika/analysis/cells.ts';
import type { Answer, AssessmentState } from '../../lika/assessment/assessment.ts';
import { placedIndicators, textIn } from '../../lika/instrument/instrument.ts';
import type { Action, ActionState, PlanGoal } from '../../lika/plan/plan.ts';
import { chance, oneOf } from '../faults/rounds.ts';

const read = await readInstrumentFolder('instruments/lika-skola/1');
if (!read.ok) throw new Error('the instrument cannot be read');
export const { instrument } = read;
const rule: StepRule = { kind: 'mean', percent: 80 };
const STATES: readonly ActionState[] = ['decided', 'ongoing', 'done', 'proposed', 'closed'];
const COMMENTS = ['Tas upp i arbetslagen i höst.', 'Gäller F–3, inte 4–6.', 'Se protokoll 12 mars.', null, null, null];

/** An id that stays, of the shape that the database gives. */
const id = (what: number, number: number): string =>
  `00000000-0000-4000-8${String(what).padStart(3, '0')}-${String(number).padStart(12, '0')}`;
export const HEAD = id(1, 1);
const TEACHERS = [id(1, 2), id(1, 3), id(1, 4)] as const;

function assessment(number: number, day: string, state: AssessmentState): ReportAssessment {
  const random = chance(number);
  const options = instrument.scale.map(({ key }) => key);
  const answers = placedIndicators(instrument).map(({ indicator }): Answer => ({
    ...{ indicator: indicator.id, option: oneOf(options, random), comment: oneOf(COMMENTS, random) },
    ...{ by: HEAD, at: `${day}T08:30:00.000Z`, version: 1 },
  }));
  return {
    ...{ id: id(2, number), state, day, instrument },
    answers: new Map(answers.map((answer) => [answer.indicator, answer])),
    analysis: analyse(instrument, answersOf(answers), rule),
  };
}

function planOf(actions: number): { goals: PlanGoal[]; actions: Action[] } {
  const random = chance(actions);
  const placed = placedIndicators(instrument);
  const goals = instrument.areas.map((area, position): PlanGoal => {
    const first = area.steps[0]?.indicators[0];
    return {
      ...{ id: id(3, position), text: textIn(first?.goals[0]?.text ?? {}, 'sv'), area: area.key, step: 1, position },
      ...{ indicators: first ? [first.id] : [], version: 1 },
    };
  });
  const all = Array.from({ length: actions }, (_, number): Action => {
    const goal = goals[number % goals.length];
    const of = placed.filter(({ area }) => area.key === goal?.area);
    const { indicator } = oneOf(of, random);
    const state = STATES[number % STATES.length] ?? 'decided';
    return {
      ...{ id: id(4, number), goal: goal?.id ?? '', area: goal?.area ?? '', indicators: [indicator.id] },
      title: textIn(indicator.activities[0]?.text ?? {}, 'sv'),
      intention: `När arbetslagen möts prövar vi detta, så att ${textIn(indicator.statement, 'sv').toLowerCase()}`,
      activities: indicator.activities.map(({ text }, at) => ({
        ...{ id: id(5, number * 100 + at), text: textIn(text, 'sv').slice(0, 200), done: at === 0 },
      })),
      notes: number % 3 === 0 ? 'Första försöket gick bra.' : '',
      responsible: number % 5 === 3 ? null : HEAD,
      involved: TEACHERS.slice(0, number % 4),
      ...{ start: '2026-09-01', due: '2027-05-28', followUp: { on: '2027-02-15', how: 'På arbetslagets möte.' } },
      ...{ state, reason: state === 'closed' ? 'Ersatt av en annan insats.' : null, position: number, version: 1 },
    };
  });
  return { goals, actions: all };
}

/** The report of a full school; its plan holds so many actions. */
export function schoolReport({
  actions = 40,
  language = 'sv',
}: { readonly actions?: number; readonly language?: UnitReport['language'] } = {}): UnitReport {
  return {
    ...{ language, municipality: 'Mittköping', unit: { id: id(6, 1), name: 'Ekskolan' }, day: '2026-10-28' },
    ...{ rule, instrument },
    now: assessment(1, '2026-10-20', 'published'),
    earlier: [assessment(2, '2025-10-14', 'superseded'), assessment(3, '2024-10-22', 'superseded')],
    plan: { schoolYear: 2026, ...planOf(actions), confirmed: { day: '2026-10-25', by: HEAD } },
    ...{ heads: [HEAD], sees: { plan: true, people: true, comments: true } },
    names: new Map([
      [HEAD, 'Rektor Ekskolan'],
      ...TEACHERS.map((teacher, at) => [teacher, `Lärare ${String(at + 1)}`] as const),
    ]),
    link: 'https://teams.microsoft.com/l/entity/lika/ekskolan',
  };
}

/** A school that has not begun: no assessment, no plan. */
export function emptyReport(): UnitReport {
  return { ...schoolReport(), now: null, earlier: [], plan: null };
}
