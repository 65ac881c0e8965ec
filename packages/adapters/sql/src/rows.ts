import {
  type Account,
  type AccountId,
  branded,
  comparable,
  depthOf,
  type Membership,
  type NewAccount,
  type NewMembership,
  parentIdOf,
  restoreAccount,
  restoreApiKey,
  restoreJson,
  restoreMembership,
  type StoredApiKey,
  userIdOf,
  userNameKey,
} from '@tenantry/domain';
import type { Selectable } from 'kysely';
import type { Schema } from './schema.ts';

export type Row<Table extends keyof Schema> = Selectable<Schema[Table]>;

export const instant = (date: Date): string => date.toISOString();

export const instantOrNull = (date: Date | undefined): string | null => date?.toISOString() ?? null;

export const dateOrNull = (text: string | null): Date | null =>
  text === null ? null : new Date(text);

/** The ids from the root down to the account itself. */
export const pathOf = ({ ancestors, id }: Pick<Account, 'ancestors' | 'id'>): string =>
  [...ancestors, id].join('/');

/** Paths from the first, up to and without the second. */
export interface PathRange {
  readonly from: string;
  readonly to: string;
}

/** The paths of an account and all beneath it. */
export const rangeBelow = (top: Account): PathRange => {
  const from = pathOf(top);
  return { from, to: from + beyond };
};

/** Follows `/` in every collation by byte: with it behind, a path comes after all beneath it. */
export const beyond = '0';

/** Several texts as one key: no text of ours can hold the separator. */
export const joined = (...texts: readonly string[]): string => texts.join('\u001f');

export type AccountRow = Omit<Row<'account'>, 'number'>;

export const accountRow = (account: NewAccount): AccountRow => ({
  id: account.id,
  address: account.address,
  kind: account.kind,
  parent_id: parentIdOf(account) ?? null,
  path: pathOf(account),
  depth: depthOf(account),
  name: account.name,
  name_key: comparable(account.name),
  sibling_key:
    account.kind === 'partner' ? joined(parentIdOf(account) ?? '', comparable(account.name)) : null,
  status: account.status,
  default_role: account.defaultRole ?? null,
  may_have_sub_accounts: account.mayHaveSubAccounts ? 1 : 0,
  version: account.version,
  created_at: instant(account.createdAt),
  updated_at: instant(account.updatedAt),
});

export const accountOf = (row: Row<'account'>): Account =>
  restoreAccount({
    id: row.id,
    number: row.number,
    address: row.address,
    kind: row.kind,
    ancestors: row.path.split('/').slice(0, -1),
    name: row.name,
    status: row.status,
    defaultRole: row.default_role,
    mayHaveSubAccounts: row.may_have_sub_accounts !== 0,
    version: row.version,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  });

export type MembershipRow = Omit<Row<'membership'>, 'number'>;

export const membershipRow = (membership: NewMembership): MembershipRow => {
  const invitation = membership.status === 'invited' ? membership.invitation : undefined;
  const { userName } = membership;
  return {
    id: membership.id,
    account_id: membership.accountId,
    user_id: userIdOf(membership) ?? null,
    name: membership.name,
    email: membership.email.address,
    email_canonical: membership.email.canonical,
    user_name: userName ?? null,
    user_name_key: userName === undefined ? null : userNameKey(userName),
    roles: JSON.stringify(membership.roles),
    status: membership.status,
    generation: membership.generation,
    invitation_hash: invitation?.hash ?? null,
    invited_until: instantOrNull(invitation?.until),
  };
};

export const membershipOf = (row: Row<'membership'>): Membership =>
  restoreMembership({
    id: row.id,
    number: row.number,
    accountId: row.account_id,
    userId: row.user_id,
    name: row.name,
    email: row.email,
    emailCanonical: row.email_canonical,
    userName: row.user_name,
    roles: restoreJson<readonly number[]>(row.roles),
    status: row.status,
    generation: row.generation,
    invitation:
      row.invitation_hash === null || row.invited_until === null
        ? null
        : { hash: row.invitation_hash, until: new Date(row.invited_until) },
  });

export const apiKeyRow = (key: StoredApiKey): Row<'api_key'> => ({
  id: key.id,
  lineage: key.lineage,
  account_id: key.accountId,
  hash: key.hash,
  power: key.power,
  created_at: instant(key.createdAt),
  expires_at: instantOrNull(key.expiresAt),
  revoked_at: instantOrNull(key.revokedAt),
  last_used_at: instantOrNull(key.lastUsedAt),
});

export const apiKeyOf = (row: Row<'api_key'>): StoredApiKey =>
  restoreApiKey({
    id: row.id,
    lineage: row.lineage,
    accountId: row.account_id,
    hash: row.hash,
    power: row.power,
    createdAt: new Date(row.created_at),
    expiresAt: dateOrNull(row.expires_at),
    revokedAt: dateOrNull(row.revoked_at),
    lastUsedAt: dateOrNull(row.last_used_at),
  });

export const accountIdOf = (text: string): AccountId => branded(text);
