import {
  type AccountId,
  type Membership,
  type MembershipFound,
  type MembershipId,
  ok,
  type Persistence,
  type Unit,
  userIdOf,
} from '@tenantry/domain';
import { adding, altered, type BrokenAdapter, broken, recognising } from './altered.ts';

/** As if what stands were what the caller saw. */
const savesOverAnything = (): Persistence =>
  adding((access) => ({
    saveMembership: async (membership, before) => {
      const found = await access.findMembership(membership.id);
      return access.saveMembership(membership, found?.membership ?? before);
    },
  }));

const comparesStatusAlone = (): Persistence =>
  adding((access) => ({
    saveMembership: async (membership, { status, generation: said }) => {
      const found = await access.findMembership(membership.id);
      const generation = found?.membership.generation ?? said;
      return access.saveMembership(membership, { status, generation });
    },
  }));

const takesStaleForFault = (): Persistence =>
  adding((access) => ({
    saveMembership: async (membership, before) => {
      const saved = await access.saveMembership(membership, before);
      if (saved.ok && saved.value === 'stale') throw new Error('no row was changed');
      return saved;
    },
  }));

const keepsUserNames = (): Persistence =>
  adding((access) => ({
    saveMembership: async (membership, before) => {
      const found = await access.findMembership(membership.id);
      return access.saveMembership({ ...found?.membership, ...membership }, before);
    },
  }));

const keepsRoles = (): Persistence =>
  adding((access) => ({
    saveMembership: async (membership, before) => {
      const found = await access.findMembership(membership.id);
      const roles = found?.membership.roles ?? membership.roles;
      return access.saveMembership({ ...membership, roles }, before);
    },
  }));

/** By every link that was ever sent. */
const findsByOldLinks = (): Persistence => {
  const sent = new Map<string, MembershipId>();
  const note = (membership: Pick<Membership, 'id'> & Partial<Membership>): void => {
    if ('invitation' in membership && membership.invitation !== undefined)
      sent.set(membership.invitation.hash, membership.id);
  };
  return altered(
    (unit) => ({
      ...unit,
      access: {
        ...unit.access,
        saveMembership: (membership, before) => {
          note(membership);
          return unit.access.saveMembership(membership, before);
        },
      },
    }),
    (view) => ({
      ...view,
      access: {
        ...view.access,
        membershipByInvitation: async (hash) => {
          const id = sent.get(hash);
          return id === undefined
            ? view.access.membershipByInvitation(hash)
            : view.access.findMembership(id);
        },
      },
    }),
  );
};

const findsNoLinksBeneathSuspended = (): Persistence =>
  recognising((access) => ({
    membershipByInvitation: async (hash) => {
      const found = await access.membershipByInvitation(hash);
      return found?.lineage.every(({ status }) => status === 'active') === true ? found : undefined;
    },
  }));

const knowsNoNumbers = (): Persistence =>
  recognising((access) => ({
    findMembership: async (ref) =>
      typeof ref === 'number' ? undefined : access.findMembership(ref),
  }));

const repeatsMembers = (): Persistence =>
  recognising((access) => ({
    members: (account, { limit }) => access.members(account, { limit }),
  }));

const listsPlacesWithoutAbove = (): Persistence =>
  recognising((access) => ({
    memberships: async (user, page) =>
      (await access.memberships(user, page)).map(({ membership, lineage }): MembershipFound => {
        const [root, ...below] = lineage;
        return { membership, lineage: [below.at(-1) ?? root] };
      }),
  }));

const listsActivePlaces = (): Persistence =>
  recognising((access) => ({
    memberships: async (user, page) =>
      (await access.memberships(user, page)).filter(
        ({ membership }) => membership.status === 'active',
      ),
  }));

interface Ends {
  readonly accounts?: (unit: Unit, of: AccountId) => Promise<readonly AccountId[]>;
  readonly ended?: (before: Membership) => Membership;
  readonly forgets?: boolean;
}

const subtree = async ({ accounts }: Unit, of: AccountId): Promise<readonly AccountId[]> =>
  (await accounts.subtree('installation', of, { limit: 1000 })).map(({ id }) => id);

const revoked = (member: Membership): Membership => {
  const { id, number, accountId, name, email, roles, generation } = member;
  const place = { id, number, accountId, name, email, roles, generation: generation + 1 };
  return { ...place, status: 'revoked' };
};

