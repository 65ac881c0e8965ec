import { IdempotencyKey, type Issue, issue, issuesOf } from '@tenantry/domain';

const header = 'Idempotency-Key';

/** The client's name for this attempt, or what is wrong with it. */
export interface Named {
  readonly key?: IdempotencyKey;
  readonly issues: readonly Issue[];
}

/** A key that is malformed, or sent twice, must not look as if it guarded anything. */
export const idempotencyKeyIn = (headers: Headers): Named => {
  const given = headers.get(header);
  if (given === null) return { issues: [] };
  const parsed = IdempotencyKey.safeParse(given);
  return parsed.success
    ? { key: parsed.data, issues: [] }
    : { issues: issuesOf(parsed.error).map(({ code, message }) => issue([header], code, message)) };
};
