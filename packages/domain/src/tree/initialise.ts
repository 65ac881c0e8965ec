import { z } from 'zod';
import { type Caller, type Context, permit } from '../access/caller.ts';
import { newKey, storedKey } from '../access/create-key.ts';
import type { User } from '../access/user.ts';
import {
  type AlreadyInitialised,
  type Invalid,
  invalid,
  type Later,
  type NotPermitted,
  type Taken,
} from '../errors.ts';
import { defaultPolicy, firstUserRole, Policy } from '../policy.ts';
import type { Ports, Unit } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import type { ApiKey } from '../values/api-key.ts';
import { asciiAddress, EmailAddress, localPart } from '../values/email-address.ts';
import { generatedPasswordBytes, generatePassword } from '../values/generated-password.ts';
import { AccountAddress, AccountId, MembershipId, UserId } from '../values/ids.ts';
import { issuesOf } from '../values/issues.ts';
import { AccountName, PersonName, UserName } from '../values/names.ts';
import { type Password, parsePassword } from '../values/password.ts';
import { present } from '../values/present.ts';
import type { Secret } from '../values/secret.ts';
import type { Account, NewAccount } from './account.ts';
import { eventOf } from './event.ts';

const schema = z
  .strictObject({
    name: AccountName,
    email: EmailAddress,
    address: AccountAddress.exactOptional(),
    policy: Policy.exactOptional(),
    /** A further master account where there is one already. */
    another: z.boolean().default(false),
    // Its rules need the policy: see below.
    password: z.unknown().optional(),
  })
  .readonly();

export type InitialiseInput = z.input<typeof schema>;
type Initialise = z.output<typeof schema>;

export interface Initialised {
  readonly account: Account;
  /** Shown this once. */
  readonly key: ApiKey;
  readonly user: {
    readonly email: string;
    readonly userName: string;
    /** Only where it was generated; shown this once. */
    readonly password?: Secret;
  };
}

export type CannotInitialise =
  | NotPermitted
  | Invalid
  | AlreadyInitialised
  | Taken<'EmailTaken' | 'AddressTaken' | 'UserNameTaken'>
  | Later;

/**
 * Makes the installation's row and its first master account, with a first user who may do
 * everything and an API key. Without a password one is generated. Refused where it has been done,
 * unless `another` asks for a further master; the policy of the installation stays as it is then.
 * Only an operator or a host of the whole installation may.
 */
export const initialise =
  (ports: Ports) =>
  async (
    input: InitialiseInput,
    context: Context,
  ): Promise<Result<Initialised, CannotInitialise>> => {
    const permitted = permitWhole(context.caller);
    if (!permitted.ok) return permitted;
    const parsed = await parse(input);
    if (!parsed.ok) return parsed;
    const { command, password } = parsed.value;
    const credential = await credentialOf(ports, password, command.policy ?? defaultPolicy);
    if (!credential.ok) return credential;
    const prepared = prepare(ports, command, credential.value.credential);
    const stored = await ports.persistence.transact((unit) =>
      store(ports, unit, command, prepared, context),
    );
    if (!stored.ok) return stored;
    const { generated } = credential.value;
    return ok({
      account: stored.value,
      key: prepared.key,
      user: {
        email: asciiAddress(command.email),
        userName: prepared.userName,
        ...(generated === undefined ? {} : { password: generated }),
      },
    });
  };

function permitWhole(caller: Caller): Result<void, NotPermitted> {
  return caller.accountId === undefined
    ? permit(caller, 'manage')
    : err({ kind: 'NotPermitted', needed: 'manage' });
}

interface Parsed {
  readonly command: Initialise;
  readonly password: Password | undefined;
}

async function parse(input: InitialiseInput): Promise<Result<Parsed, Invalid>> {
  const parsed = schema.safeParse(present(input), { reportInput: true });
  const issues = parsed.success ? [] : issuesOf(parsed.error);
  if (input.password === undefined)
    return parsed.success
      ? ok({ command: parsed.data, password: undefined })
      : err(invalid(issues));
  const { isCommonPassword } = await import('../values/common-password.ts');
  const policy = Policy.safeParse(input.policy ?? {});
  const email = EmailAddress.safeParse(input.email);
  const rules = {
    minimum: (policy.data ?? defaultPolicy).passwordMinimum,
    personal: email.success
      ? [email.data.address, email.data.canonical, localPart(email.data), input.name]
      : [],
    isCommon: isCommonPassword,
  };
  const password = parsePassword(input.password, rules, ['password']);
  return parsed.success && password.ok
    ? ok({ command: parsed.data, password: password.value })
    : err(invalid([...issues, ...(password.ok ? [] : password.error)]));
}

