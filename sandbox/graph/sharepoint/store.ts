import { randomBytes, randomUUID } from 'node:crypto';
import type { Channel, SandboxContext, StateSection } from '../../context.ts';
import { readRegistration } from '../../issuer/registration.ts';
import { GraphError } from '../errors.ts';
import { Contents } from './contents.ts';
import { base32, bytesOfGuid, guidOf } from './hashes.ts';
import { sameName } from './names.ts';
import { Libraries, LIBRARY_FOLDER } from './places.ts';
import type { Library } from './places.ts';
import type { UploadSession } from './sessions.ts';

/** Who does something: a person, an app, or an app on behalf of a person. */
export interface Actor {
  /** Client id, null for somebody who works in SharePoint itself. */
  readonly app: string | null;
  /** Object id, null for an app on its own. */
  readonly person: string | null;
}

interface Identity {
  id: string;
  displayName: string;
  email?: string;
}
export interface Identities {
  application?: Identity;
  user?: Identity;
}

export interface FileContent {
  /** Name in `Contents`. */
  content: string;
  size: number;
  quickXorHash: string;
}

/** A file or folder as it is kept. */
export interface Item {
  readonly id: string;
  readonly guid: string;
  readonly drive: string;
  /** Id of the folder it is in, null for a library's root. */
  parent: string | null;
  name: string;
  /** Null for a folder. */
  file: FileContent | null;
  /** The number in its eTag, which grows at any change. */
  version: number;
  /** The number in its cTag, which grows when the content changes. */
  contentVersion: number;
  createdAt: string;
  createdBy: Identities;
  modifiedAt: string;
  modifiedBy: Identities;
  /** What a client says about the file's times on its own disk. */
  fileSystem: { createdDateTime: string; lastModifiedDateTime: string };
  /** When it went to the recycle bin. */
  deletedAt: string | null;
  /** Object id of who has the file open. */
  openBy: string | null;
  /** Who has checked the file out. */
  checkedOutBy: Actor | null;
}

interface LibraryState {
  readOnly: boolean;
  /** Bytes that something else takes up. */
  filler: number;
}

export type SiteRole = 'read' | 'write' | 'manage' | 'fullcontrol';

interface SharePointState {
  items: Record<string, Item>;
  libraries: Record<string, LibraryState>;
  /** Channels whose folder nobody has opened yet, by id. */
  notReady: string[];
  /** Uploads on their way, by id. */
  sessions: Record<string, UploadSession>;
  /** What apps with Sites.Selected have been granted: by site, by client id. */
  grants: Record<string, Record<string, SiteRole>>;
  /** Whether SharePoint writes the library's properties into Office files after an upload. */
  writesProperties: boolean;
  /** Signs the addresses that need no token. */
  key: string;
}

const empty = (): SharePointState => ({
  items: {},
  libraries: {},
  notReady: [],
  sessions: {},
  grants: {},
  writesProperties: false,
  key: randomBytes(32).toString('hex'),
});

/** A team's site may hold this much: 25 TB (https://learn.microsoft.com/office365/servicedescriptions/sharepoint-online-service-description/sharepoint-online-limits). */
const QUOTA = 25 * 1024 ** 4;

export const notFound = () => new GraphError(404, 'itemNotFound', 'The resource could not be found.');
export const denied = () => new GraphError(403, 'accessDenied', 'Access denied');

/** All that is in SharePoint, kept between starts. Whoever makes another one of the same context works on the same. */
export class SharePoint {
  readonly libraries: Libraries;
  readonly contents: Contents;
  readonly #section: StateSection<SharePointState>;
  readonly #context: SandboxContext;
  #appName: string | null = null;

  constructor(context: SandboxContext) {
    this.#context = context;
    this.libraries = new Libraries(context.directory);
    this.contents = new Contents(context.settings.folder);
    this.#section = context.state.section('sharepoint', empty);
    context.onReset(() => {
      this.contents.clear();
    });
  }

  get state(): SharePointState {
    return this.#section.value;
  }

  save(): void {
    this.#section.changed();
  }

  /** Forgets uploads whose time is over and bytes that nothing holds any more; for the start, when nothing is on its way. */
  sweep(): void {
    const { sessions, items } = this.state;
    const now = this.#context.clock.real();
    for (const { id, until } of Object.values(sessions)) if (until <= now) delete sessions[id];
    const held = Object.values(items).flatMap(({ file }) => (file ? [file.content] : []));
    this.contents.keepOnly(new Set([...held, ...Object.values(sessions).flatMap(({ parts }) => parts)]));
  }

  /** The time as SharePoint writes it, by the service's clock. */
  now(): string {
    return `${this.#context.clock.now().toISOString().slice(0, 19)}Z`;
  }

