import type { PgTypes } from './options.ts';

/** The types of PostgreSQL that our statements answer besides text, by their numbers. */
const boolean = 16;
const wholeNumbers = [20, 21, 23];

/**
 * Our own reading of values, whatever a host has told its driver. Positions are 64 bits on the wire
 * and far fewer in truth: they are numbers here as on every database.
 */
export const types: PgTypes = {
  getTypeParser: (type) => {
    if (wholeNumbers.includes(type)) return Number;
    return type === boolean ? (text) => text === 't' : (text) => text;
  },
};
