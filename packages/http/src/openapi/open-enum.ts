import { z } from 'zod';

/**
 * A text that is one of these, of which there may be more one day: an `enum` in a reply would be
 * closed for ever to clients that were generated from it.
 */
export const openEnum = (values: readonly string[]) =>
  z.string().meta({ 'x-extensible-enum': [...values] });
