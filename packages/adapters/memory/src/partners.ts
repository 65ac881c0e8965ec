import {
  type Account,
  type AccountId,
  type AccountReads,
  type AccountWrites,
  type Conflict,
  comparable,
  err,
  isWithin,
  type Named,
  type NewAccount,
  type NewPartner,
  ok,
  type Partner,
  parentIdOf,
  type Reach,
  type TakenKind,
} from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import {
  existingMembership,
  isHeldByAnother,
  mailboxHolder,
  replaceMembership,
  storeNewMembership,
  userNameHolder,
} from './members.ts';
import { isAddressTaken, replaceAccount, storeAccount } from './nodes.ts';
import { sliced } from './slice.ts';
import type { Tables } from './tables.ts';
import { byNumber, existing, findWithin, numbered } from './tree.ts';

export const partnerReads = (
  tables: Tables,
): AtOnce<Pick<AccountReads, 'findPartner' | 'partners'>> => ({
  findPartner: (reach, ref) => {
    const account = findWithin(tables, reach, ref);
    return account === undefined ? undefined : partnerOf(tables, account);
  },

  partners: (reach, { named, ...slice }) => {
    const found =
      named === undefined ? allWithin(tables, reach) : namedWithin(tables, reach, named);
    return sliced(found.toSorted(byNumber), slice, ({ id }) => storedPartner(tables, id));
  },
});

export const partnerWrites = (
  tables: Tables,
): AtOnce<Pick<AccountWrites, 'addPartner' | 'savePartner'>> => ({
  addPartner: (added) => {
    if (isAddressTaken(tables, added.account)) return err({ taken: 'AddressTaken' });
    const conflict = conflictOver(takenByOthers(tables, added));
    if (conflict !== undefined) return err(conflict);
    const account = storeAccount(tables, added.account);
    const contactMember = storeNewMembership(tables, added.contactMember);
    const partner = { ...added, account, contactMember };
    put(tables, partner);
    return ok(partner);
  },

  savePartner: (corrected) => {
    const before = storedPartner(tables, corrected.account.id);
    if (before.account.version !== corrected.account.version - 1)
      return err({ taken: 'VersionStale' });
    // What cannot be corrected decides about what is compared, too.
    const { ancestors } = before.account;
    const { id, accountId } = before.contactMember;
    const next = {
      ...corrected,
      account: { ...corrected.account, ancestors },
      contactMember: { ...corrected.contactMember, id, accountId },
    };
    const isMailboxTaken = isHeldByAnother(mailboxHolder(tables, next.contactMember), id);
    const conflict = conflictOver([
      ...takenByOthers(tables, next),
      ...(isMailboxTaken ? ['EmailTaken' as const] : []),
    ]);
    if (conflict !== undefined) return err(conflict);

    tables.partnersByName.delete(nameKey(before.account));
    tables.partnersByReference.delete(comparable(before.reference));
    const partner = {
      ...next,
      account: replaceAccount(tables, before.account, next.account),
      contactMember: replaceMembership(tables, before.contactMember, next.contactMember),
    };
    put(tables, partner);
    return ok(partner);
  },
});

function partnerOf(tables: Tables, account: Account): Partner | undefined {
  const entry = tables.partners.get(account.id);
  if (entry === undefined) return undefined;
  return { account, ...entry.details, contactMember: existingMembership(tables, entry.memberId) };
}

function storedPartner(tables: Tables, id: AccountId): Partner {
  const partner = partnerOf(tables, existing(tables, id));
  if (partner === undefined) throw new Error(`account ${id} is no partner`);
  return partner;
}

const allWithin = (tables: Tables, reach: Reach): readonly Account[] =>
  Array.from(tables.partners.entries(), ([id]) => existing(tables, id)).filter((account) =>
    isWithin(reach, account),
  );

function namedWithin(tables: Tables, reach: Reach, { text, ref }: Named): readonly Account[] {
  const key = comparable(text);
  const referred = [ref, tables.partnersByReference.get(key)].flatMap((known) =>
    known === undefined ? [] : (findWithin(tables, reach, known) ?? []),
  );
  const found = [...referred, ...numbered(tables, reach, tables.accountsByName.after(key))];
  const byId = new Map(found.map((account) => [account.id, account]));
  return [...byId.values()].filter(({ id }) => tables.partners.get(id) !== undefined);
}

/** By parent and name: partners of other parents may have the same. */
const nameKey = (account: Pick<NewAccount, 'ancestors' | 'name'>): string =>
  JSON.stringify([parentIdOf(account), comparable(account.name)]);

function takenByOthers(
  tables: Tables,
  { account, reference, contactMember }: NewPartner,
): readonly ('NameTaken' | 'ReferenceTaken' | 'UserNameTaken')[] {
  const named = tables.partnersByName.get(nameKey(account));
  const referred = tables.partnersByReference.get(comparable(reference));
  const called = userNameHolder(tables, contactMember);
  return [
    ...(isHeldByAnother(named, account.id) ? ['NameTaken' as const] : []),
    ...(isHeldByAnother(referred, account.id) ? ['ReferenceTaken' as const] : []),
    ...(isHeldByAnother(called, contactMember.id) ? ['UserNameTaken' as const] : []),
  ];
}

/** A conflict over all of these, the first of them before the others; none over none. */
function conflictOver<What extends TakenKind>([taken, ...also]: readonly What[]):
  | Conflict<What>
  | undefined {
  if (taken === undefined) return undefined;
  return also.length === 0 ? { taken } : { taken, also };
}

function put(tables: Tables, { account, contactMember, ...details }: Partner): void {
  tables.partners.set(account.id, { details, memberId: contactMember.id });
  tables.partnersByName.set(nameKey(account), account.id);
  tables.partnersByReference.set(comparable(details.reference), account.id);
}
