import type { Account, KeyFound, Lineage, MembershipFound, Persistence } from '@tenantry/domain';
import { type BrokenAdapter, broken, recognising, seeing } from './altered.ts';

const isActive = ({ status }: Account): boolean => status === 'active';

/** As one join finds them. */
const nearest = ([root, ...below]: Lineage): Lineage => [root, ...below.slice(-1)];

const activeAlone = ([root, ...below]: Lineage): Lineage => [root, ...below.filter(isActive)];

/** As a walk up finds them that stops too early. */
const rootless = (lineage: Lineage): Lineage => {
  const [first, ...others] = lineage.slice(-4);
  return first === undefined ? lineage : [first, ...others];
};

type Cut = (lineage: Lineage) => Lineage;

const cutting = async <Found extends KeyFound | MembershipFound>(
  finding: Promise<Found | undefined>,
  cut: Cut,
): Promise<Found | undefined> => {
  const found = await finding;
  return found && { ...found, lineage: cut(found.lineage) };
};

const cutsForKeys = (cut: Cut): Persistence =>
  recognising((access) => ({ findKey: (id) => cutting(access.findKey(id), cut) }));

const cutsForMail = (cut: Cut): Persistence =>
  recognising((access) => ({ findMembership: (id) => cutting(access.findMembership(id), cut) }));

const cutsForUserNames = (cut: Cut): Persistence =>
  recognising((access) => ({
    membershipByUserName: (name) => cutting(access.membershipByUserName(name), cut),
  }));

const cutsForMailboxes = (cut: Cut): Persistence =>
  recognising((access) => ({
    membershipByMailbox: (id, email) => cutting(access.membershipByMailbox(id, email), cut),
  }));

const findsNoKeysBeneathOthers = (): Persistence =>
  recognising((access) => ({
    findKey: async (id) => {
      const found = await access.findKey(id);
      return found?.lineage.every(isActive) === true ? found : undefined;
    },
  }));

const findsByUserName = (hidden: string): Persistence =>
  recognising((access) => ({
    membershipByUserName: async (name) => {
      const found = await access.membershipByUserName(name);
      return found?.membership.status === hidden ? undefined : found;
    },
  }));

const findsByMailbox = (hidden: string): Persistence =>
  recognising((access) => ({
    membershipByMailbox: async (id, email) => {
      const found = await access.membershipByMailbox(id, email);
      return found?.membership.status === hidden ? undefined : found;
    },
  }));

/** What counts in the end, where its own was asked for. */
const showsWhatCounts = (): Persistence =>
  seeing((accounts) => ({
    find: async (reach, ref) => {
      const lineage = await accounts.lineage(reach, ref);
      const found = lineage?.at(-1);
      const inactive = lineage?.find((account) => !isActive(account));
      return found && { ...found, status: inactive?.status ?? found.status };
    },
  }));

const everything = { skip: 0, limit: 1_000_000 };

const listsActive = async <T extends { readonly account: Account }>(
  listing: Promise<{ readonly items: readonly T[] }>,
  { skip, limit }: { readonly skip: number; readonly limit: number },
) => {
  const items = (await listing).items.filter(({ account }) => isActive(account));
  return { total: items.length, items: items.slice(skip, skip + limit) };
};

const hiding: Readonly<Record<string, () => Persistence>> = {
  masters: () =>
    seeing((accounts) => ({
      masters: async (reach) => (await accounts.masters(reach)).filter(isActive),
    })),
  children: () =>
    seeing((accounts) => ({
      children: async (...asked) => (await accounts.children(...asked)).filter(isActive),
    })),
  'a subtree': () =>
    seeing((accounts) => ({
      subtree: async (...asked) => (await accounts.subtree(...asked)).filter(isActive),
    })),
  names: () =>
    seeing((accounts) => ({
      named: async (...asked) => (await accounts.named(...asked)).filter(isActive),
    })),
  addresses: () =>
    seeing((accounts) => ({
      findByAddress: async (...asked) => {
        const found = await accounts.findByAddress(...asked);
        return found !== undefined && isActive(found) ? found : undefined;
      },
    })),
  partners: () =>
    seeing((accounts) => ({
      partners: (reach, slice) =>
        listsActive(accounts.partners(reach, { ...slice, ...everything }), slice),
    })),
  registers: () =>
    seeing((accounts) => ({
      registers: (reach, of, slice) =>
        listsActive(accounts.registers(reach, of, everything), slice),
    })),
};

const lineages = 'keys and memberships come with whole lineages, down 10 levels';
const statuses = 'accounts of each status are found and listed, with a status of their own';
const states = 'a membership is found by mailbox and user name in each state';

/** Adapters that know too little of what stands above, or hide what is not active. */
export const brokenDepths: readonly BrokenAdapter[] = [
  broken('finds a key with the nearest alone', () => cutsForKeys(nearest), lineages),
  broken('finds a key without who is suspended', () => cutsForKeys(activeAlone), lineages),
  broken('finds no keys beneath who is suspended', findsNoKeysBeneathOthers, lineages),
  broken('finds whom mail is owed with the nearest alone', () => cutsForMail(nearest), lineages),
  broken('finds a user name with the nearest alone', () => cutsForUserNames(nearest), lineages),
  broken('finds a user name without the root', () => cutsForUserNames(rootless), lineages),
  broken('finds a mailbox with the nearest alone', () => cutsForMailboxes(nearest), lineages),
  broken('finds a mailbox without who is suspended', () => cutsForMailboxes(activeAlone), lineages),
  ...Object.entries(hiding).map(([list, open]) =>
    broken(`hides from ${list} what is not active`, open, statuses),
  ),
  broken('shows an account the status above it', showsWhatCounts, statuses),
  broken('finds no disabled member by user name', () => findsByUserName('disabled'), states),
  broken('finds no revoked member by mailbox', () => findsByMailbox('revoked'), states),
];
