/** The cells of one record of CSV. */
export interface Cells {
  readonly cells: readonly string[];
  /** The cell, from 0, whose quotes are not those of CSV; there are no cells then from there on. */
  readonly broken?: number;
}

/**
 * Takes a record apart as RFC 4180 has it: a cell that begins with a quote ends with one, and within
 * it two of them are one. A quote anywhere else is a fault.
 */
export const cellsOf = (text: string, delimiter: string): Cells => {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const isQuoted = text.startsWith('"', at);
    const end = isQuoted ? afterQuotes(text, at) : indexOr(text, delimiter, at, text.length);
    const cell = text.slice(at, end);
    const isSound = isQuoted
      ? end === text.length || (end !== undefined && text.startsWith(delimiter, end))
      : !cell.includes('"');
    if (end === undefined || !isSound) return { cells, broken: cells.length };
    cells.push(isQuoted ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === text.length) return { cells };
    at = end + delimiter.length;
  }
};

/** Where a quoted cell ends: after the first quote that is not one of two; undefined for no end. */
function afterQuotes(text: string, from: number): number | undefined {
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return undefined;
    if (!text.startsWith('"', quote + 1)) return quote + 1;
    at = quote + 2;
  }
}

const indexOr = (text: string, wanted: string, from: number, otherwise: number): number => {
  const at = text.indexOf(wanted, from);
  return at < 0 ? otherwise : at;
};

/** What cells may be divided by. */
export const delimiters: readonly string[] = [',', ';', '\t'];

/** What a file's cells are divided by: whatever its header has most of outside of quotes. */
export const delimiterOf = (header: string): string => {
  const bare = header.replaceAll(/"[^"]*"/g, '');
  const counted = delimiters.map((one) => ({ one, count: bare.split(one).length }));
  return counted.reduce((most, other) => (other.count > most.count ? other : most)).one;
};
