/** The assessments in view, each with its figures: the one that stands first, then those it is compared with. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import type { Analysis } from '../../lika/analysis/cells.ts';
import { compare } from '../../lika/analysis/compare.ts';
import type { Comparison } from '../../lika/analysis/compare.ts';
import { isOpen } from '../../lika/assessment/states.ts';
import { dateOf } from '../parts/clock.ts';
import { analysisOf } from '../parts/school.ts';
import type { School } from '../parts/school.ts';
import { useUnit } from '../parts/unit.ts';
import type { Choice } from './choice.ts';

export interface Shown {
  readonly assessment: Assessment;
  readonly analysis: Analysis;
  /** `Nu, okt 2026` */
  readonly label: string;
  /** Beside its line: `Nu`, `2025`, or `okt 2025` where the year alone would fit two. */
  readonly short: string;
}

export interface Figures {
  readonly school: School;
  readonly now: Shown;
  readonly others: readonly Shown[];
  /** Against the first of the others. */
  readonly comparison: Comparison | null;
  /** All that can be shown, the latest first. */
  readonly all: readonly Assessment[];
}

/** When an assessment counts from: its publishing, else its start. */
export function dateOfAssessment({ published, shared, created }: Assessment): string {
  return published ?? shared ?? created;
}

/** Everything with an answer that the person may see, the latest first. */
export function comparable({ assessments }: School): Assessment[] {
  return assessments
    .filter(({ answers, answered }) => answered > 0 && answers.length > 0)
    .sort((a, b) => dateOfAssessment(b).localeCompare(dateOfAssessment(a)));
}

/** `okt 2025` */
export function useMonth(): (moment: string) => string {
  const { i18n } = useTranslation();
  const format = new Intl.DateTimeFormat(i18n.language === 'en' ? 'en-GB' : 'sv-SE', {
    month: 'short',
    year: 'numeric',
  });
  return (moment) => format.format(dateOf(moment)).replace('.', '');
}

/** The one that it follows: of the same kind, and not taken back. */
function beforeOf(all: readonly Assessment[], base: Assessment): Assessment | undefined {
  return all.find(
    (each) => each.kind === base.kind && each.state !== 'withdrawn' && dateOfAssessment(each) < dateOfAssessment(base),
  );
}

function chosen(
  all: readonly Assessment[],
  school: School,
  choice: Choice,
): { base: Assessment | undefined; others: Assessment[] } {
  const base = all.find(({ id }) => id === choice.base) ?? school.standing ?? all[0];
  if (!base) return { base, others: [] };
  const before = beforeOf(all, base);
  const ids = choice.compared ?? (before ? [before.id] : []);
  return { base, others: all.filter(({ id }) => id !== base.id && ids.includes(id)) };
}

/** The figures of the choice, or null when nothing has been answered. */
export function useFigures(school: School, choice: Choice): Figures | null {
  const { t } = useTranslation();
  const { rule } = useUnit();
  const month = useMonth();
  const key = `${choice.base} ${choice.compared?.join()}`;
  return useMemo(() => {
    const all = comparable(school);
    const { base, others } = chosen(all, school, choice);
    if (!base) return null;
    const years = [base, ...others].map((each) => dateOfAssessment(each).slice(0, 4));
    const isNow = base.id === (school.standing ?? all[0])?.id;
    const before = beforeOf(all, base);
    const shown = (assessment: Assessment): Shown => {
      const when = month(dateOfAssessment(assessment));
      const year = dateOfAssessment(assessment).slice(0, 4);
      const isAlone = years.filter((each) => each === year).length === 1;
      const short = isAlone ? year : when;
      const analysis = analysisOf(school.instrument, assessment, rule);
      if (isNow && assessment.id === base.id)
        return { assessment, analysis, label: t('analysis.now', { when }), short: t('score.now') };
      if (assessment.id === before?.id) return { assessment, analysis, label: t('analysis.last', { when }), short };
      const isDraft = isOpen(assessment.state);
      return {
        assessment,
        analysis,
        label: isDraft ? t('analysis.draft', { when }) : when,
        short: isDraft ? t('analysis.state.draft') : short,
      };
    };
    const now = shown(base);
    const rest = others.map(shown);
    const comparison = rest[0] ? compare(now.analysis, rest[0].analysis) : null;
    return { school, now, others: rest, comparison, all };
    // The key stands for the choice; `month` and `t` are of the language, which doesn't change.
  }, [school, key, rule]);
}
