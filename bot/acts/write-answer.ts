import { findIndicator, findOption } from '../../lika/instrument/instrument.ts';
import { isOpen } from '../../lika/assessment/states.ts';
import type { Answer } from '../../lika/assessment/assessment.ts';
import { Conflict, Invalid, NotFound } from '../errors.ts';
import { answerOf, writeAnswer as store } from '../store/assessments.ts';
import type { AssessmentRow } from '../store/assessments.ts';
import { writeAudit } from '../store/audit.ts';
import { tell } from '../store/feed.ts';
import { loggedAs } from './act.ts';
import type { Act } from './act.ts';

export interface WantedAnswer {
  readonly indicator: string;
  readonly option: string | null;
  readonly comment: string | null;
  /** The version that the writer saw; 0 when there was none. */
  readonly version: number;
  /** Who has said it and when, where that isn't the one who writes it now: what is put back is theirs again. */
  readonly said?: { readonly by: string; readonly at: string };
}

/**
 * The answer, its audit row and the notice to other windows in one transaction. A call that is sent again because its
 * answer got lost finds its own content standing there, and is answered as if it had been the first. Throws Conflict
 * `decided` once published and `stale-version`, with what stands, when the version seen isn't the latest.
 */
export async function writeAnswer(act: Act, row: AssessmentRow, wanted: WantedAnswer): Promise<Answer> {
  if (!isOpen(row.state)) throw new Conflict('decided');
  checkAgainstInstrument(act, row, wanted);
  const by = wanted.said?.by ?? act.actor.person;
  const at = wanted.said ? new Date(wanted.said.at) : act.now;
  const { indicator, version } = wanted;
  const content = { option: wanted.option, comment: wanted.comment === '' ? null : wanted.comment };
  const change = { assessment: row.id, indicator, ...content, by, at, seen: version };
  const written = await store(act.tx, change);
  if (!written) {
    const current = await answerOf(act.tx, row.id, indicator);
    const isOurs =
      current?.version === version + 1 &&
      current.by === by &&
      current.option === content.option &&
      current.comment === content.comment;
    if (current && isOurs) return current;
    throw new Conflict('stale-version', current);
  }
  await writeAudit(act.tx, {
    ...{ at: act.now, person: loggedAs(act), what: 'answer.write', unit: row.unit_id, about: row.id },
    detail: { indicator, option: written.option, version: written.version, commented: written.comment !== null },
  });
  const { kind, author, state } = row;
  await tell(act.tx, {
    ...{ unit: row.unit_id, kind: 'answer', id: row.id, by: act.window },
    assessment: { kind, author, state },
  });
  return written;
}

function checkAgainstInstrument(act: Act, row: AssessmentRow, { indicator, option }: WantedAnswer): void {
  const instrument = act.instruments.get(row.instrument_id, row.instrument_version);
  if (!instrument) throw new NotFound();
  if (!findIndicator(instrument, indicator)) throw new Invalid([{ pointer: '/indicator', code: 'unknown-indicator' }]);
  if (option !== null && !findOption(instrument, option))
    throw new Invalid([{ pointer: '/option', code: 'unknown-option' }]);
}
