const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const safe = (text: string) => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);

/** Stands for an escaped sign while marks are read; from Unicode's private range, so that no text has it. */
const HELD = '\uE000';

/**
 * The Markdown that Teams knows in cards, as HTML: bold, italic, links and lists; and a mention, `<at>name</at>`. Everything else is text, and HTML in it
 * is shown, not obeyed.
 */
export function markdown(source: string): string {
  const held: string[] = [];
  const hold = (_whole: string, sign: string) => `${HELD}${String(held.push(safe(sign)) - 1)}${HELD}`;
  const text = safe(source.replaceAll(HELD, '').replace(/\\([\\`*_[\]<>#()!.+-])/g, hold));
  const inline = text
    .replace(/&lt;at&gt;(.+?)&lt;\/at&gt;/g, '<span class="mention">$1</span>')
    .replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, '<a href="$2">$1</a>')
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/(^|\W)_(.+?)_(?=\W|$)/g, '$1<em>$2</em>')
    .replace(/\*(.+?)\*/g, '<em>$1</em>');
  const html = inline
    .split(/\n{2,}/)
    .map(block)
    .join('');
  return html.replace(new RegExp(`${HELD}(\\d+)${HELD}`, 'g'), (_whole, index: string) => held[Number(index)] ?? '');
}

function block(text: string): string {
  const lines = text.split(/\r?\n/);
  if (lines.every((line) => /^[-*] /.test(line)))
    return `<ul>${lines.map((line) => `<li>${line.slice(2)}</li>`).join('')}</ul>`;
  if (lines.every((line) => /^\d+\. /.test(line)))
    return `<ol>${lines.map((line) => `<li>${line.replace(/^\d+\. /, '')}</li>`).join('')}</ol>`;
  return `<p>${lines.join('<br>')}</p>`;
}
