import { IdempotencyKey, type Issue, issue, issuesOf } from '@tenantry/domain';

export const idempotencyHeader = 'Idempotency-Key';

/** The client's name for this attempt as it was sent, and what is wrong with it. */
export interface Named {
  readonly given?: string;
  readonly issues: readonly Issue[];
}

/**
 * A key that is malformed, or sent twice, must not look as if it guarded anything. It is tried here
 * so that its faults stand beside the body's, and handed on as it is: whoever reads it takes off
 * quotes, and must find what the client wrote.
 */
export const idempotencyKeyIn = (headers: Headers): Named => {
  const given = headers.get(idempotencyHeader);
  if (given === null) return { issues: [] };
  const { error } = IdempotencyKey.safeParse(given);
  const issues = error === undefined ? [] : issuesOf(error);
  return {
    given,
    issues: issues.map(({ code, message }) => issue([idempotencyHeader], code, message)),
  };
};
