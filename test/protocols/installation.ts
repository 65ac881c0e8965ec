import {
  type Account,
  createApplication,
  type Letter,
  type PasswordHasher,
  type Persistence,
  type Policy,
  type Ports,
  type Power,
  type TelemetryFacts,
} from '@tenantry/domain';
import { createHttp } from '@tenantry/http';
import { countingIds, fixedClock, memoryPersistence } from '@tenantry/memory';
import { secretsOf } from '@tenantry/runtime';
import { quickHasher } from './quick-hasher.ts';

export interface Line {
  readonly level: string;
  readonly message: string;
  readonly facts: TelemetryFacts;
}

export interface InstallationOptions {
  readonly policy?: Partial<Policy>;
  /** Puts something between the application and its store. */
  readonly around?: (persistence: Persistence) => Persistence;
  /** The slow one, where it is what is tried; what is stored is no hash otherwise. */
  readonly hasher?: PasswordHasher;
  /** Where it is reached, in the links and addresses that it tells of. */
  readonly publicUrl?: string;
}

/** An installation in memory with one master account, its interface, and all that it let be seen. */
export const openInstallation = async ({
  policy,
  around = (p) => p,
  hasher = quickHasher(),
  publicUrl = 'https://tenantry.test',
}: InstallationOptions = {}) => {
  const persistence = memoryPersistence();
  const lines: Line[] = [];
  const letters: Letter[] = [];
  const clock = fixedClock();
  const ports: Ports = {
    persistence: around(persistence),
    mailer: {
      send: async (letter) => {
        letters.push(letter);
        return { kind: 'sent' };
      },
      close: async () => {},
    },
    hasher,
    clock,
    ids: countingIds(),
    secrets: secretsOf(['a secret for tests that is long enough']),
  };
  const app = createApplication(ports, { publicUrl });
  const operator = { caller: app.as.operator('test') };
  const input = { name: 'Master', email: 'master@tenantry.test', ...(policy && { policy }) };
  const made = expectOk(await app.initialise(input, operator));
  const http = createHttp(app, {
    telemetry: {
      log: (level, message, facts = {}) => lines.push({ level, message, facts }),
      count: () => {},
    },
  });

  return {
    app,
    http,
    persistence,
    ports,
    clock,
    lines,
    letters,
    operator,
    master: made.account,
    key: made.key.text?.reveal() ?? '',
    password: made.user.password?.reveal() ?? '',

    /** A further master account, of somebody else altogether. */
    stranger: async () => {
      const other = { name: 'Other', email: 'other@tenantry.test', another: true };
      const { account, key } = expectOk(await app.initialise(other, operator));
      return { account, key: key.text?.reveal() ?? '' };
    },

    /** A customer beneath an account, and a key of its own. */
    customer: async (name: string, parent: Account = made.account) => {
      const context = { caller: app.as.account(parent.id) };
      const { account } = expectOk(await app.customers.create({ name }, context));
      const key = expectOk(await app.keys.create({ account: account.id }, context));
      return { account, key: key.text?.reveal() ?? '' };
    },

    keyOf: async (account: Account, power: Power): Promise<string> =>
      expectOk(await app.keys.create({ account: account.id, power }, operator)).text?.reveal() ??
      '',

    /** How much there is: what must stay the same when a request is refused. */
    footprint: async () => {
      await app.deliverMail();
      const subtree = await app.accounts.subtree(
        { account: made.account.id, limit: 200 },
        operator,
      );
      const events = await persistence.read(({ records }) =>
        records.events('installation', { limit: 1000 }),
      );
      return {
        accounts: expectOk(subtree).items.length,
        events: events.length,
        letters: letters.length,
      };
    },
  };
};

export type Installation = Awaited<ReturnType<typeof openInstallation>>;

export const expectOk = <T>(
  result:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly error: unknown },
): T => {
  if (!result.ok) throw new Error(`expected ok, got ${JSON.stringify(result.error)}`);
  return result.value;
};
