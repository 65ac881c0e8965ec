import { z } from 'zod';
import { type Invalid, invalid } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';
import { fieldAt } from '../values/field-at.ts';
import { issuesOf } from '../values/issues.ts';
import { present } from '../values/present.ts';
import { Scopes } from '../values/scope.ts';

// What a key or a password looks like is not asked: one that cannot be is wrong, and no more.
const proof = z.string();

const account = z.custom<string | number>(
  (given) => typeof given === 'string' || typeof given === 'number',
  {
    error: ({ input }) =>
      input === undefined ? 'required' : 'type: must be an address, a UUID or a number',
  },
);

const scope = Scopes.exactOptional();

const byKey = z.strictObject({ grant: z.literal('api_key'), key: proof, scope });

const grant = z.literal('password');
const byUserName = z.strictObject({ grant, userName: proof, password: proof, scope });
const byMailbox = z.strictObject({ grant, account, email: proof, password: proof, scope });

/** Lets nothing through: it finds what is wrong beside a grant that is missing or unknown. */
const byNothing = z
  .strictObject({
    grant: z.enum(['api_key', 'password']),
    key: proof.exactOptional(),
    userName: proof.exactOptional(),
    account: account.exactOptional(),
    email: proof.exactOptional(),
    password: proof.exactOptional(),
    scope,
  })
  .pipe(z.never());

/**
 * What `sessions.issue` takes: an API key, or a password with a user name or with an account and a
 * mailbox in it; and what the token is to open besides, separated by blanks.
 */
export type IssueTokenInput = z.input<typeof byKey | typeof byUserName | typeof byMailbox>;

/** The same, parsed. */
export type TokenGrant = z.output<typeof byKey | typeof byUserName | typeof byMailbox>;

/** Every fault at once. A member that another grant would have is unknown, too. */
export const parseIssueToken = (given: unknown): Result<TokenGrant, Invalid> => {
  const input = present(given);
  const parsed = schemaFor(input).safeParse(input, { reportInput: true });
  return parsed.success ? ok(parsed.data) : err(invalid(issuesOf(parsed.error)));
};

function schemaFor(input: unknown) {
  switch (fieldAt(input, 'grant')) {
    case 'api_key':
      return byKey;
    case 'password':
      return fieldAt(input, 'userName') === undefined ? byMailbox : byUserName;
    default:
      return byNothing;
  }
}
