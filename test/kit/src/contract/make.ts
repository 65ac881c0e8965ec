import {
  AccountAddress,
  AccountId,
  AccountName,
  ApiKeyId,
  type App,
  AppName,
  type CreateCustomerInput,
  EmailAddress,
  type Installation,
  type KeptResult,
  type Lineage,
  MembershipId,
  type NewAccount,
  type NewCustomer,
  type NewDelivery,
  type NewEvent,
  type NewMembership,
  type NewPartner,
  type OpenRegisterInput,
  openCustomer,
  type PasswordReset,
  PersonName,
  Policy,
  parseCreateCustomer,
  RoleId,
  type Session,
  type StoredApiKey,
  type User,
  UserId,
  UserName,
} from '@tenantry/domain';
import {
  type MadeBeneath,
  makePartner,
  makeRegister,
  type PartnerWishes,
  type RegisterWithUser,
  sure,
} from './make-beneath.ts';

/** Makes valid things, no two alike; another one makes the same things in the same order. */
export interface Make {
  /** Scattered: what was made later may sort before what was made earlier. */
  uuid(): string;
  accountId(): AccountId;
  time(): Date;
  mailbox(): EmailAddress;
  /** Ends as the text does, as far as there is room. */
  text(ending: string): string;
  userName(text: string): UserName;
  master(parts?: Partial<NewAccount>): NewAccount;
  customer(parents: Lineage, wishes?: CustomerWishes): NewCustomer;
  partner(parents: Lineage, wishes?: PartnerWishes): NewPartner;
  /** Which may have sub-accounts, unless it is wished otherwise. */
  register(parents: Lineage, wishes?: Partial<OpenRegisterInput>): RegisterWithUser;
  app(account: AccountId, parts?: Partial<App>): App;
  user(parts?: Partial<User>): User;
  place(account: AccountId): Place;
  invited(account: AccountId): NewMembership;
  session(membership: MembershipId, parts?: Partial<Session>): Session;
  /** The first of its line, unless another one is told. */
  key(account: AccountId, parts?: Partial<StoredApiKey>): StoredApiKey;
  /** Of nobody, unless somebody is told. */
  reset(parts?: Partial<PasswordReset>): PasswordReset;
  delivery(
    membership: MembershipId,
    dueAt?: Date,
  ): Extract<NewDelivery, { readonly kind: 'invitation' }>;
  result(account: AccountId, parts?: Partial<KeptResult>): KeptResult;
  event(account: AccountId): NewEvent;
  installation(): Installation;
}

export interface CustomerWishes extends Partial<CreateCustomerInput> {
  readonly uniqueReferenceNames?: readonly string[];
  /** How many people are invited, each to a mailbox of its own. */
  readonly people?: number;
}

type Place = Pick<NewMembership, 'id' | 'accountId' | 'name' | 'email' | 'roles'>;

export const createMake = (): Make => {
  let made = 0;
  const uuid = (): string => uuidOf(++made);
  const accountId = () => AccountId.parse(uuid());
  const time = (): Date => new Date(Date.UTC(2025, 0, 1) + ++made * 1001);
  const mailbox = () => EmailAddress.parse(`Person.${++made}+it@Example.com`);
  const address = () => AccountAddress.parse(`account-${++made}`);
  const hash = (): string => `hash-of-${++made}`;
  const place = (account: AccountId): Place => ({
    id: MembershipId.parse(uuid()),
    accountId: account,
    name: PersonName.parse(`Person ${++made}`),
    email: mailbox(),
    roles: [RoleId.parse(1)],
  });

  const text = (ending: string): string => [...`${++made} ${ending}`].slice(0, 255).join('').trim();

  /** What a partner or a registered account is made of, beside what is wished. */
  const beneath = (): MadeBeneath => ({
    ids: { id: accountId(), address: address() },
    membershipId: MembershipId.parse(uuid()),
    userId: UserId.parse(uuid()),
    word: `${++made}`,
    email: mailbox(),
    hash: hash(),
    now: time(),
  });

  return {
    uuid,
    accountId,
    time,
    mailbox,
    place,
    text,
    userName: (ending) => UserName.parse(text(ending)),

    master: (parts = {}) => {
      const now = time();
      return {
        id: accountId(),
        address: address(),
        kind: 'master',
        ancestors: [],
        name: AccountName.parse(`Master ${++made}`),
        status: 'active',
        mayHaveSubAccounts: true,
        version: 1,
        createdAt: now,
        updatedAt: now,
        ...parts,
      };
    },

    customer: (parents, { uniqueReferenceNames = [], people = 0, ...input } = {}) => {
      const policy = Policy.parse({ depth: 64, uniqueReferenceNames });
      const users = Array.from({ length: people }, () => ({
        name: `Person ${++made}`,
        email: mailbox().address,
      }));
      const command = sure(
        parseCreateCustomer({ name: `Customer ${++made}`, users, ...input }, policy, 'manage'),
      );
      const invitations = command.users.map(() => ({
        id: MembershipId.parse(uuid()),
        hash: hash(),
      }));
      const ids = { id: accountId(), address: address(), invitations };
      return sure(openCustomer(command, ids, parents, policy, time()));
    },

    partner: (parents, wishes = {}) => makePartner(beneath(), parents, wishes),

    register: (parents, wishes = {}) => makeRegister(beneath(), parents, wishes),

    app: (account, parts = {}) => ({
      id: uuid(),
      accountId: account,
      name: AppName.parse(`App ${++made}`),
      createdAt: time(),
      ...parts,
    }),

    user: (parts = {}) => ({
      id: UserId.parse(uuid()),
      email: mailbox(),
      credential: { hash: hash(), origin: 'own', generation: 1 },
      ...parts,
    }),

    invited: (account) => ({
      ...place(account),
      status: 'invited',
      generation: 1,
      invitation: { hash: hash(), until: time() },
    }),

    session: (membershipId, parts = {}) => ({
      id: uuid(),
      membershipId,
      serial: 1,
      until: time(),
      ...parts,
    }),

    key: (account, { id = ApiKeyId.parse(uuid()), ...parts } = {}) => ({
      id,
      lineage: id,
      accountId: account,
      hash: hash(),
      power: 'manage',
      createdAt: time(),
      ...parts,
    }),

    reset: (parts = {}) => ({ id: uuid(), generation: 1, hash: hash(), until: time(), ...parts }),

    delivery: (membershipId, dueAt = time()) => ({
      id: uuid(),
      kind: 'invitation',
      membershipId,
      generation: 1,
      dueAt,
    }),

    result: (accountId, parts = {}) => ({
      lookup: hash(),
      fingerprint: hash(),
      accountId,
      sealed: `sealed ${hash()}`,
      lapsesAt: time(),
      ...parts,
    }),

    event: (account) => ({
      id: uuid(),
      kind: 'CustomerOpened',
      accountId: account,
      actor: `key:${uuid()}`,
      channel: 'api',
      at: time(),
    }),

    installation: () => ({ policy: Policy.parse({}), secretCheck: hash(), createdAt: time() }),
  };
};

function uuidOf(count: number): string {
  // A multiplicative hash in front (Knuth, TAOCP 3, 6.4) scatters what counts behind.
  const scattered = Math.imul(count, 0x9e3779b1) >>> 0;
  const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0');
  return `${hex(scattered, 8)}-0000-7000-8000-${hex(count, 12)}`;
}
