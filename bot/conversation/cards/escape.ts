/**
 * What people write, made safe to stand in a card's text. A TextBlock is Markdown with functions in it, and each client
 * reads it with a parser of its own: signs that every parser lets a backslash quiet get one, what no backslash quiets
 * everywhere (list marks, entities, `{{DATE(`) is parted by a space without width, which nobody sees.
 */

const PARTED = '\u200B';

/** Marks that turn the reading direction or hide text: a name with one could rewrite the line it stands in. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/g;

/** Text as it is written, whatever Markdown, HTML entity or Adaptive Cards function it looks like. */
export function escapeMarkdown(content: string): string {
  return content
    .replace(TURNING, '')
    .replace(/^[ \t]+/gm, '')
    .replace(/[\\`*_[\]<>#~|]/g, (sign) => `\\${sign}`)
    .replace(/^(?=[-+=]|\d+[.)])/gm, PARTED)
    .replace(/&(?=#?\w+;)/g, `&${PARTED}`)
    .replace(/\{(?=\{)/g, `{${PARTED}`);
}

/** At most `length` characters as a reader counts them, cut at a word where one ends near, with an ellipsis. */
export function clamp(content: string, length: number): string {
  const signs = [...content];
  if (signs.length <= length) return content;
  const cut = signs.slice(0, length - 1).join('');
  const atWord = cut.replace(/\s+\S*$/, '');
  return `${atWord.length > cut.length * 0.7 ? atWord : cut}…`;
}
