/** What one check of an installation found: a line of `tenantry doctor`. */
export interface Finding {
  /** What was looked at, in a word or two. */
  readonly check: string;
  /** `warn`: it works, and somebody should know; `fail`: it does not. */
  readonly result: 'ok' | 'warn' | 'fail';
  readonly message: string;
  /** What to do about it. */
  readonly advice?: string;
}

/** What a check comes to where this may be wrong with it; the first that is counts. */
export const judged = (
  check: string,
  fine: string,
  ...faults: readonly (false | Omit<Finding, 'check'>)[]
): Finding => {
  const fault = faults.find((one) => one !== false);
  return fault === undefined ? { check, result: 'ok', message: fine } : { check, ...fault };
};

export const warn = (message: string, advice: string) =>
  ({ result: 'warn', message, advice }) as const;

export const fail = (message: string, advice: string) =>
  ({ result: 'fail', message, advice }) as const;
