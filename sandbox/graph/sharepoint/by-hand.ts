import { Router, json } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { z } from 'zod';
import type { Person, SandboxContext } from '../../context.ts';
import { badRequest, problem } from '../../problems.ts';
import { GraphError } from '../errors.ts';
import { putFile, putFolder, relocate, remove, replaceContent, restore } from './changes.ts';
import type { Work } from './changes.ts';
import { withLine } from './edits.ts';
import { mimeTypeOf } from './names.ts';
import { denied, notFound, SharePoint } from './store.ts';
import type { Item } from './store.ts';
import { viewOf } from './view.ts';

const LARGEST_FILE = '340mb';
const item = z.string();
const name = z.string();
const doing = z.discriminatedUnion('do', [
  /** Has the file open, as Word has it: nobody else can write it meanwhile. */
  z.strictObject({ do: z.literal('open'), item }),
  z.strictObject({ do: z.literal('close'), item }),
  /** Writes a line into it, or with `content` (base64) saves it as that. */
  z.strictObject({ do: z.literal('edit'), item, line: z.string().optional(), content: z.base64().optional() }),
  z.strictObject({ do: z.literal('rename'), item, name }),
  z.strictObject({ do: z.literal('move'), item, to: z.string() }),
  z.strictObject({ do: z.literal('delete'), item }),
  z.strictObject({ do: z.literal('restore'), item }),
  z.strictObject({ do: z.literal('folder'), within: z.string(), name }),
  z.strictObject({ do: z.literal('upload'), within: z.string(), name, content: z.base64() }),
]);
type Doing = z.output<typeof doing>;
const who = z.object({ person: z.string(), channel: z.string() });

/**
 * What a person sees and does in a channel's files, in SharePoint itself: no app has a part in it, so no app is named for
 * it. GET / (`?person=&channel=&folder=`) shows a folder, GET /content gives a file's bytes, GET /find (`?person=&url=`)
 * says where a file's address leads, POST / does something and
 * answers with the item. A person is named by key or id, a channel by its id or its team's key.
 */
export function filesByHand(context: SandboxContext): Router {
  const sharePoint = new SharePoint(context);
  const router = Router();
  router.get('/', (request, response) => {
    const at = placeOf(context, sharePoint, request.query);
    response
      .set('Cache-Control', 'no-store')
      .json(viewOf(context, at.work, at.channel, textOf(request.query['folder'])));
  });
  router.get('/content', (request, response) => {
    const { work } = placeOf(context, sharePoint, request.query);
    const found = sharePoint.item(work.library, textOf(request.query['item']));
    if (!found.file) throw notFound();
    response.set('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}`);
    response.type(mimeTypeOf(found.name)).send(sharePoint.contents.get(found.file.content));
  });
  router.get('/find', (request, response) => {
    const found = findByUrl(context, sharePoint, textOf(request.query['url']), textOf(request.query['person']));
    response.set('Cache-Control', 'no-store').json(found);
  });
  router.post('/', json({ limit: LARGEST_FILE }), (request, response) => {
    const { person, channel, ...what } = (request.body ?? {}) as Record<string, unknown>;
    const wanted = doing.safeParse(what);
    if (!wanted.success) return badRequest(response, wanted.error);
    const { work, actor } = placeOf(context, sharePoint, { person, channel });
    const done = carryOut(work, wanted.data, actor);
    response.json({ id: done.id, name: done.name });
  });
  router.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (!(error instanceof GraphError)) return next(error);
    problem(response, error.status, error.message, { code: error.code });
  });
  return router;
}

/** The channel and folder of a file's address in SharePoint, for a person who may be there. */
function findByUrl(context: SandboxContext, sharePoint: SharePoint, url: string, person: string) {
  const item = sharePoint.byUrl(url);
  const library = item ? sharePoint.libraries.find(item.drive) : undefined;
  const top = item ? sharePoint.pathOf(item)[0] : undefined;
  const known = context.directory.person(person);
  if (!item || !library || !top || !known || !sharePoint.libraries.isMember(library, known.id)) throw notFound();
  const channel =
    library.channel ?? library.team.channels.find((each) => sharePoint.channelFolder(library, each) === top);
  if (!channel) throw notFound();
  return { team: library.team.id, channel: channel.id, folder: item.file ? item.parent : item.id };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** The channel's files for a person who may be there. */
function placeOf(context: SandboxContext, sharePoint: SharePoint, query: unknown) {
  const named = who.safeParse(query);
  const person = named.success ? context.directory.person(named.data.person) : undefined;
  const id = named.success ? (context.directory.team(named.data.channel)?.channels[0]?.id ?? named.data.channel) : '';
  const library = sharePoint.libraries.ofChannel(id);
  if (!person || !library) throw notFound();
  const channel = library.channel ?? library.team.channels.find((each) => each.id === id);
  if (!channel) throw notFound();
  if (!sharePoint.libraries.isMember(library, person.id)) throw denied();
  const work: Work = { sharePoint, library, actor: { app: null, person: person.id } };
  return { work, channel, actor: person };
}

function carryOut(work: Work, wanted: Doing, person: Person): Item {
  const { sharePoint, library } = work;
  if (wanted.do === 'folder') return putFolder(work, sharePoint.item(library, wanted.within), wanted.name, 'fail').item;
  if (wanted.do === 'upload') {
    const bytes = Buffer.from(wanted.content, 'base64');
    return putFile(work, { parent: sharePoint.item(library, wanted.within), name: wanted.name, bytes }, 'replace').item;
  }
  const known = wanted.do === 'restore' ? deletedItem(work, wanted.item) : sharePoint.item(library, wanted.item);
  switch (wanted.do) {
    case 'open':
    case 'close':
      known.openBy = wanted.do === 'open' ? person.id : null;
      sharePoint.save();
      break;
    case 'edit':
      replaceContent(work, known, edited(work, known, wanted, person));
      break;
    case 'rename':
      relocate(work, known, { name: wanted.name }, 'fail');
      break;
    case 'move':
      relocate(work, known, { parent: sharePoint.item(library, wanted.to) }, 'fail');
      break;
    case 'delete':
      remove(work, known);
      break;
    case 'restore':
      restore(work, known);
  }
  return known;
}

function edited(work: Work, known: Item, wanted: Extract<Doing, { do: 'edit' }>, person: Person): Buffer {
  if (!known.file) throw notFound();
  if (wanted.content !== undefined) return Buffer.from(wanted.content, 'base64');
  const line = wanted.line ?? `${person.name} ${work.sharePoint.now()}`;
  return withLine(known.name, work.sharePoint.contents.get(known.file.content), line);
}

function deletedItem({ sharePoint, library }: Work, id: string): Item {
  const found = sharePoint.state.items[id];
  if (found?.drive !== library.drive || found.deletedAt === null) throw notFound();
  return found;
}
