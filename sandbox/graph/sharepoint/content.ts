import type { Graph, GraphCall, GraphReply } from '../call.ts';
import { badRequest } from '../errors.ts';
import { demandVersion, folderFor, itemOf, names, targetOf, workOf } from './access.ts';
import { demandWritable, putFile, replaceContent, writeProperties } from './changes.ts';
import { conflictOf, invalid, itemReply } from './items.ts';
import { downloadUrlOf } from './passes.ts';

/** GET …/items/{item}/content: 302 to where the bytes are */
export function getContent(call: GraphCall, graph: Graph): GraphReply {
  const work = workOf(call, graph);
  const item = itemOf(call, work);
  if (!item.file) throw invalid('The item is a folder and has no content.');
  const known = call.headers['if-none-match'];
  if (known !== undefined && names(known, item)) return { status: 304 };
  return { status: 302, headers: { Location: downloadUrlOf(graph, work.library, item) } };
}

/**
 * PUT …/items/{item}/content and …/items/{folder}:/{path}:/content: 200 for a file that was there, 201 for a new one.
 * By default an existing file is replaced.
 */
export function putContent(call: GraphCall, graph: Graph): GraphReply {
  const work = workOf(call, graph);
  const bytes = call.body ?? Buffer.alloc(0);
  if (!Buffer.isBuffer(bytes)) throw badRequest('The content must be sent as it is.');
  const target = targetOf(call, work);
  const { item } = target;
  demandVersion(call, item);
  demandWritable(work);
  const onConflict = conflictOf(call.query.get('@microsoft.graph.conflictBehavior'), 'replace');
  if (item && !call.itemPath) {
    if (!item.file) throw invalid('The item is a folder and has no content.');
    replaceContent(work, item, bytes);
    return replied(call, graph, work, { item, isNew: false });
  }
  const name = call.itemPath?.at(-1) ?? '';
  const place = item ? { parent: target.within, name } : folderFor(work, target);
  return replied(call, graph, work, putFile(work, { ...place, bytes }, onConflict));
}

type Done = ReturnType<typeof putFile>;

/** What is answered is the file as it was sent; what SharePoint writes into it afterwards, the next read tells. */
function replied(call: GraphCall, graph: Graph, work: ReturnType<typeof workOf>, { item, isNew }: Done): GraphReply {
  const reply = itemReply(call, graph, work, item, isNew ? 201 : 200);
  writeProperties(work, item);
  return reply;
}
