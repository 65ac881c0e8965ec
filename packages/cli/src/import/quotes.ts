/** Where a record stands, as RFC 4180 has it: before a cell, in it, or past its last quote. */
type State = 'before' | 'bare' | 'quoted' | 'closed' | 'ended';

const quote = 0x22;
const carriageReturn = 0x0d;

/**
 * Follows the quotes of one record, byte by byte but for line feeds, so that its end is known however
 * long it is: of what may be a cell's text nothing is ever taken for a record.
 */
export const quotesOf = (divides: (byte: number) => boolean) => {
  let state: State = 'before';
  let isBroken = false;
  let isOdd = false;
  const broken = (): State => {
    isBroken = true;
    return 'bare';
  };
  const after = (byte: number): State => {
    if (state === 'quoted') return byte === quote ? 'closed' : 'quoted';
    if (state === 'ended') return broken();
    if (byte === quote) return state === 'bare' ? broken() : 'quoted';
    if (divides(byte)) return 'before';
    if (state !== 'closed') return 'bare';
    return byte === carriageReturn ? 'ended' : broken();
  };
  return {
    read: (byte: number): void => {
      if (byte === quote) isOdd = !isOdd;
      if (!isBroken) state = after(byte);
    },
    /** Whether a line feed would be text. */
    isOpen: (): boolean => state === 'quoted',
    /** Whether there is a quote where none may be; a line feed ends the record then. */
    isBroken: (): boolean => isBroken,
    /** Whether the quotes are no pairs. */
    isOdd: (): boolean => isOdd,
  };
};
