import { z } from 'zod';
import type { RetryableContext } from '../access/caller.ts';
import { newKey, storedKey } from '../access/create-key.ts';
import { generatedCredential } from '../access/generated-credential.ts';
import type { User } from '../access/user.ts';
import {
  type AlreadyInitialised,
  type IdempotencyKeyReused,
  type Invalid,
  invalid,
  type Later,
  type NotPermitted,
  type Taken,
} from '../errors.ts';
import { attemptOf } from '../idempotency/attempt.ts';
import { canonicalJson } from '../idempotency/canonical.ts';
import { permitWhole } from '../installation/permit-whole.ts';
import { defaultPolicy, firstUserRole, Policy } from '../policy.ts';
import type { Ports, Unit } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import type { ApiKey } from '../values/api-key.ts';
import { asciiAddress, EmailAddress, localPart } from '../values/email-address.ts';
import { fieldAt } from '../values/field-at.ts';
import { AccountAddress, AccountId, MembershipId, UserId } from '../values/ids.ts';
import { issue, issuesOf } from '../values/issues.ts';
import { AccountName, PersonName, UserName } from '../values/names.ts';
import { type ParsedPassword, type Password, parsePassword } from '../values/password.ts';
import { present } from '../values/present.ts';
import type { Secret } from '../values/secret.ts';
import type { Account, NewAccount } from './account.ts';
import { eventOf } from './event.ts';
import { type Initialised, initialisedCodec, shownAgain } from './initialised.ts';
import { secretCheck } from './secret-check.ts';

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

export interface InitialiseInput extends z.input<typeof schema> {}
type Initialise = z.output<typeof schema>;

export type CannotInitialise =
  | NotPermitted
  | Invalid
  | AlreadyInitialised
  | Taken<'EmailTaken' | 'AddressTaken' | 'UserNameTaken'>
  | IdempotencyKeyReused
  | Later;

/**
 * Makes the installation's row and its first master account, with a first user who may do
 * everything and an API key. Without a password one is generated; a chosen one is kept to the rules
 * of passwords, and is a *given* credential, since nobody has proven the mailbox. Refused where it
 * has been done, unless `another` asks for a further master, which comes under the installation's
 * policy. Only an operator of the whole installation may. `Busy` where too much is being hashed.
 *
 * With an `idempotencyKey` the same command answers what it answered first; its key and password are
 * shown again for 10 minutes.
 */
export const initialise =
  (ports: Ports) =>
  async (
    input: InitialiseInput,
    context: Omit<RetryableContext, 'dryRun'>,
  ): Promise<Result<Initialised, CannotInitialise>> => {
    context.signal?.throwIfAborted();
    const permitted = permitWhole(context.caller);
    if (!permitted.ok) return permitted;
    const attempt = attemptAt(ports, input, context);
    if (!attempt.ok) return attempt;
    const { known, before } = await ports.persistence.read(async ({ records }) => ({
      known: await records.installation(),
      before: await attempt.value?.before(records),
    }));
    if (before !== undefined) return before.ok ? shownAgain(ports, before.value) : before;
    const parsed = await parse(input, known?.policy);
    if (!parsed.ok) return parsed;
    const { command, password, policy } = parsed.value;
    if (known !== undefined && !command.another) return err({ kind: 'AlreadyInitialised' });
    const credential = await credentialOf(ports, password, policy);
    if (!credential.ok) return credential;
    const prepared = prepare(ports, command, credential.value.credential);
    const { generated } = credential.value;
    const initialised = await ports.persistence.transact<Initialised, CannotInitialise>(
      async (unit) => {
        const alone = (await attempt.value?.hold(unit.records)) ?? ok(undefined);
        if (!alone.ok) return alone;
        const meanwhile = await attempt.value?.before(unit.records);
        if (meanwhile !== undefined) return meanwhile;
        const stored = await store(ports, unit, command, prepared, context, known !== undefined);
        if (!stored.ok) return stored;
        const made = answerOf(command, prepared, stored.value, generated);
        const kept = (await attempt.value?.keep(unit.records, made)) ?? ok(undefined);
        return kept.ok ? ok(made) : kept;
      },
    );
    if (initialised.ok)
      return initialised.replayed === true ? shownAgain(ports, initialised.value) : initialised;
    // Another has made the installation meanwhile: this one comes after it, under its policy.
    const comesAfter = initialised.error.kind === 'AlreadyInitialised' && command.another;
    return comesAfter && known === undefined ? initialise(ports)(input, context) : initialised;
  };

