import type { Selectable } from 'kysely';
import type { Tables } from './tables.ts';

/** What goes out is a row before it is sent: stage, cause and next try stand here, and the page Drift reads them. */
export type DeliveryRow = Selectable<Tables['delivery']>;
