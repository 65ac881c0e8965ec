import {
  AccountAddress,
  AccountName,
  AppName,
  accountKinds,
  accountStatuses,
  BillingId,
  CompanyName,
  Configurations,
  type Credential,
  DefaultWorkflows,
  type Membership,
  type NewDelivery,
  type NewEvent,
  PersonName,
  PhoneNumber,
  Policy,
  powers,
  Reference,
  Roles,
  type Settlement,
  UserName,
} from '@tenantry/domain';
import type { Schema } from '../schema.ts';
import {
  among,
  anyText,
  anyTextOrNone,
  digest,
  id,
  instant,
  jsonOf,
  number,
  optional,
  passwordHash,
  position,
  type Shape,
  sealed,
  slowHash,
  sourceOf,
  under,
  wordsOf,
} from './shapes.ts';

// Written as records, so that one more in the domain does not compile without its place here.
const namesOf = <Name extends string>(all: Readonly<Record<Name, true>>): readonly string[] =>
  Object.keys(all);

const membershipStatuses = namesOf<Membership['status']>({
  invited: true,
  active: true,
  disabled: true,
  revoked: true,
});

const credentialOrigins = namesOf<Credential['origin']>({ own: true, given: true });

const deliveryKinds = namesOf<NewDelivery['kind']>({ invitation: true });

const deliveryStates = namesOf<'due' | Exclude<Settlement['state'], 'retry'>>({
  due: true,
  sent: true,
  superseded: true,
  undeliverable: true,
});

const eventKinds = namesOf<NewEvent['kind']>({
  MasterOpened: true,
  CustomerOpened: true,
  PartnerOpened: true,
  PartnerChanged: true,
  AccountRegistered: true,
  AccountSuspended: true,
  AccountReactivated: true,
  AppCreated: true,
  KeyIssued: true,
});

const whole = number(1);
const count = number(0);

/** How every column looks: a new one does not compile without its shape. */
export const columns: {
  readonly [Table in keyof Schema]: { readonly [Column in keyof Schema[Table]]: Shape };
} = {
  schema_version: { id: number(1, 1), version: whole, oldest: whole },
  installation: {
    id: number(1, 1),
    policy: jsonOf(Policy),
    secret_check: digest,
    created_at: instant,
  },
  account: {
    number: whole,
    id,
    address: wordsOf(AccountAddress),
    kind: among(accountKinds),
    parent_id: optional(id),
    path: anyText,
    depth: whole,
    name: wordsOf(AccountName),
    name_key: anyText,
    sibling_key: anyTextOrNone,
    status: among(accountStatuses),
    default_role: optional(whole),
    may_have_sub_accounts: number(0, 1),
    version: whole,
    created_at: instant,
    updated_at: instant,
  },
  customer: {
    account_id: id,
    workflows: jsonOf(DefaultWorkflows),
    configurations: sourceOf(Configurations),
  },
  external_reference: {
    account_id: id,
    position: count,
    name: anyText,
    value: anyText,
    type: anyText,
    description: anyTextOrNone,
    metadata: anyTextOrNone,
    unique_key: anyTextOrNone,
  },
  partner: {
    account_id: id,
    reference: wordsOf(Reference),
    reference_key: anyText,
    billing_id: optional(wordsOf(BillingId)),
    phrase_hash: optional(slowHash),
    first_name: wordsOf(PersonName),
    last_name: wordsOf(PersonName),
    phone: wordsOf(PhoneNumber),
    contact_membership_id: id,
  },
  account_register: {
    account_id: id,
    first_name: optional(wordsOf(PersonName)),
    last_name: optional(wordsOf(PersonName)),
    company_name: optional(wordsOf(CompanyName)),
    mobile_phone: optional(wordsOf(PhoneNumber)),
    // Which zones there are changes with the runtime.
    time_zone: anyText,
    membership_id: id,
  },
  app: {
    position,
    id,
    account_id: id,
    name: wordsOf(AppName),
    name_key: anyText,
    created_at: instant,
  },
  app_user: {
    id,
    email: anyText,
    email_canonical: anyText,
    password_hash: passwordHash,
    credential_origin: among(credentialOrigins),
    credential_account: optional(id),
    credential_generation: whole,
    lapses_at: optional(instant),
  },
  membership: {
    number: whole,
    id,
    account_id: id,
    user_id: optional(id),
    name: wordsOf(PersonName),
    email: anyText,
    email_canonical: anyText,
    user_name: optional(wordsOf(UserName)),
    user_name_key: anyTextOrNone,
    roles: jsonOf(Roles),
    status: among(membershipStatuses),
    invitation_generation: optional(whole),
    invitation_hash: optional(digest),
    invited_until: optional(instant),
  },
  api_key: {
    id,
    account_id: id,
    hash: digest,
    power: among(powers),
    created_at: instant,
    expires_at: optional(instant),
    revoked_at: optional(instant),
  },
  session: { id, membership_id: id, serial: whole, until: instant },
  tries: { lookup: digest, count, until: instant },
  outbox: {
    id,
    kind: under('INV5', among(deliveryKinds)),
    membership_id: id,
    generation: whole,
    state: under('INV5', among(deliveryStates)),
    attempts: under('INV5', count),
    next_at: under('INV5', instant),
    leased_until: optional(under('INV5', instant)),
    fence: under('INV5', count),
  },
  idempotency: {
    lookup: digest,
    fingerprint: digest,
    account_id: id,
    sealed,
    lapses_at: instant,
  },
  event: {
    position,
    id,
    kind: among(eventKinds),
    account_id: id,
    actor: anyText,
    channel: anyText,
    user_name: anyTextOrNone,
    request_id: anyTextOrNone,
    at: instant,
  },
};
