/**
 * For stores: what was valid when it was stored becomes the domain's own again. Shape is checked,
 * rules of creation are not: they may have changed since, and what stands must stay readable.
 */
import type { StoredApiKey } from './access/api-key.ts';
import type { Membership } from './access/membership.ts';
import { powers } from './access/powers.ts';
import type { User } from './access/user.ts';
import { type Account, type AccountStatus, accountKinds, accountStatuses } from './tree/account.ts';
import { restoreEmailAddress } from './values/email-address.ts';

/** An account in a store's own terms; `ancestors` root first. */
export interface PlainAccount {
  readonly id: string;
  readonly number: number;
  readonly address: string;
  readonly kind: string;
  readonly ancestors: readonly string[];
  readonly name: string;
  readonly status: string;
  readonly defaultRole: number | null;
  readonly mayHaveSubAccounts: boolean;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export const restoreAccount = (plain: PlainAccount): Account => ({
  id: branded(plain.id),
  number: branded(plain.number),
  address: branded(plain.address),
  kind: oneOf(accountKinds, plain.kind),
  ancestors: plain.ancestors.map((id) => branded(id)),
  name: branded(plain.name),
  status: restoreAccountStatus(plain.status),
  ...(plain.defaultRole === null ? {} : { defaultRole: branded(plain.defaultRole) }),
  mayHaveSubAccounts: plain.mayHaveSubAccounts,
  version: plain.version,
  createdAt: plain.createdAt,
  updatedAt: plain.updatedAt,
});

export const restoreAccountStatus = (stored: string): AccountStatus =>
  oneOf(accountStatuses, stored);

export interface PlainMembership {
  readonly id: string;
  readonly number: number;
  readonly accountId: string;
  readonly userId: string | null;
  readonly name: string;
  readonly email: string;
  readonly emailCanonical: string;
  readonly userName: string | null;
  readonly roles: readonly number[];
  readonly status: string;
  readonly generation: number;
  readonly invitation: {
    readonly hash: string;
    readonly until: Date;
  } | null;
}

export const restoreMembership = (plain: PlainMembership): Membership => {
  const place = {
    id: branded<Membership['id']>(plain.id),
    number: branded<Membership['number']>(plain.number),
    accountId: branded<Membership['accountId']>(plain.accountId),
    name: branded<Membership['name']>(plain.name),
    email: restoreEmailAddress(plain.email, plain.emailCanonical),
    ...(plain.userName === null ? {} : { userName: branded<UserNameOf>(plain.userName) }),
    roles: plain.roles.map((role) => branded<Membership['roles'][number]>(role)),
    generation: plain.generation,
  };
  const userId = plain.userId === null ? undefined : branded<UserIdOf>(plain.userId);
  const status = oneOf(['invited', 'active', 'disabled', 'revoked'] as const, plain.status);
  switch (status) {
    case 'invited':
      return {
        ...place,
        status,
        ...(plain.invitation === null ? {} : { invitation: plain.invitation }),
      };
    case 'active':
      if (userId === undefined) throw new Error(`active membership ${plain.id} has no user`);
      return { ...place, status, userId };
    case 'disabled':
      return { ...place, status, ...(userId === undefined ? {} : { userId }) };
    case 'revoked':
      return { ...place, status };
  }
};

type UserNameOf = NonNullable<Membership['userName']>;
type UserIdOf = Extract<Membership, { status: 'active' }>['userId'];

export interface PlainUser {
  readonly id: string;
  readonly email: string;
  readonly emailCanonical: string;
  readonly hash: string;
  readonly origin: string;
  readonly accountId: string | null;
  readonly generation: number;
  readonly lapsesAt: Date | null;
  readonly seenHash: string | null;
}

export const restoreUser = (plain: PlainUser): User => ({
  id: branded(plain.id),
  email: restoreEmailAddress(plain.email, plain.emailCanonical),
  credential: {
    hash: plain.hash,
    origin: oneOf(['own', 'given'] as const, plain.origin),
    ...(plain.accountId === null ? {} : { accountId: branded<AccountIdOf>(plain.accountId) }),
    generation: plain.generation,
    ...(plain.lapsesAt === null ? {} : { lapsesAt: plain.lapsesAt }),
    ...(plain.seenHash === null ? {} : { seenHash: plain.seenHash }),
  },
});

type AccountIdOf = NonNullable<User['credential']['accountId']>;

export interface PlainApiKey {
  readonly id: string;
  readonly lineage: string;
  readonly accountId: string;
  readonly hash: string;
  readonly power: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

export const restoreApiKey = (plain: PlainApiKey): StoredApiKey => ({
  id: branded(plain.id),
  lineage: branded(plain.lineage),
  accountId: branded(plain.accountId),
  hash: plain.hash,
  power: oneOf(powers, plain.power),
  createdAt: plain.createdAt,
  ...(plain.expiresAt === null ? {} : { expiresAt: plain.expiresAt }),
  ...(plain.revokedAt === null ? {} : { revokedAt: plain.revokedAt }),
  ...(plain.lastUsedAt === null ? {} : { lastUsedAt: plain.lastUsedAt }),
});

/** A text or number under the brand that it had; also for values that stores keep by themselves. */
export const branded = <Branded extends string | number>(stored: string | number): Branded =>
  typed(stored);

/** What was written as JSON, under the type that it had; dates are texts in it. */
export const restoreJson = <T>(text: string): T => typed(JSON.parse(text));

const typed = <T>(stored: unknown): T => stored as T;

function oneOf<T extends string>(known: readonly T[], stored: string): T {
  const found = known.find((value) => value === stored);
  if (found === undefined) throw new Error(`stored value is none of ${known.join(', ')}`);
  return found;
}
