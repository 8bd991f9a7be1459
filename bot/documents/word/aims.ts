/** What the unit wants: the ambition level, which people write themselves, and the plan's goals. */
import type { Paragraph } from 'docx';
import { stepNumbers } from '../../../lika/instrument/instrument.ts';
import { weakest } from '../../../lika/analysis/compare.ts';
import { listOf } from '../facts.ts';
import { areaName, placeName } from '../plan-facts.ts';
import type { UnitReport } from '../report.ts';
import { blank, heading, labelledBullet, paragraph } from './parts.ts';
import { wordsIn } from '../words.ts';

/** Ambitionsnivå: a blank whose example is made of the unit's own figures. */
export function ambition(report: UnitReport): Paragraph[] {
  const t = wordsIn(report.language);
  const example = t('document.word.ambition.example', exampleOf(report));
  return [
    heading(1, t('document.word.ambition.title')),
    blank({ name: t('document.word.ambition.title'), hint: `${t('document.word.ambition.hint')} ${example}` }),
  ];
}

/** The first step that isn't reached, and the two areas that stand lowest on it. */
function exampleOf(report: UnitReport): { step: number; areas: string } {
  const { now, instrument, language } = report;
  const step = now?.analysis.steps.find(({ reached }) => reached === false)?.step ?? stepNumbers(instrument)[0] ?? 1;
  const onStep = now && { ...now.analysis, cells: now.analysis.cells.filter((cell) => cell.step === step) };
  const lowest = onStep ? weakest(onStep, 2).map(({ area }) => area) : [];
  const areas = lowest.length > 0 ? lowest : instrument.areas.slice(0, 2).map(({ key }) => key);
  return {
    step,
    areas: listOf(
      areas.map((area) => areaName(report, area)),
      language,
    ),
  };
}

/** Mål: the plan's goals in its own order, or a blank. */
export function goals(report: UnitReport): Paragraph[] {
  const t = wordsIn(report.language);
  const all = [...(report.plan?.goals ?? [])].sort((a, b) => a.position - b.position);
  const title = t('document.word.goals.title');
  return [
    heading(1, title),
    paragraph(t('document.word.goals.intro'), 'LeadIn'),
    ...all.map(({ text, area, step }) => labelledBullet(placeName(report, area, step), text)),
    ...(all.length === 0 ? [blank({ name: title, hint: t('document.word.goals.hint') })] : []),
  ];
}
