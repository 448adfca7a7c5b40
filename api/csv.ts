// Tables for other programs (RFC 4180): UTF-8 with a byte order mark, so that a spreadsheet reads Japanese, and CR LF at each line's end.

export type Cell = string | number | null;

/** A text that a spreadsheet would take for a formula gets an apostrophe before it (ASVS 1.2.10); numbers are ours and stay numbers. */
function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r\0]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The table as one text; the first row names the columns. */
export const csv = (rows: readonly (readonly Cell[])[]): string => `\ufeff${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
