import { z } from 'zod';

/** A moment as RFC 3339 writes it, with its offset: `2027-01-31T12:00:00Z`. */
export const Instant = z.iso
  .datetime({ offset: true, error: 'format: must be a time as in 2027-01-31T12:00:00Z' })
  .transform((text) => new Date(text));