type Unplaced = Omit<User['credential'], 'accountId'>;

interface MadeCredential {
  readonly credential: Unplaced;
  readonly generated?: Secret;
}

async function credentialOf(
  { hasher, secrets, clock }: Ports,
  chosen: Parsed['password'],
  policy: Policy,
): Promise<Result<MadeCredential, Later<'Busy'>>> {
  if (chosen !== undefined) {
    const hashed = await hasher.hash(chosen);
    return hashed.ok
      ? ok({ credential: { hash: hashed.value, origin: 'own', generation: 1 } })
      : hashed;
  }
  const generated = generatePassword(secrets.random(generatedPasswordBytes));
  const hash = `sha256:${secrets.digest(generated.reveal())}`;
  const lapsesAt = new Date(clock.now().getTime() + policy.lifetimes.generatedPassword * 1000);
  return ok({ credential: { hash, origin: 'given', generation: 1, lapsesAt }, generated });
}

interface Prepared {
  readonly account: NewAccount;
  readonly user: User;
  readonly membershipId: MembershipId;
  readonly userName: UserName;
  readonly key: ApiKey;
}

function prepare(ports: Ports, command: Initialise, credential: Unplaced): Prepared {
  const { ids, clock } = ports;
  const now = clock.now();
  const id = AccountId.parse(ids.uuid());
  const given = credential.origin === 'given' ? { accountId: id } : {};
  return {
    account: {
      id,
      address: command.address ?? AccountAddress.parse(ids.address()),
      kind: 'master',
      ancestors: [],
      name: command.name,
      status: 'active',
      mayHaveSubAccounts: true,
      version: 1,
      createdAt: now,
      updatedAt: now,
    },
    user: {
      id: UserId.parse(ids.uuid()),
      email: command.email,
      credential: { ...credential, ...given },
    },
    membershipId: MembershipId.parse(ids.uuid()),
    userName: UserName.parse(asciiAddress(command.email)),
    key: newKey(ports),
  };
}

async function store(
  ports: Ports,
  { accounts, access, records }: Unit,
  command: Initialise,
  { account, user, membershipId, userName, key }: Prepared,
  context: Context,
): Promise<Result<Account, CannotInitialise>> {
  const { createdAt } = account;
  const known = await records.installation();
  if (known !== undefined && !command.another) return err({ kind: 'AlreadyInitialised' });
  if (known === undefined) {
    const policy = command.policy ?? defaultPolicy;
    const added = await records.addInstallation({
      policy,
      secretCheck: secretCheck(ports),
      createdAt,
    });
    if (!added.ok) return err({ kind: 'AlreadyInitialised' });
  }
  const stored = await accounts.addMaster(account);
  if (!stored.ok) return err({ kind: stored.error.taken, path: ['address'] });
  const person = await access.addUser(user);
  if (!person.ok) return err({ kind: person.error.taken, path: ['email'] });
  const member = await access.addMembership({
    id: membershipId,
    accountId: account.id,
    name: PersonName.parse(command.name),
    email: command.email,
    userName,
    roles: [firstUserRole],
    status: 'active',
    userId: user.id,
  });
  if (!member.ok) return err({ kind: member.error.taken, path: ['email'] });
  await access.addKey(storedKey(ports, key, { accountId: account.id, power: 'manage', createdAt }));
  const event = { id: ports.ids.uuid(), kind: 'MasterOpened' as const, accountId: account.id };
  await records.addEvent(eventOf({ ...event, at: createdAt }, context));
  return ok(stored.value);
}

const checked = 'tenantry';

/** What tells the installation's secret from another one. */
const secretCheck = ({ secrets }: Ports): string =>
  secrets.digest(secrets.derive('check', checked)[0]);

/** Whether one of this process's secrets is the one that the installation was made with. */
export const knowsSecret = ({ secrets }: Pick<Ports, 'secrets'>, expected: string): boolean =>
  secrets.derive('check', checked).some((derived) => secrets.digest(derived) === expected);
