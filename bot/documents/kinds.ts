/** What a unit's report is made into: the workbook, the plan in Word, the page for politicians and the chart. */
export const DOCUMENT_KINDS = ['workbook', 'plan', 'page', 'picture'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
