import { defaultPrefix, type PostgresOptions } from './options.ts';

/** Where our tables live. */
export interface Place {
  readonly prefix: string;
  readonly schema?: string;
}

/** In bytes of UTF-8: the server cuts off what is longer, and two names may then be one. */
const longestName = 63;

/** Of the names that we give, of tables, indexes and constraints, the longest without a prefix. */
export const ourLongest = 'external_reference_name';

/** Throws a TypeError, which names the option, where the server has no such names. */
export const placeOf = ({
  prefix = defaultPrefix,
  schema,
}: Pick<PostgresOptions, 'prefix' | 'schema'>): Place => {
  const longestPrefix = longestName - ourLongest.length;
  if (!isName(prefix, 0, longestPrefix))
    throw new TypeError(`prefix must be text of at most ${longestPrefix} bytes, without NUL`);
  if (schema === undefined) return { prefix };
  if (!isName(schema, 1, longestName))
    throw new TypeError(`schema must be text of 1 to ${longestName} bytes, without NUL`);
  return { prefix, schema };
};

function isName(name: unknown, least: number, most: number): boolean {
  if (typeof name !== 'string' || !name.isWellFormed() || name.includes('\0')) return false;
  const bytes = Buffer.byteLength(name);
  return bytes >= least && bytes <= most;
}