/** Ends memberships one by one, and one part of that otherwise. */
const ending =
  ({ accounts = subtree, ended = revoked, forgets = true }: Ends) =>
  (): Persistence =>
    altered((unit) => ({
      ...unit,
      access: {
        ...unit.access,
        endMemberships: async (of) => {
          const { access } = unit;
          for (const id of await accounts(unit, of))
            for (const member of await access.members(id, { limit: 1000 })) {
              const userId = userIdOf(member);
              await access.saveMembership(ended(member), member);
              if (forgets && userId !== undefined) await access.forgetUser(userId);
            }
        },
      },
    }));

/** The whole tree of whoever is above. */
const fromTheTop = async (unit: Unit, of: AccountId): Promise<readonly AccountId[]> => {
  const lineage = await unit.accounts.lineage('installation', of);
  return subtree(unit, lineage?.[0].id ?? of);
};

const sameGeneration = (member: Membership): Membership => ({
  ...revoked(member),
  generation: member.generation,
});

const withUserName = (member: Membership): Membership =>
  member.userName === undefined
    ? revoked(member)
    : { ...revoked(member), userName: member.userName };

const forgetsNobody = (): Persistence => adding(() => ({ forgetUser: async () => undefined }));

/** Whoever is forgotten is found no more, though a place names that user. */
const forgetsAnybody = (): Persistence => {
  const forgotten = new Set<string>();
  return altered(
    (unit) => ({
      ...unit,
      access: {
        ...unit.access,
        forgetUser: async (id) => {
          forgotten.add(id);
          return unit.access.forgetUser(id);
        },
      },
    }),
    (view) => ({
      ...view,
      access: {
        ...view.access,
        findUser: async (id) => (forgotten.has(id) ? undefined : view.access.findUser(id)),
      },
    }),
  );
};

const savesForShow = (): Persistence => adding(() => ({ saveMembership: async () => ok('saved') }));

const whole = 'a membership that was saved comes back whole, from every status to every other';
const meanwhile = 'a membership that has moved on meanwhile is not saved, which is an answer';
const lineages = 'keys and memberships come with whole lineages, down 10 levels';
const places = 'the places of a user come by number, with their lineages, each once';
const ends = 'the memberships of an account end with all beneath it, and none beside it';
const gone = 'a user of whom a place is left stays, and one of whom none is goes whole';

/** Adapters in which somebody keeps a place, or loses one, who should not. */
export const brokenPlaces: readonly BrokenAdapter[] = [
  broken('saves no membership, and says it did', savesForShow, whole),
  broken('keeps the roles of a membership', keepsRoles, whole),
  broken('saves a membership over anything', savesOverAnything, meanwhile),
  broken('compares the status of a membership alone', comparesStatusAlone, meanwhile),
  broken('takes a membership that moved on for a fault', takesStaleForFault, meanwhile),
  broken(
    'lets two save one membership',
    savesOverAnything,
    'of 20 who save one membership exactly one does',
  ),
  broken(
    'keeps a user name that was given up',
    keepsUserNames,
    'what a membership has no other takes, and what it gave up another may',
  ),
  broken(
    'finds an invitation by its old link',
    findsByOldLinks,
    'an invitation is found by the hash of its newest link, while it stands',
  ),
  broken('finds no invitation beneath who is suspended', findsNoLinksBeneathSuspended, lineages),
  broken('finds places without what is above them', listsPlacesWithoutAbove, lineages),
  broken('knows no membership by its number', knowsNoNumbers, lineages),
  broken(
    'repeats a page of members',
    repeatsMembers,
    'members come by number, in every status, each once',
  ),
  broken('lists the active places of a user', listsActivePlaces, places),
  broken('ends no memberships beneath', ending({ accounts: async (_, of) => [of] }), ends),
  broken('ends memberships beside', ending({ accounts: fromTheTop }), ends),
  broken('ends memberships in their generation', ending({ ended: sameGeneration }), ends),
  broken('leaves user names to whom it put out', ending({ ended: withUserName }), ends),
  broken('keeps users who have no place', ending({ forgets: false }), ends),
  broken('forgets nobody', forgetsNobody, gone),
  broken('forgets anybody', forgetsAnybody, gone),
];
