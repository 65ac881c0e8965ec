import { inject } from 'vitest';

/** What all tests of a run share is kept by the process that began it: see `setup.ts`. */
export const ask = async (
  what: 'database' | `database/${string}` | 'template',
): Promise<string> => {
  // A connection that is kept may be closed in the moment in which it is used again.
  const headers = { Connection: 'close' };
  const response = await fetch(`${inject('postgres')}/${what}`, { headers });
  const text = await response.text();
  if (!response.ok) throw new Error(`PostgreSQL for the tests: ${text}`);
  return text;
};
