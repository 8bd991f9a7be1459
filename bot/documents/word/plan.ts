import { AlignmentType, Document, Footer, Packer, PageNumber, Paragraph, TabStopType, TextRun } from 'docx';
import type { ISectionOptions } from 'docx';
import { textsIn } from '../../texts.ts';
import { fullDay } from '../days.ts';
import { CORE, madeOn } from '../made-on.ts';
import { oneLine } from '../plain-text.ts';
import { schoolYear } from '../plan-facts.ts';
import { reportPicture } from '../report-chart.ts';
import type { UnitReport } from '../report.ts';
import { rezipped } from '../zip.ts';
import { actions } from './actions.ts';
import { ambition, goals } from './aims.ts';
import { outlook, signing } from './ending.ts';
import { paragraph, title } from './parts.ts';
import { situation } from './situation.ts';
import { numbering, PAGE, styles, TABLE_STYLES, TEXT_WIDTH } from './styles.ts';

/**
 * The unit's handlingsplan as a Word document: filled with what is known, with a guided blank wherever something is for
 * people to decide. It is built as the municipalities' templates are.
 */
export async function makeWordPlan(report: UnitReport): Promise<Buffer> {
  const { language, unit, municipality, day } = report;
  const t = textsIn(language);
  const chart = await reportPicture(report);
  const named = { unit: oneLine(unit.name), year: schoolYear(report) };
  const from = { municipality: oneLine(municipality), day: fullDay(day, language) };
  const document = new Document({
    title: t('document.word.fullTitle', named),
    ...{
      subject: t('document.word.title'),
      creator: oneLine(municipality),
      description: t('document.word.from', from),
    },
    ...{ styles: styles(language), externalStyles: TABLE_STYLES, numbering, compatibility: { version: 15 } },
    sections: [
      {
        properties: PROPERTIES,
        footers: { default: footer(t('document.word.footer', named), t('document.word.page')) },
        children: [
          title(t('document.word.title')),
          paragraph(t('document.word.subtitle', named), 'Subtitle'),
          paragraph(t('document.word.from', from), 'Quiet'),
          ...situation(report, chart),
          ...ambition(report),
          ...goals(report),
          ...actions(report),
          ...outlook(report),
          ...signing(report),
        ],
      },
    ],
  });
  const written = await Packer.toBuffer(document);
  return rezipped(written, (name, content) => (name === CORE ? madeOn(content, day) : content));
}

const PROPERTIES: NonNullable<ISectionOptions['properties']> = {
  page: {
    size: { width: PAGE.width, height: PAGE.height },
    margin: { top: PAGE.edge, bottom: PAGE.edge, left: PAGE.side, right: PAGE.side },
  },
};

/** Whose plan it is, and the page's number. */
function footer(whose: string, page: string): Footer {
  const children = [new TextRun(oneLine(whose)), new TextRun({ children: ['\t', `${page} `, PageNumber.CURRENT] })];
  return new Footer({
    children: [
      new Paragraph({
        ...{ style: 'Quiet', alignment: AlignmentType.LEFT, children },
        tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }],
      }),
    ],
  });
}
