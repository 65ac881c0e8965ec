import type {
  Account,
  AccountId,
  ApiKeyId,
  App,
  CustomerDetails,
  DeliveryState,
  EmailAddress,
  Membership,
  MembershipId,
  NewEvent,
  PartnerDetails,
  Policy,
  Power,
  RegisterDetails,
  Secrets,
  Subject,
  UserId,
} from '@tenantry/domain';

/**
 * What an installation knows, as plain data without a store: what the answers of an application are
 * compared with. It grows with each answer, and is looked through from one end to the other.
 */
export interface Model {
  readonly policy: Policy;
  /** Those of the application that links are made with. */
  readonly secrets: Secrets;
  now: Date;
  /** In the order in which they were made; the first is the master account. */
  readonly nodes: Node[];
  /** Of all accounts, in the order in which they came to be. */
  readonly members: Membership[];
  readonly users: Person[];
  readonly apps: App[];
  readonly keys: Key[];
  readonly kept: Kept[];
  readonly resets: Reset[];
  readonly mail: Message[];
  /** Access tokens that were given out. */
  readonly tokens: Token[];
  readonly tries: Map<string, { readonly count: number; readonly until: Date }>;
  readonly events: Event[];
}

/** An account with what it is besides; a master account is nothing besides. */
export interface Node {
  account: Account;
  customer?: CustomerDetails;
  partner?: PartnerDetails;
  /** As it was said; none where nobody would know it. */
  phrase?: string;
  register?: RegisterDetails;
  /** The member that a partner or a registered account came with. */
  readonly memberId?: MembershipId;
}

/** Somebody who can sign in. */
export interface Person {
  readonly id: UserId;
  readonly email: EmailAddress;
  password: string;
  generation: number;
  /** The account that the password was given for; without one it is the person's own. */
  givenFor?: AccountId;
  /** Of a generated password that was not used yet. */
  lapsesAt?: Date;
  /** The given password before this one. */
  seen?: string;
}

export interface Key {
  readonly id: ApiKeyId;
  readonly lineage: ApiKeyId;
  readonly accountId: AccountId;
  readonly power: Power;
  readonly text: string;
  readonly createdAt: Date;
  expiresAt?: Date;
  revokedAt?: Date;
  isUsed?: boolean;
}

/** The answer to an attempt that had an idempotency key. */
export interface Kept {
  readonly lookup: string;
  readonly asked: string;
  readonly answer: object;
  /** The part that is shown for a time alone, and as long as `isShown` says. */
  readonly secret: object;
  readonly isShown: () => boolean;
  readonly madeAt: Date;
}

/** A link to choose another password by. */
export interface Reset {
  readonly id: string;
  readonly email: EmailAddress;
  /** Nobody, where the mailbox is nobody's. */
  readonly userId?: UserId;
  readonly generation: number;
  readonly until: Date;
}

/** A message that is or was owed. */
export interface Message {
  readonly subject: Subject;
  readonly generation: number;
  state: DeliveryState;
  dueAt: Date;
  /** As it was due at first, or after it was held back last. */
  owedAt: Date;
  attempts: number;
  reason?: string;
}

export interface Token {
  readonly text: string;
  readonly membershipId: MembershipId;
  readonly userId: UserId;
  /** The generation of the membership. */
  readonly place: number;
  readonly generation: number;
  readonly until: Date;
}

export type Event = Pick<NewEvent, 'kind' | 'accountId' | 'actor' | 'channel' | 'at' | 'subject'>;

export const after = (time: Date, seconds: number): Date =>
  new Date(time.getTime() + seconds * 1000);
