import {
  type AccountReads,
  type AccountWrites,
  type Conflict,
  comparable,
  err,
  isWithin,
  type Named,
  type NewPartner,
  ok,
  type Partner,
  type PartnerDetails,
  parentIdOf,
  type TakenKind,
} from '@tenantry/domain';
import { addAccount, findWithin, isAddressTaken } from './accounts.ts';
import type { AtOnce } from './guard.ts';
import { addMember, demandUser, isMailboxTaken, isUserNameTaken } from './memberships.ts';
import { sliced } from './sliced.ts';
import { existing, type MemberedRow, replace, type State } from './state.ts';

export const partnerReads = (
  state: State,
): AtOnce<Pick<AccountReads, 'findPartner' | 'partners'>> => ({
  findPartner: (reach, ref) => {
    const account = findWithin(state, reach, ref);
    const row = state.partners.find(({ accountId }) => accountId === account?.id);
    return row === undefined ? undefined : partnerOf(state, row);
  },

  partners: (reach, { named: asked, ...slice }) =>
    sliced(
      state.partners
        .map((row) => partnerOf(state, row))
        .filter(({ account }) => isWithin(reach, account))
        .filter((partner) => asked === undefined || isNamed(partner, asked)),
      slice,
    ),
});

export const partnerWrites = (
  state: State,
): AtOnce<Pick<AccountWrites, 'addPartner' | 'savePartner'>> => ({
  addPartner: (partner) => {
    if (isAddressTaken(state, partner.account)) return err({ taken: 'AddressTaken' });
    const conflict = conflictOver(takenByOthers(state, partner));
    if (conflict !== undefined) return err(conflict);
    const { account: added, contactMember: member, ...details } = partner;
    const account = addAccount(state, added);
    const contactMember = addMember(state, member);
    state.partners.push({ accountId: account.id, details, memberId: contactMember.id });
    return ok({ account, ...details, contactMember });
  },

  savePartner: (corrected) => {
    const row = state.partners.find(({ accountId }) => accountId === corrected.account.id);
    if (row === undefined) throw new Error(`${corrected.account.id} is no partner`);
    const before = partnerOf(state, row);
    if (corrected.account.version !== before.account.version + 1)
      return err({ taken: 'VersionStale' });
    const partner = withWhatStays(before, corrected);
    const conflict = conflictOver([
      ...takenByOthers(state, partner),
      ['EmailTaken', isMailboxTaken(state, partner.contactMember)],
    ]);
    if (conflict !== undefined) return err(conflict);
    const { account, contactMember, ...details } = partner;
    demandUser(state, contactMember);
    replace(state.accounts, account);
    replace(state.memberships, contactMember);
    state.partners[state.partners.indexOf(row)] = { ...row, details };
    return ok(partner);
  },
});

const partnerOf = (
  state: State,
  { accountId, details, memberId }: MemberedRow<PartnerDetails>,
): Partner => ({
  account: existing(state.accounts, accountId),
  ...details,
  contactMember: existing(state.memberships, memberId),
});

const isNamed = ({ account, reference }: Partner, { text, ref }: Named): boolean =>
  [account.id, account.number].some((known) => known === ref) ||
  [account.name, reference].some((known) => comparable(known) === comparable(text));

/** A correction with all that cannot be corrected as it is. */
function withWhatStays(before: Partner, corrected: Partner): Partner {
  const { id, number, address, kind, ancestors } = before.account;
  const { id: memberId, number: memberNumber, accountId } = before.contactMember;
  return {
    ...corrected,
    account: { ...corrected.account, id, number, address, kind, ancestors },
    contactMember: { ...corrected.contactMember, id: memberId, number: memberNumber, accountId },
  };
}

/** What is unique of a partner, in the order of the port, and whether another has it. */
function takenByOthers(state: State, { account, reference, contactMember }: NewPartner) {
  const others = state.partners
    .filter(({ accountId }) => accountId !== account.id)
    .map((row) => partnerOf(state, row));
  const siblings = others.filter((other) => parentIdOf(other.account) === parentIdOf(account));
  const name = comparable(account.name);
  const key = comparable(reference);
  return [
    ['NameTaken', siblings.some((sibling) => comparable(sibling.account.name) === name)],
    ['ReferenceTaken', others.some((other) => comparable(other.reference) === key)],
    ['UserNameTaken', isUserNameTaken(state, contactMember)],
  ] as const;
}

/** One conflict over all that is taken, the first of it before the rest; none over nothing. */
function conflictOver<What extends TakenKind>(
  values: readonly (readonly [What, boolean])[],
): Conflict<What> | undefined {
  const [taken, ...also] = values.flatMap(([what, isTaken]) => (isTaken ? [what] : []));
  if (taken === undefined) return undefined;
  return also.length === 0 ? { taken } : { taken, also };
}
