import { z } from 'zod';

/** An IANA time zone that this runtime knows, such as `Europe/Rome` or `UTC`. */
export const TimeZone = z
  .string()
  .trim()
  .max(64)
  .refine(isKnown, { error: 'unknown: must be an IANA time zone such as Europe/Rome' })
  .brand<'TimeZone'>();
export type TimeZone = z.infer<typeof TimeZone>;

/** Those that were found: to ask the runtime takes longer than all the rest of a value. Letter cases make many of few. */
const found = new Set<string>();
const mostFound = 1000;

function isKnown(zone: string): boolean {
  if (found.has(zone)) return true;
  // Intl takes offsets such as `+01:00` too: they are no zones.
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    return false;
  }
  if (found.size < mostFound) found.add(zone);
  return true;
}
