import {
  type Account,
  type Application,
  type CannotIssueToken,
  createApplication,
  err,
  type Later,
  type Mailer,
  type Persistence,
  type Policy,
  type Ports,
  type Result,
  type SignInInput,
} from '@tenantry/domain';
import { countingIds, fixedClock, memoryPersistence } from '@tenantry/memory';
import { secretsOf } from '@tenantry/runtime';
import { expectOk } from '../protocols/installation.ts';
import { countingHasher } from './counting-hasher.ts';

export interface SignInOptions {
  readonly signIn?: Policy['signIn'];
  /** Puts something between the application and its store. */
  readonly around?: (persistence: Persistence) => Persistence;
  /** Takes the mail; nobody does without it. */
  readonly send?: Mailer['send'];
}

const unread: Mailer['send'] = async () => ({ kind: 'sent' });

/** An installation in memory with a master account, whose passwords cost nothing and are counted. */
export const signInInstallation = async ({
  signIn,
  around = (p) => p,
  send = unread,
}: SignInOptions = {}) => {
  const hasher = countingHasher();
  const clock = fixedClock();
  const ports = {
    persistence: around(memoryPersistence()),
    mailer: { send, close: async () => {} },
    hasher,
    clock,
    ids: countingIds(),
    secrets: secretsOf(['a secret of these tests with 32 bytes or more']),
  } satisfies Ports;
  const app = createApplication(ports, { publicUrl: 'https://tenantry.test' });
  const operator = { caller: app.as.operator('test') };
  const input = { name: 'Master', email: 'master@tenantry.test' };
  const policy = signIn === undefined ? {} : { policy: { signIn } };
  const made = expectOk(await app.initialise({ ...input, ...policy }, operator));
  const master = { caller: app.as.account(made.account.id) };

  return {
    app,
    ports,
    hasher,
    clock,
    operator,
    master: made.account,
    asMaster: master,
    key: made.key.text?.reveal() ?? '',
    /** The generated password of the master's first user. */
    password: made.user.password?.reveal() ?? '',

    customer: async (name: string): Promise<Account> =>
      expectOk(await app.customers.create({ name }, master)).account,

    /** A partner, which alone can be suspended so far. */
    partner: async (name: string): Promise<Account> => {
      const contact = {
        userName: `contact of ${name}`,
        firstName: 'Con',
        lastName: 'Tact',
        email: 'contact@example.com',
        phone: '+12025550100',
      };
      return expectOk(await app.partners.create({ name, contact }, master)).account;
    },

    setActive: async ({ id }: Account, isActive: boolean): Promise<void> => {
      expectOk(await app.partners.update({ partner: id, isActive }, master));
    },

    /** How many verifications something costs, and what it comes to. */
    counted: async <T>(work: () => Promise<T>): Promise<readonly [cost: number, outcome: T]> => {
      const before = hasher.verifications();
      const outcome = await work();
      return [hasher.verifications() - before, outcome];
    },
  };
};

export type SignInInstallation = Awaited<ReturnType<typeof signInInstallation>>;

/** What an outcome is called; `in` for one that is a success. */
export const kindOf = (
  outcome:
    | { readonly ok: true }
    | { readonly ok: false; readonly error: { readonly kind: string } },
): string => (outcome.ok ? 'in' : outcome.error.kind);

/** Somebody with a password of their own. */
export const me = { email: 'me@example.com', userName: 'me', password: 'my own password' };

export const wrong = { ok: false, error: { kind: 'NotAuthenticated', reason: 'wrong' } };

/** An account's address by itself names a place at one of the doors alone. */
export type Given = Exclude<SignInInput, { readonly address: string }>;

type Way = () => Promise<Result<unknown, CannotIssueToken>>;

/** Every way to sign in with a name and a password. */
export const waysIn = ({ sessions }: Application, given: Given): readonly [Way, Way, Way] => {
  const name = 'userName' in given ? given.userName : `${given.account}/${given.email}`;
  return [
    () => sessions.signIn(given),
    () => sessions.issue({ grant: 'password', ...given }),
    () => sessions.authenticatePassword({ name, password: given.password }),
  ];
};

/** A store that is locked whenever it is asked to write, while that is so. */
export const locking =
  (isLocked: () => boolean, later: Later<'Unavailable'>) =>
  (persistence: Persistence): Persistence => ({
    ...persistence,
    transact: async (work) => (isLocked() ? err(later) : persistence.transact(work)),
  });
