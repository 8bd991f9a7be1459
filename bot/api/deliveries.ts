import { identityStanding } from '../graph/credential.ts';
import { listDeliveries } from '../store/outbox.ts';
import type { ListedDelivery } from '../store/outbox.ts';
import { findUnit } from './find.ts';
import { route } from './route.ts';
import type { Call } from './route.ts';
import { Deliveries } from './schemas/deliveries.ts';
import type { Delivery, Identity } from './schemas/deliveries.ts';
import { UnitParams } from './units.ts';

export const deliveryRoutes = [
  route({
    method: 'get',
    path: '/units/{unit}/deliveries',
    summary: 'What was sent to Teams and Planner, and how it went',
    permission: 'deliveries.read',
    params: UnitParams,
    answers: { 200: Deliveries },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { found }) => ({
      status: 200,
      body: { deliveries: (await listDeliveries(call.tx, found.unit.id)).map(view), identity: null },
    }),
  }),
  route({
    method: 'get',
    path: '/deliveries',
    summary: 'The same for the whole municipality',
    permission: 'deliveries.read',
    answers: { 200: Deliveries },
    handle: async (call) => ({
      status: 200,
      body: { deliveries: (await listDeliveries(call.tx, null)).map(view), identity: identityOf(call) },
    }),
  }),
];

function identityOf({ services, now }: Call): Identity {
  const { kind, expires, warning } = identityStanding(services.settings.identity, now);
  return { kind, expires: expires?.toISOString() ?? null, warning };
}

function view(row: ListedDelivery): Delivery {
  const { id, kind, stage, cause, about, attempts, unasked } = row;
  return {
    ...{ id, kind, stage, cause, about, attempts, unasked },
    unit: row.unit_id === null ? null : { id: row.unit_id, name: row.unit_name ?? '' },
    created: row.created_at.toISOString(),
    changed: row.changed_at.toISOString(),
    nextTry: row.next_try_at?.toISOString() ?? null,
  };
}
