import type { Block } from '../../bot/api/schemas/blocks.ts';
import { copyByTeams } from '../parts/teams.ts';

/**
 * Lays a block on the clipboard in every form it has; who pastes takes the one that fits. A host that keeps the clipboard
 * from its frames may do it itself, with one form. Rejects where neither will.
 */
export async function copyBlock(block: Block): Promise<void> {
  const forms = formsOf(block);
  try {
    await navigator.clipboard.write([new ClipboardItem(forms)]);
  } catch (error) {
    const [first] = Object.values(forms);
    if (!first || !(await copyByTeams(first))) throw error;
  }
}

function formsOf({ html, text, png }: Block): Record<string, Blob> {
  const blob = (type: string, content: BlobPart): Blob => new Blob([content], { type });
  // A document would take the text beside a picture rather than the picture.
  if (png !== null) return { 'image/png': blob('image/png', bytesOf(png)) };
  return { 'text/html': blob('text/html', html), 'text/plain': blob('text/plain', text) };
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}
