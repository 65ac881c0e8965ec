import { AccountRef, err, type Issue, issue, ok, type Result } from '@tenantry/domain';

/** The account that a header or a part of the path names, or what is wrong at that place. */
export const accountRefAt = (
  place: string,
  given: string | undefined,
): Result<AccountRef, Issue> => {
  const ref = AccountRef.safeParse(given);
  return ref.success
    ? ok(ref.data)
    : err(issue([place], 'format', 'must be the UUID or the number of an account'));
};