/**
 * What an idempotency key stands for is the command as it was given, whatever rules have come since;
 * one that is none has no attempt. Its password is compared by a keyed hash, in clear.
 */
const attemptAt = (ports: Ports, input: unknown, context: RetryableContext) => {
  const shape = schema.safeParse(present(input));
  if (!shape.success) return ok(undefined);
  const { policy, password, ...command } = shape.data;
  const asked = {
    ...command,
    policy: policy === undefined ? undefined : canonicalJson(JSON.stringify(policy)),
    password: typeof password === 'string' ? password : undefined,
  };
  return attemptOf(ports, context, 'initialise', () => asked, initialisedCodec);
};

const answerOf = (
  { email }: Initialise,
  { key, userName }: Prepared,
  account: Account,
  password: Secret | undefined,
): Initialised => ({
  account,
  key,
  user: { email: asciiAddress(email), userName, ...(password === undefined ? {} : { password }) },
});

interface Parsed {
  readonly command: Initialise;
  readonly password: Password | undefined;
  /** The installation's, or else the command's. */
  readonly policy: Policy;
}

/** An installation keeps its policy: a further master account comes under it. */
async function parse(
  input: unknown,
  installed: Policy | undefined,
): Promise<Result<Parsed, Invalid>> {
  const given = present(input);
  const parsed = schema.safeParse(given, { reportInput: true });
  const asked = fieldAt(given, 'policy');
  const policy = installed ?? Policy.safeParse(asked ?? {}).data ?? defaultPolicy;
  const chosen = fieldAt(given, 'password');
  const password = chosen === undefined ? undefined : await parseChosen(chosen, given, policy);
  const issues = [
    ...(parsed.success ? [] : issuesOf(parsed.error)),
    ...(password?.ok === false ? password.error : []),
    ...(installed !== undefined && asked !== undefined && fieldAt(given, 'another') === true
      ? [issue(['policy'], 'mismatch', 'must be left out: the installation has its policy')]
      : []),
  ];
  return parsed.success && password?.ok !== false && issues.length === 0
    ? ok({ command: parsed.data, password: password?.value, policy })
    : err(invalid(issues));
}

async function parseChosen(
  chosen: unknown,
  given: unknown,
  policy: Policy,
): Promise<ParsedPassword> {
  const { isCommonPassword } = await import('../values/common-password.ts');
  const email = EmailAddress.safeParse(fieldAt(given, 'email')).data;
  const name = fieldAt(given, 'name');
  const personal = [
    ...(email === undefined ? [] : [email.address, email.canonical, localPart(email)]),
    ...(typeof name === 'string' ? [name] : []),
  ];
  const rules = { minimum: policy.passwordMinimum, personal, isCommon: isCommonPassword };
  return parsePassword(chosen, rules, ['password']);
}

type Unplaced = Omit<User['credential'], 'accountId'>;

interface MadeCredential {
  readonly credential: Unplaced;
  readonly generated?: Secret;
}

async function credentialOf(
  ports: Ports,
  chosen: Parsed['password'],
  policy: Policy,
): Promise<Result<MadeCredential, Later<'Busy'>>> {
  if (chosen !== undefined) {
    const hashed = await ports.hasher.hash(chosen);
    return hashed.ok
      ? ok({ credential: { hash: hashed.value, origin: 'given', generation: 1 } })
      : hashed;
  }
  const { password, hash, lapsesAt } = generatedCredential(ports, policy);
  return ok({
    credential: { hash, origin: 'given', generation: 1, lapsesAt },
    generated: password,
  });
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
      credential: { ...credential, accountId: id },
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
  context: RetryableContext,
  isFurther: boolean,
): Promise<Result<Account, CannotInitialise>> {
  const { createdAt } = account;
  const known = await records.installation();
  // One that was judged as the first keeps to rules of its own, and must not come after another.
  if (known !== undefined && !isFurther) return err({ kind: 'AlreadyInitialised' });
  if (known === undefined) {
    const policy = command.policy ?? defaultPolicy;
    const added = await records.addInstallation({
      policy,
      secretCheck: secretCheck(ports.secrets),
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
    generation: 0,
    status: 'active',
    userId: user.id,
  });
  if (!member.ok) return err({ kind: member.error.taken, path: ['email'] });
  await access.addKey(storedKey(ports, key, { accountId: account.id, power: 'manage', createdAt }));
  const event = { id: ports.ids.uuid(), kind: 'MasterOpened' as const, accountId: account.id };
  await records.addEvent(eventOf({ ...event, at: createdAt }, context));
  return ok(stored.value);
}
