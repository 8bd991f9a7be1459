/** Free text as the service takes it. */

/** What the service would refuse and nobody typed on purpose: pasted control characters, halves of characters. */
export function cleanText(text: string): string {
  return text
    .replace(/[\u000b\u000c\u2028\u2029]/gu, '\n')
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f]/gu, '')
    .replace(/\p{Surrogate}/gu, '')
    .normalize('NFC');
}

/** Length as the service counts it: in characters, not in halves. */
export function lengthOf(text: string): number {
  return [...text.trim()].length;
}

/** Whether the text holds what looks like a Swedish personal identity number. */
export function holdsIdentityNumber(text: string): boolean {
  return /\b(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01])[-+ ]?\d{4}\b/.test(text);
}
