/** Of all that may be said, what was: what is undefined was not. */
export const given = (said: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
