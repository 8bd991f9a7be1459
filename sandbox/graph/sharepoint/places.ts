import type { Directory, OwnChannel, Team } from '../../context.ts';
import { base32, bytesOfGuid, guidOf } from './hashes.ts';

/** A site with its one library: a team's, or that of a private or shared channel, which has a site of its own. */
export interface Library {
  /** `b!` and the ids of site, web and list, as Graph gives it. */
  readonly drive: string;
  /** `host,site,web`. */
  readonly site: string;
  /** Where the site is, e.g. `https://mittkoping.sharepoint.com/sites/sjoskolan`. */
  readonly url: string;
  /** The site's title. */
  readonly title: string;
  readonly tenant: string;
  readonly team: Team;
  /** The private or shared channel, null for the team's own library. */
  readonly channel: OwnChannel | null;
  /** The first eight characters of every item's id in the library. */
  readonly prefix: string;
}

/** How SharePoint names a team's library in Swedish, and the folder that it has in addresses. */
export const LIBRARY_NAME = 'Dokument';
export const LIBRARY_FOLDER = 'Delade dokument';

/** The libraries of a directory, found by drive, site, team or channel. */
export class Libraries {
  readonly #directory: Directory;
  #byId: Map<string, Library> | null = null;

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  /** By the drive's id, the site's id, or the id of the team or of a private or shared channel. */
  find(id: string): Library | undefined {
    this.#byId ??= indexed(this.#directory);
    return this.#byId.get(id.toLowerCase().startsWith('b!') ? id : id.toLowerCase());
  }

  /** By the site's address. */
  byUrl(url: string): Library | undefined {
    this.#byId ??= indexed(this.#directory);
    return [...this.#byId.values()].find((each) => each.url.toLowerCase() === url.toLowerCase());
  }

  /** The library that holds a channel's files: its own, or its team's. */
  ofChannel(channel: string): Library | undefined {
    return this.find(channel) ?? this.find(this.#directory.teamOfChannel(channel)?.id ?? '');
  }

  /** Whether a person (object id) may be in the library. */
  isMember({ team, channel }: Library, person: string): boolean {
    return (channel ?? team).members.includes(person);
  }
}

function indexed(directory: Directory): Map<string, Library> {
  const found = new Map<string, Library>();
  for (const team of directory.teams) {
    const host = `${directory.tenant(team.tenant)?.key ?? 'contoso'}.sharepoint.com`;
    for (const channel of [null, ...team.ownChannels]) {
      const library = libraryOf(host, team, channel);
      for (const id of [library.site.toLowerCase(), (channel ?? team).id.toLowerCase()]) found.set(id, library);
      found.set(library.drive, library);
    }
  }
  return found;
}

function libraryOf(host: string, team: Team, channel: OwnChannel | null): Library {
  const { id } = channel ?? team;
  const [site, web, list] = ['site', 'web', 'list'].map((part) => guidOf(`${part} ${id}`)) as [string, string, string];
  const path = channel ? `${team.key}-${channel.name.normalize('NFKD').replace(/[^A-Za-z0-9]/g, '')}` : team.key;
  return {
    drive: `b!${Buffer.concat([site, web, list].map(bytesOfGuid)).toString('base64url')}`,
    site: `${host},${site},${web}`,
    url: `https://${host}/sites/${path}`,
    title: channel ? `${team.name}-${channel.name}` : team.name,
    tenant: team.tenant,
    team,
    channel,
    prefix: `01${base32(bytesOfGuid(list)).slice(0, 6)}`,
  };
}
