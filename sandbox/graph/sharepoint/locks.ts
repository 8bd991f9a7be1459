import { isObject } from '../call.ts';
import type { Graph, GraphCall, GraphReply } from '../call.ts';
import { itemOf, workOf } from './access.ts';
import { demandUnlocked, demandWritable } from './changes.ts';
import { invalid } from './items.ts';

/** POST …/checkout: nobody else writes it until it is checked in. */
export function checkOut(call: GraphCall, graph: Graph): GraphReply {
  const work = workOf(call, graph);
  const item = itemOf(call, work);
  if (!item.file) throw invalid('A folder cannot be checked out.');
  demandWritable(work);
  demandUnlocked(work, item, 'resourceLocked');
  item.checkedOutBy = work.actor;
  item.version += 1;
  work.sharePoint.save();
  return { status: 204 };
}

/** POST …/checkin */
export function checkIn(call: GraphCall, graph: Graph): GraphReply {
  const work = workOf(call, graph);
  const item = itemOf(call, work);
  const { comment, checkInAs } = isObject(call.body) ? call.body : {};
  if (comment !== undefined && typeof comment !== 'string') throw invalid('The comment must be a text.');
  if (checkInAs !== undefined && checkInAs !== 'published' && checkInAs !== 'unspecified')
    throw invalid('checkInAs must be published or unspecified.');
  if (item.checkedOutBy === null) throw invalid('The file is not checked out.');
  demandUnlocked(work, item, 'resourceLocked');
  item.checkedOutBy = null;
  item.version += 1;
  work.sharePoint.save();
  return { status: 204 };
}
