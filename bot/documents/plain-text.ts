/** People's words on their way into a file: what XML and HTML cannot hold is taken out, what they would read is escaped. */

/** Control characters but for tabs and line ends, halves of characters, and what is no character at all. */
const NOT_TEXT = /(?![\t\n\r])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu;

/** The text without what no document may hold; line ends as one sign. */
export function plainText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(NOT_TEXT, '');
}

/** The text on one line, without spaces around it: for a heading, a title, a name. */
export function oneLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim();
}

/** The text's lines without the empty ones. */
export function linesOf(text: string): string[] {
  return plainText(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The text as it stands inside an element or a quoted attribute of XML or HTML. */
export function escapeMarkup(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
