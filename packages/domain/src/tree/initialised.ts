import { type IssuedKey, isKeyUnused } from '../access/create-key.ts';
import { isUnused } from '../access/generated-credential.ts';
import type { Codec } from '../idempotency/attempt.ts';
import { datedAccount } from '../idempotency/dated.ts';
import { mayBeShownAgain } from '../idempotency/shown-again.ts';
import type { Ports } from '../ports.ts';
import { restoreJson } from '../restore.ts';
import type { Result } from '../result.ts';
import type { ApiKeyId } from '../values/ids.ts';
import { UserName } from '../values/names.ts';
import { type Secret, secret } from '../values/secret.ts';
import type { Account } from './account.ts';

export interface Initialised {
  readonly account: Account;
  readonly key: IssuedKey;
  readonly user: {
    readonly email: string;
    readonly userName: string;
    /** Only where it was generated; shown this once. */
    readonly password?: Secret;
  };
}

export const initialisedCodec: Codec<Initialised> = {
  accountOf: ({ account }) => account.id,
  write: ({ account, key, user: { password, ...user } }) =>
    JSON.stringify({
      account,
      user,
      key: key.id,
      text: key.text?.reveal(),
      password: password?.reveal(),
    }),
  read: (text) => {
    const { account, user, key, ...shown } = restoreJson<Written>(text);
    return {
      account: datedAccount(account),
      key: { id: key, text: secret(shown.text) },
      user: {
        ...user,
        ...(shown.password === undefined ? {} : { password: secret(shown.password) }),
      },
    };
  },
};

interface Written extends Omit<Initialised, 'key'> {
  readonly key: ApiKeyId;
  readonly text: string;
  readonly password?: string;
}

/** Leaves out what is too old to be shown again, was used, or is of no use any more. */
export async function shownAgain(
  { persistence, clock }: Ports,
  { account, key: { id, text }, user: { password, ...user } }: Initialised,
): Promise<Result<Initialised, never>> {
  const isInTime = mayBeShownAgain(account.createdAt, clock.now());
  const { isKeyLive, isPasswordUnused } = await persistence.read(async ({ access }) => {
    const found = await access.membershipByUserName(UserName.parse(user.userName));
    const member = found?.membership;
    const person = member?.status === 'active' ? await access.findUser(member.userId) : undefined;
    const issued = await access.findKey(id);
    return {
      isKeyLive: issued !== undefined && isKeyUnused(issued.key),
      isPasswordUnused: person !== undefined && isUnused(person.credential),
    };
  });
  return {
    ok: true,
    replayed: true,
    value: {
      account,
      key: isInTime && isKeyLive && text !== undefined ? { id, text } : { id },
      user: isInTime && isPasswordUnused && password !== undefined ? { ...user, password } : user,
    },
  };
}