  /** Who did something, with the names that go with the ids. */
  identities({ app, person }: Actor): Identities {
    const found = person === null ? undefined : this.#context.directory.person(person);
    return {
      ...(app === null ? {} : { application: { id: app, displayName: this.#nameOfApp(app) } }),
      ...(found ? { user: { id: found.id, displayName: found.name, email: found.userPrincipalName } } : {}),
    };
  }

  #nameOfApp(app: string): string {
    const { settings } = this.#context;
    if (app !== settings.clientId) return app;
    this.#appName ??= readRegistration(settings).name;
    return this.#appName;
  }

  /** The top of a library. */
  root(library: Library): Item {
    const guid = guidOf(`root ${library.drive}`);
    return this.#known(library, guid, { parent: null, name: 'root' });
  }

  /** The folder of a channel, named after it; made when it is first asked for. */
  channelFolder(library: Library, channel: Channel): Item {
    const guid = guidOf(`folder ${channel.id}`);
    return this.#known(library, guid, { parent: this.root(library).id, name: channel.name });
  }

  #known(library: Library, guid: string, place: Pick<Item, 'parent' | 'name'>): Item {
    const id = idOf(library, guid);
    const known = this.state.items[id];
    if (known) return known;
    return this.#keep({ ...this.#fresh(library, guid, { app: null, person: null }), ...place });
  }

  /** A new file or folder. */
  add(library: Library, place: { parent: Item; name: string; file: FileContent | null }, actor: Actor): Item {
    const fresh = this.#fresh(library, randomUUID(), actor);
    return this.#keep({ ...fresh, parent: place.parent.id, name: place.name, file: place.file });
  }

  #fresh(library: Library, guid: string, actor: Actor): Item {
    const now = this.now();
    const by = this.identities(actor);
    return {
      id: idOf(library, guid),
      guid,
      drive: library.drive,
      parent: null,
      name: '',
      file: null,
      version: 1,
      contentVersion: 1,
      createdAt: now,
      createdBy: by,
      modifiedAt: now,
      modifiedBy: by,
      fileSystem: { createdDateTime: now, lastModifiedDateTime: now },
      deletedAt: null,
      openBy: null,
      checkedOutBy: null,
    };
  }

  #keep(item: Item): Item {
    this.state.items[item.id] = item;
    this.save();
    return item;
  }

  /** An item that is there, not in the recycle bin. */
  item(library: Library, id: string): Item {
    const found = id === 'root' ? this.root(library) : this.state.items[id.toUpperCase()];
    if (found?.drive !== library.drive || found.deletedAt !== null) throw notFound();
    return found;
  }

  /** What is in a folder, by name; what is in the recycle bin is not. */
  children(folder: Item): Item[] {
    return Object.values(this.state.items)
      .filter(({ parent, deletedAt }) => parent === folder.id && deletedAt === null)
      .sort((one, other) => one.name.localeCompare(other.name, 'sv', { numeric: true }));
  }

  child(folder: Item, name: string): Item | undefined {
    return this.children(folder).find((each) => sameName(each.name, name));
  }

  /** An item and all that is in it, at any depth. */
  withAllIn(item: Item): Item[] {
    return [item, ...this.children(item).flatMap((each) => this.withAllIn(each))];
  }

  /** From the library's root (left out) to the item. */
  pathOf(item: Item): Item[] {
    const above = item.parent === null ? undefined : this.state.items[item.parent];
    return above ? [...this.pathOf(above), item] : [];
  }

  /** The item that an address in a browser leads to: an Office file's names its GUID, the others their path. */
  byUrl(text: string): Item | undefined {
    const url = URL.canParse(text) ? new URL(text) : null;
    const guid = url?.searchParams.get('sourcedoc')?.replace(/[{}]/g, '').toLowerCase();
    const found = guid
      ? Object.values(this.state.items).find((each) => each.guid === guid)
      : this.#byPath(url?.host ?? '', url?.pathname ?? '');
    return found?.deletedAt === null ? found : undefined;
  }

  #byPath(host: string, path: string): Item | undefined {
    const [, sites, site, folder, ...names] = path.split('/').map(decodeURIComponent);
    const library = this.libraries.byUrl(`https://${host}/${sites ?? ''}/${site ?? ''}`);
    if (!library || folder !== LIBRARY_FOLDER) return undefined;
    const start: Item | undefined = this.root(library);
    return names.reduce<Item | undefined>((item, name) => item && this.child(item, name), start);
  }

  sizeOf(item: Item): number {
    return this.withAllIn(item).reduce((sum, { file }) => sum + (file?.size ?? 0), 0);
  }

  library(drive: string): LibraryState {
    return (this.state.libraries[drive] ??= { readOnly: false, filler: 0 });
  }

  /** Bytes, as `drive.quota` says. */
  quota({ drive }: Library): { total: number; used: number; remaining: number; deleted: number } {
    const mine = Object.values(this.state.items).filter((each) => each.drive === drive);
    const sum = (items: Item[]) => items.reduce((total, { file }) => total + (file?.size ?? 0), 0);
    const deleted = sum(mine.filter(({ deletedAt }) => deletedAt !== null));
    const used = Math.min(QUOTA, sum(mine) + this.library(drive).filler);
    return { total: QUOTA, used, remaining: QUOTA - used, deleted };
  }

  isReady(channel: string): boolean {
    return !this.state.notReady.includes(channel);
  }
}

/** An item's id: the library's prefix and the GUID of its list item. */
const idOf = ({ prefix }: Library, guid: string) => prefix + base32(bytesOfGuid(guid));

/** Fills a library to the last byte, or frees what filled it. */
export function fill(sharePoint: SharePoint, library: Library, isFull: boolean): void {
  const state = sharePoint.library(library.drive);
  state.filler = 0;
  if (isFull) state.filler = sharePoint.quota(library).remaining;
  sharePoint.save();
}
