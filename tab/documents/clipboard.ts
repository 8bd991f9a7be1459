import type { Block } from '../../bot/api/schemas/blocks.ts';

/**
 * Lays a block on the clipboard in every form it has; who pastes takes the one that fits. A host that keeps the clipboard
 * from its frames still lets them copy as a key press does, so text goes that way there. Rejects where neither is open.
 */
export async function copyBlock(block: Block): Promise<void> {
  try {
    await navigator.clipboard.write([new ClipboardItem(formsOf(block))]);
  } catch (error) {
    if (block.png !== null || !copyAsKeysDo(block)) throw error;
  }
}

function copyAsKeysDo({ html, text }: Block): boolean {
  const fill = (event: ClipboardEvent): void => {
    event.preventDefault();
    event.clipboardData?.setData('text/html', html);
    event.clipboardData?.setData('text/plain', text);
  };
  document.addEventListener('copy', fill);
  const isCopied = document.execCommand('copy');
  document.removeEventListener('copy', fill);
  return isCopied;
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
