/** The plan's last chapters: what lies ahead, and when it was decided, is looked at again, and by whom. */
import type { Paragraph, Table } from 'docx';
import { fullDay } from '../days.ts';
import { actionTable, decidedActions, headNames, personName, proposedActions } from '../plan-facts.ts';
import type { UnitReport } from '../report.ts';
import { blank, heading, labelled, labelledBlank, paragraph } from './parts.ts';
import { factTable } from './tables.ts';
import { wordsIn } from '../words.ts';

/** Framåtblick: what is proposed and not decided, and a blank for more. */
export function outlook(report: UnitReport): (Paragraph | Table)[] {
  const t = wordsIn(report.language);
  const proposed = proposedActions(report);
  const caption = t('document.word.outlook.caption');
  return [
    heading(1, t('document.word.outlook.title')),
    ...(proposed.length === 0
      ? []
      : [
          paragraph(t('document.word.outlook.intro'), 'LeadIn'),
          ...factTable(actionTable(report, proposed, caption, ['area', 'responsible', 'due']), [9, 4, 4, 4]),
          paragraph(t('document.word.outlook.more'), 'AfterTable'),
        ]),
    blank({ name: t('document.word.outlook.title'), hint: t('document.word.outlook.hint') }),
  ];
}

/** Datum, Revideras och följs upp senast, Ansvarig. */
export function signing(report: UnitReport): Paragraph[] {
  const t = wordsIn(report.language);
  const names = headNames(report);
  const labelOf = (what: 'date' | 'review' | 'responsible') => t(`document.word.signing.${what}.label`);
  const unwritten = (what: 'date' | 'review' | 'responsible', hint = t(`document.word.signing.${what}.hint`)) =>
    labelledBlank(labelOf(what), { name: labelOf(what), hint });
  return [
    heading(1, t('document.word.signing.title')),
    confirmed(report) ?? unwritten('date'),
    unwritten('review', reviewHint(report)),
    names === '' ? unwritten('responsible') : labelled(labelOf('responsible'), names),
  ];
}

function confirmed(report: UnitReport): Paragraph | null {
  const { plan, language } = report;
  if (!plan?.confirmed) return null;
  const t = wordsIn(language);
  const { day, by } = plan.confirmed;
  const told = { day: fullDay(day, language), name: personName(report, by) };
  return labelled(t('document.word.signing.date.label'), t('document.word.signing.confirmed', told));
}

/** When to look at it again is not kept anywhere, but the last follow-up day in the plan is a good start. */
function reviewHint(report: UnitReport): string {
  const { language } = report;
  const t = wordsIn(language);
  const days = decidedActions(report).flatMap(({ followUp }) => followUp.on ?? []);
  const last = days.sort().at(-1);
  const hint = t('document.word.signing.review.hint');
  return last ? `${hint} ${t('document.word.signing.review.last', { day: fullDay(last, language) })}` : hint;
}
