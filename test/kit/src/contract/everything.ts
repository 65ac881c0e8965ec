import {
  type Account,
  AccountNumber,
  type App,
  type Installation,
  type KeptResult,
  type NewAccount,
  type NewCustomer,
  type NewDelivery,
  type NewEvent,
  type NewMembership,
  type NewPartner,
  type PasswordReset,
  type Session,
  type StoredApiKey,
  type Tries,
  type User,
  UserName,
} from '@tenantry/domain';
import type { Make } from './make.ts';
import type { RegisterWithUser } from './make-beneath.ts';

/** One of each thing that can be stored. */
export interface Everything {
  readonly installation: Installation;
  readonly master: NewAccount;
  readonly customer: NewCustomer;
  readonly partner: NewPartner;
  readonly register: RegisterWithUser;
  readonly app: App;
  readonly user: User;
  readonly membership: NewMembership;
  readonly key: StoredApiKey;
  /** The key that follows the other. */
  readonly successor: StoredApiKey;
  readonly session: Session;
  readonly reset: PasswordReset;
  readonly tries: Tries & { readonly lookup: string };
  readonly delivery: NewDelivery;
  /** Mail of the other kinds. */
  readonly resetMail: NewDelivery;
  readonly note: NewDelivery;
  readonly result: KeptResult;
  readonly event: NewEvent;
}

export const everythingOf = (make: Make): Everything => {
  const master = make.master();
  const user = make.user({ credential: { hash: 'h', origin: 'given', generation: 1 } });
  const customer = make.customer([numbered(master)], {
    people: 2,
    references: [{ name: 'CRM', value: 'one', metadata: { region: 'EU' } }],
    workflows: [{ workflowDefinitionId: 'w', workflowName: 'Watch' }],
    configurations: '{"a": {"b": [1.0]}}',
    uniqueReferenceNames: ['CRM'],
  });
  const membership: NewMembership = {
    ...make.place(master.id),
    userName: UserName.parse('Somebody'),
    generation: 2,
    status: 'active',
    userId: user.id,
  };
  const partner = make.partner([numbered(master)], {
    reference: 'P-1',
    billingId: 'B-1',
    phraseHash: 'hash of a phrase',
    contact: { userName: 'Contact' },
  });
  const register = make.register([numbered(master)], {
    firstName: 'Jane',
    lastName: 'Doe',
    companyName: 'Acme',
    mobilePhone: '+39 06 12345',
    timeZone: 'Europe/Rome',
  });
  const key = make.key(master.id, {
    expiresAt: make.time(),
    revokedAt: make.time(),
    lastUsedAt: make.time(),
  });
  const reset = make.reset({ userId: user.id });
  const mail = { generation: 1, dueAt: make.time() };
  return {
    installation: make.installation(),
    master,
    customer,
    partner,
    register,
    app: make.app(register.account.id),
    user,
    membership,
    key,
    successor: make.key(master.id, { lineage: key.id }),
    session: make.session(membership.id),
    reset,
    tries: { lookup: make.uuid(), count: 1, until: make.time() },
    delivery: make.delivery(membership.id),
    resetMail: { ...mail, id: make.uuid(), kind: 'passwordReset', resetId: reset.id },
    note: { ...mail, id: make.uuid(), kind: 'passwordChanged', userId: user.id },
    result: make.result(master.id),
    event: { ...make.event(master.id), subject: key.id },
  };
};

/** Before anything that is made lapses. */
export const beforehand = new Date(0);

/** A lineage asks for numbers that are not known before something is stored. */
export const numbered = (account: NewAccount): Account => ({
  ...account,
  number: AccountNumber.parse(1),
});
