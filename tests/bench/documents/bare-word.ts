import { Document, ImageRun, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import { wordPlan } from '../../../bot/documents/documents.ts';
import { reportSvg } from '../../../bot/documents/report-chart.ts';
import type { UnitReport } from '../../../bot/documents/report.ts';
import { all, part, partsOf, textOf, within } from '../../documents/parts-of-zip.ts';
import type { Element } from '../../documents/parts-of-zip.ts';
import { drawn } from './picture.ts';

/** As many paragraphs and cells as in our plan, with the same words. */
export async function barePlan(report: UnitReport): Promise<() => Promise<Buffer>> {
  const svg = reportSvg(report) ?? '';
  const [body] = all(part(await partsOf(await wordPlan(report)), 'word/document.xml'), 'w:body');
  const blocks = (body?.children ?? []).filter((child) => typeof child !== 'string');
  const plain = (of: Element) => new Paragraph(textOf(of));
  const table = (of: Element) =>
    new Table({
      rows: within(of, 'w:tr').map(
        (row) =>
          new TableRow({
            children: within(row, 'w:tc').map((cell) => new TableCell({ children: within(cell, 'w:p').map(plain) })),
          }),
      ),
    });
  return () => {
    const picture = new ImageRun({ type: 'png', data: drawn(svg), transformation: { width: 460, height: 340 } });
    const words = blocks.flatMap((block) =>
      block.name === 'w:p' ? plain(block) : block.name === 'w:tbl' ? table(block) : [],
    );
    return Packer.toBuffer(
      new Document({ sections: [{ children: [new Paragraph({ children: [picture] }), ...words] }] }),
    );
  };
}
