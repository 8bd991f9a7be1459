import type { SeenFolder, SeenItem } from '../graph/sharepoint/view.ts';
import { call, CallFailed } from './api.ts';
import { t } from './texts.ts';

export type { SeenFolder, SeenItem };

/** Whose eyes and hands: a person in a channel's files. */
export interface FilesPlace {
  person: string;
  channel: string;
}

/** What a person does with a file or folder; `by-hand.ts` says what each needs. */
export type Doing = {
  do: string;
  item?: string;
  within?: string;
  to?: string;
  name?: string;
  line?: string;
  content?: string;
};

/** A channel's files in SharePoint itself, where no app has a part. */
export function filesOf(place: FilesPlace) {
  const query = (more: Record<string, string>) => new URLSearchParams({ ...place, ...more }).toString();
  return {
    read: async (folder: string | null) => (await call(`/host/files?${query({ folder: folder ?? '' })}`)) as SeenFolder,
    change: async (what: Doing) =>
      (await call('/host/files', { method: 'POST', body: { ...place, ...what } })) as { id: string; name: string },
    /** Where the browser has a file's bytes from. */
    address: ({ id }: SeenItem) => `/host/files/content?${query({ item: id })}`,
    /** Fills the library or makes it read-only, or takes that away again. */
    hinder: (what: { full?: boolean; readOnly?: boolean }) =>
      call('/graph/libraries', { method: 'POST', body: { channel: place.channel, ...what } }),
    habits: async () => (await call('/graph/habits')) as { writesProperties: boolean },
    setHabits: (writesProperties: boolean) => call('/graph/habits', { method: 'POST', body: { writesProperties } }),
  };
}

export type Files = ReturnType<typeof filesOf>;

/** Where a link into SharePoint leads, null when the person finds nothing there. */
export async function findFile(
  person: string,
  url: string,
): Promise<{ team: string; channel: string; folder: string } | null> {
  const query = new URLSearchParams({ person, url }).toString();
  const found = await call(`/host/files/find?${query}`).catch(() => null);
  return found as { team: string; channel: string; folder: string } | null;
}

const KNOWN = [
  'notAllowed',
  'resourceLocked',
  'quotaLimitReached',
  'accessDenied',
  'nameAlreadyExists',
  'invalidRequest',
  'itemNotFound',
];

/** Why something was not done, to be shown. */
export function whyNot(error: unknown): string {
  const body = error instanceof CallFailed && typeof error.body === 'object' && error.body !== null ? error.body : {};
  const code = 'code' in body ? String(body.code) : '';
  if (KNOWN.includes(code)) return t(`files.why.${code}`);
  return error instanceof Error ? error.message : String(error);
}

/** A file from the person's own disk, in base64. */
export async function contentOf(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
