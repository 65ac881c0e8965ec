import {
  type Account,
  type App,
  type Installation,
  type KeptResult,
  type Membership,
  Policy,
  restoreAccount,
  restoreApiKey,
  restoreJson,
  restoreMembership,
  restoreUser,
  type StoredApiKey,
  type StoredEvent,
  type User,
} from '@tenantry/domain';
import type { OwedDelivery, State } from './state.ts';

/** A value as JSON holds it: dates are texts. A date that a row gains does not compile below. */
type Row<T> = T extends Date
  ? string
  : T extends string | number | boolean | undefined
    ? T
    : { [Key in keyof T]: Row<T[Key]> };

/** The text of a file; indented, for whoever looks into it. */
export const textOf = (state: State): string => `${JSON.stringify(state, undefined, 1)}\n`;

/** What a file's text holds. Throws where it is none of this store's. */
export const stateOf = (text: string): State => {
  const rows = rowsOf(text);
  if (rows.format !== 1) throw new Error('its format is none that this version knows');
  const { installation, ...lists } = rows;
  return {
    ...lists,
    ...(installation === undefined ? {} : { installation: installationOf(installation) }),
    accounts: rows.accounts.map(accountOf),
    apps: rows.apps.map(appOf),
    users: rows.users.map(userOf),
    memberships: rows.memberships.map(membershipOf),
    keys: rows.keys.map(keyOf),
    sessions: rows.sessions.map(untilOf),
    resets: rows.resets.map(untilOf),
    tries: rows.tries.map(untilOf),
    deliveries: rows.deliveries.map(deliveryOf),
    results: rows.results.map(resultOf),
    events: rows.events.map(eventOf),
  };
};

function rowsOf(text: string): Row<State> {
  try {
    return restoreJson(text);
  } catch {
    // The parser's own words would quote what is stored.
    throw new Error('it is no JSON');
  }
}

const dateOrNull = (text: string | undefined): Date | null =>
  text === undefined ? null : new Date(text);

const installationOf = (row: Row<Installation>): Installation => ({
  ...row,
  policy: Policy.parse(row.policy),
  createdAt: new Date(row.createdAt),
});

const accountOf = (row: Row<Account>): Account =>
  restoreAccount({
    ...row,
    defaultRole: row.defaultRole ?? null,
    createdAt: new Date(row.createdAt),
    updatedAt: new Date(row.updatedAt),
  });

const appOf = (row: Row<App>): App => ({ ...row, createdAt: new Date(row.createdAt) });

const userOf = ({ id, email, credential }: Row<User>): User =>
  restoreUser({
    id,
    email: email.address,
    emailCanonical: email.canonical,
    ...credential,
    accountId: credential.accountId ?? null,
    lapsesAt: dateOrNull(credential.lapsesAt),
    seenHash: credential.seenHash ?? null,
  });

const membershipOf = (row: Row<Membership>): Membership => {
  const invitation = row.status === 'invited' ? row.invitation : undefined;
  const userId = row.status === 'active' || row.status === 'disabled' ? row.userId : undefined;
  return restoreMembership({
    ...row,
    userId: userId ?? null,
    email: row.email.address,
    emailCanonical: row.email.canonical,
    userName: row.userName ?? null,
    invitation: invitation === undefined ? null : untilOf(invitation),
  });
};

const keyOf = (row: Row<StoredApiKey>): StoredApiKey =>
  restoreApiKey({
    ...row,
    createdAt: new Date(row.createdAt),
    expiresAt: dateOrNull(row.expiresAt),
    revokedAt: dateOrNull(row.revokedAt),
    lastUsedAt: dateOrNull(row.lastUsedAt),
  });

const untilOf = <Held extends { readonly until: string }>(row: Held) => ({
  ...row,
  until: new Date(row.until),
});

const deliveryOf = ({ leasedUntil, ...row }: Row<OwedDelivery>): OwedDelivery => ({
  ...row,
  dueAt: new Date(row.dueAt),
  owedAt: new Date(row.owedAt),
  ...(leasedUntil === undefined ? {} : { leasedUntil: new Date(leasedUntil) }),
});

const resultOf = (row: Row<KeptResult>): KeptResult => ({
  ...row,
  lapsesAt: new Date(row.lapsesAt),
});

const eventOf = (row: Row<StoredEvent>): StoredEvent => ({ ...row, at: new Date(row.at) });
