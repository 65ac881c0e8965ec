import {
  type Account,
  AccountAddress,
  AccountId,
  type AccountKind,
  type AccountStatus,
  accountKinds,
  accountStatuses,
  type Lineage,
  restoreAccount,
} from '@tenantry/domain';
import fc from 'fast-check';
import { roleIds } from './policy.ts';
import { trimmedTexts } from './text.ts';
import { accountNumbers } from './values.ts';

export const accountIds = (): fc.Arbitrary<AccountId> => fc.uuid().map((id) => AccountId.parse(id));

export const accountAddresses = (): fc.Arbitrary<AccountAddress> =>
  fc
    .stringMatching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)
    .map((address) => AccountAddress.parse(address));

/** Times that every store can keep: whole milliseconds of this century. */
export const times = (): fc.Arbitrary<Date> =>
  fc.date({
    min: new Date('2000-01-01T00:00:00Z'),
    max: new Date('2099-12-31T23:59:59Z'),
    noInvalidDate: true,
  });

export interface LineageConstraints {
  /** At most 10 without it. */
  readonly maxDepth?: number;
  /** Of every account; any without it. */
  readonly status?: AccountStatus;
  /** Of the last account; any without it. The kinds above it need not be allowed to parent it. */
  readonly kind?: AccountKind;
}

/** Accounts from a root down to one of them, each the child of the one before. */
export const lineages = ({
  maxDepth = 10,
  status,
  kind,
}: LineageConstraints = {}): fc.Arbitrary<Lineage> =>
  fc
    .uniqueArray(plainAccounts(), { minLength: 1, maxLength: maxDepth, selector: ({ id }) => id })
    .map((accounts): Lineage => {
      const linked = accounts.map((account, at) =>
        restoreAccount({
          ...account,
          ancestors: accounts.slice(0, at).map(({ id }) => id),
          status: status ?? account.status,
          kind: at === accounts.length - 1 ? (kind ?? account.kind) : account.kind,
        }),
      );
      return nonEmpty(linked);
    });

const plainAccounts = () =>
  fc.record({
    id: fc.uuid(),
    number: accountNumbers(),
    address: accountAddresses(),
    kind: fc.constantFrom(...accountKinds),
    name: trimmedTexts(),
    status: fc.constantFrom(...accountStatuses),
    defaultRole: fc.option(roleIds()),
    mayHaveSubAccounts: fc.boolean(),
    version: fc.integer({ min: 1, max: 1_000 }),
    createdAt: times(),
    updatedAt: times(),
  });

const nonEmpty = ([first, ...rest]: readonly Account[]): Lineage => {
  if (first === undefined) throw new Error('a lineage has a root');
  return [first, ...rest];
};
