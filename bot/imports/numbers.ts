/** Whether an answer, as it stands in a table, is a number: then how the column's numbers are meant matters. */
export const isNumber = (written: string): boolean => /^\d{1,3}([.,]\d+)?\s?%?$/.test(written.trim());
