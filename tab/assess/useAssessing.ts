/** Which assessment the person works on in the unit in view, and everything needed to show it. */
import { useQuery } from '@tanstack/react-query';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import type { Unit } from '../../bot/api/schemas/units.ts';
import type { AssessmentKind } from '../../lika/assessment/assessment.ts';
import { isOpen } from '../../lika/assessment/states.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { useHost } from '../parts/host.ts';
import { assessmentsQuery, instrumentQuery, meQuery } from '../parts/queries.ts';
import { useUnit } from '../parts/unit.ts';

export type Assessing =
  | { readonly kind: 'asking' }
  | { readonly kind: 'failed'; readonly error: unknown; readonly retry: () => void }
  /** There is no instrument for this kind of unit yet. */
  | { readonly kind: 'no-instrument' }
  /** The person may read here, not assess. */
  | { readonly kind: 'reader' }
  /** Nothing is begun; `makes` is the kind that the person may begin. */
  | {
      readonly kind: 'not-begun';
      readonly assessments: readonly Assessment[];
      readonly makes: AssessmentKind;
      readonly instrument: Instrument;
      readonly published: Assessment | null;
    }
  | {
      readonly kind: 'open';
      /** All of the unit's that the person may see. */
      readonly assessments: readonly Assessment[];
      readonly assessment: Assessment;
      readonly instrument: Instrument;
      /** The newest published one, to compare with and to fall back on. */
      readonly published: Assessment | null;
    };

/** The unit's joint assessment for its head, one's own for a member, nothing for others. */
export function kindFor(unit: Unit): AssessmentKind | null {
  if (unit.may.includes('assessment.create')) return 'unit';
  return unit.may.includes('own-assessment.create') ? 'own' : null;
}

function openOf(list: readonly Assessment[], kind: AssessmentKind, person: string): Assessment | null {
  const isMine = (each: Assessment) => kind === 'unit' || each.author === person;
  return list.find((each) => each.kind === kind && isOpen(each.state) && isMine(each)) ?? null;
}

/** The newest published joint assessment in a list, or null. */
export function publishedOf(list: readonly Assessment[]): Assessment | null {
  return list.find(({ kind, state }) => kind === 'unit' && state === 'published') ?? null;
}

export function useAssessing(): Assessing {
  const unit = useUnit();
  const { language } = useHost();
  const kind = kindFor(unit);
  const isMeNeeded = kind === 'own';
  const me = useQuery({ ...meQuery, enabled: isMeNeeded });
  const list = useQuery(assessmentsQuery(unit.id));
  const person = me.data?.person.id ?? '';
  const open = kind && list.data ? openOf(list.data.assessments, kind, person) : null;
  const ref = open?.instrument ?? unit.instrument;
  const instrument = useQuery({
    ...instrumentQuery(ref ?? { id: '', version: 0 }, language),
    enabled: ref !== null && (list.data !== undefined || open === null),
  });

  if (unit.instrument === null) return { kind: 'no-instrument' };
  if (kind === null) return { kind: 'reader' };
  const failed = [list, instrument, ...(isMeNeeded ? [me] : [])].find((query) => query.error && !query.data);
  if (failed) return { kind: 'failed', error: failed.error, retry: () => void failed.refetch() };
  if (!list.data || !instrument.data || (isMeNeeded && !me.data)) return { kind: 'asking' };
  const { assessments } = list.data;
  const known = { assessments, instrument: instrument.data, published: publishedOf(assessments) };
  return open ? { kind: 'open', assessment: open, ...known } : { kind: 'not-begun', makes: kind, ...known };
}
