import type { Analysis, StepRule } from '../../lika/analysis/cells.ts';
import type { Answer, AssessmentState } from '../../lika/assessment/assessment.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import type { Action, PlanGoal } from '../../lika/plan/plan.ts';
import type { ServiceLanguage } from '../texts.ts';

/**
 * All that a unit's documents say, as plain data: each document is made of one, without asking anybody anything more.
 * `read-report.ts` reads it. What the reader of the document may not see isn't in it.
 */

/** An assessment with its figures, counted by the instrument version that it was made with. */
export interface ReportAssessment {
  readonly id: string;
  readonly state: AssessmentState;
  /** Swedish calendar day of publishing; of an open one, of its beginning. */
  readonly day: string;
  readonly instrument: Instrument;
  /** By indicator, in no particular order. Comments are null where the reader may not see them. */
  readonly answers: ReadonlyMap<string, Answer>;
  readonly analysis: Analysis;
}

export interface ReportPlan {
  /** First calendar year of the school year. */
  readonly schoolYear: number;
  readonly goals: readonly PlanGoal[];
  readonly actions: readonly Action[];
  /** Swedish calendar day of the latest Fastställ, and who; null when never. */
  readonly confirmed: { readonly day: string; readonly by: string } | null;
}

export interface UnitReport {
  readonly language: ServiceLanguage;
  readonly municipality: string;
  readonly unit: { readonly id: string; readonly name: string };
  /** Swedish calendar day that the report was read. */
  readonly day: string;
  /** The rule in force for when a step is reached. */
  readonly rule: StepRule;
  /** The instrument of the assessment told about; without one, the unit's latest. */
  readonly instrument: Instrument;
  /** The assessment told about: by itself the published one in force. Null before the first. */
  readonly now: ReportAssessment | null;
  /** Published before it and not withdrawn, latest first. */
  readonly earlier: readonly ReportAssessment[];
  /** What the reader may see at all. Of what they may not, a document says nothing, not even that there is none. */
  readonly sees: {
    readonly plan: boolean;
    readonly people: boolean;
    /** Those of the assessment told about. */
    readonly comments: boolean;
  };
  /** Null where there is no plan, or the reader may not see it. */
  readonly plan: ReportPlan | null;
  /** The unit's heads, Entra object ids; none where the reader may not see people. */
  readonly heads: readonly string[];
  /** Names of the people in the report, as Graph gave them; who isn't in it has no name that can be told. */
  readonly names: ReadonlyMap<string, string>;
  /** The unit's page in Teams. */
  readonly link: string;
}

/** Everyone whose name the report may say: those who answered, are responsible, involved or heads. */
export function peopleOf({ now, plan, heads, sees }: Pick<UnitReport, 'now' | 'plan' | 'heads' | 'sees'>): string[] {
  if (!sees.people) return [];
  const answered = now ? [...now.answers.values()].map(({ by }) => by) : [];
  const acting = (plan?.actions ?? []).flatMap(({ responsible, involved }) => [responsible, ...involved]);
  const all = [...heads, ...answered, ...acting, plan?.confirmed?.by ?? null];
  return [...new Set(all.filter((person) => person !== null))];
}
