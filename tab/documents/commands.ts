/** What can be done with a unit's documents, each as one call. */
import type { KeptDocument, KeptDocuments } from '../../bot/api/schemas/documents.ts';
import { api, fetchFile } from '../parts/api.ts';
import { queryClient } from '../parts/queries.ts';
import { documentsQuery } from './queries.ts';

const pathOf = (unit: string, rest = ''): string => `/units/${encodeURIComponent(unit)}/documents${rest}`;

async function change(unit: string, method: 'PUT' | 'POST', rest: string, body?: unknown): Promise<void> {
  await api<KeptDocuments | undefined>(pathOf(unit, rest), { method, ...(body === undefined ? {} : { body }) });
  await queryClient.invalidateQueries({ queryKey: documentsQuery(unit).queryKey });
}

/** Whether LIKA keeps the documents in the channel's files. Throws ApiError. */
export const keepDocuments = (unit: string, keep: boolean): Promise<void> => change(unit, 'PUT', '/keeping', { keep });

/** What waits is tried now. Throws ApiError. */
export const tryDocuments = (unit: string): Promise<void> => change(unit, 'POST', '/try');

/** What becomes of a document whose file was taken away. Throws ApiError. */
export const settleGone = (unit: string, kind: KeptDocument['kind'], choose: 'again' | 'leave'): Promise<void> =>
  change(unit, 'POST', `/${kind}/gone`, { choose });

/** How the chart is drawn, and as what. */
export interface PictureWish {
  readonly format: 'png' | 'svg';
  readonly look: 'light' | 'dark' | 'transparent';
}

const ADDRESS_MS = 60_000;

/** Saves a document where the browser saves files; gives its name. Throws ApiError. */
export async function saveDocument(unit: string, kind: KeptDocument['kind'], wish?: PictureWish): Promise<string> {
  const search = wish ? `?${new URLSearchParams({ ...wish }).toString()}` : '';
  const { blob, name } = await fetchFile(pathOf(unit, `/${kind}${search}`));
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Some browsers fetch the file only after having asked where to put it.
  setTimeout(() => URL.revokeObjectURL(address), ADDRESS_MS);
  return name;
}

/** Prints the page for politicians: it is laid in a frame that nobody sees, and goes when it has been printed. Throws ApiError. */
export async function printPage(unit: string): Promise<void> {
  const { blob } = await fetchFile(`/units/${encodeURIComponent(unit)}/print`);
  const frame = document.createElement('iframe');
  frame.className = 'visually-hidden';
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  frame.srcdoc = await blob.text();
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  const printed = frame.contentWindow;
  if (!printed) return frame.remove();
  printed.addEventListener('afterprint', () => frame.remove());
  printed.focus();
  printed.print();
}
