import { expect } from '@jest/globals';
import { errorOf, startMicrosoft365 } from './microsoft365.ts';
import type { Answer, Asking, Json, Microsoft365 } from './microsoft365.ts';

/** SharePoint as the head of Sjöskolan sees it through an app with Files.ReadWrite.All. */
export interface FilesWorld {
  readonly graph: Microsoft365;
  /** The drive and the folder of the school's channel. */
  readonly drive: string;
  readonly folder: string;
  /** The client id of the app. */
  readonly app: string;
  /** Calls Graph, e.g. `GET /drives/…`; as the head if no token is given. */
  call(address: string, asking?: Asking): Promise<Answer>;
  /** A token of a person with these scopes. */
  token(person: string, ...scopes: string[]): Promise<string>;
  /** A token of the app on its own in the head's tenant with these roles. */
  appToken(...roles: string[]): Promise<string>;
  /** The address of an item, by its id or by its path below the channel's folder. */
  at(place: string | Json, rest?: string): string;
  /** Puts a file by path below the channel's folder. */
  put(path: string, content: string | Uint8Array, asking?: Asking & { query?: string }): Promise<Answer>;
  /** The bytes of an item, fetched as a client does. */
  read(item: Json): Promise<Buffer>;
}

export async function startFiles(): Promise<FilesWorld> {
  const graph = await startMicrosoft365();
  const token = (person: string, ...scopes: string[]) =>
    graph.tokens.graphToken(graph.person(person), scopes.length > 0 ? scopes : ['Files.ReadWrite.All']);
  // A fresh one each time: a test may let hours pass.
  const call = async (address: string, asking: Asking = {}) => {
    const own = 'token' in asking ? '' : await token('rektor-sjoskolan');
    const [method, path] = address.split(/ (.*)/s);
    return graph.ask(`${method} /graph/v1.0${path}`, { token: own, ...asking });
  };
  const team = graph.team('sjoskolan');
  const found = await call(`GET /teams/${team.id}/channels/${team.channels[0]?.id}/filesFolder`);
  if (found.status !== 200) throw new Error(errorOf(found).message);
  const drive = String((found.body.parentReference as Json).driveId);
  const folder = String(found.body.id);
  const at: FilesWorld['at'] = (place, rest = '') =>
    typeof place === 'string'
      ? `/drives/${drive}/items/${folder}:/${place.split('/').map(encodeURIComponent).join('/')}:${rest}`
      : `/drives/${drive}/items/${String(place.id)}${rest}`;
  return {
    graph,
    drive,
    folder,
    app: graph.context.settings.clientId,
    call,
    token,
    appToken: (...roles) => graph.tokens.appToken(team.tenant, 'https://graph.microsoft.com', roles),
    at,
    put: (path, content, { query = '', ...asking } = {}) =>
      call(`PUT ${at(path, `/content${query}`)}`, { body: content, ...asking }),
    async read(item) {
      const answer = await call(`GET ${at(item, '/content')}`);
      expect(answer.status).toBe(302);
      const response = await fetch(String(answer.headers.get('location')));
      expect(response.status).toBe(200);
      return Buffer.from(await response.arrayBuffer());
    },
  };
}

/** Expects a refusal with this status and code. */
export function refused(answer: Answer, status: number, code: string, message = /./): void {
  expect({ status: answer.status, ...errorOf(answer) }).toMatchObject({
    status,
    code,
    message: expect.stringMatching(message),
  });
}
