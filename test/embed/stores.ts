import {
  type Application,
  type Caller,
  createApplication,
  type InitialiseInput,
  type Mailer,
  type Persistence,
  type Ports,
} from '@tenantry/domain';
import { fixedClock, memoryPersistence } from '@tenantry/memory';
import { randomIds, secretsOf } from '@tenantry/runtime';
import { openSqlite } from '@tenantry/sqlite';
import { onTestFinished } from 'vitest';
import { emptySchemas } from '../postgres/empty-schemas.ts';
import { expectOk } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';
import { migratedFile } from './migrated-file.ts';

export interface Store {
  readonly name: string;
  readonly open: () => Promise<Persistence>;
}

/** One database for all that a worker runs: to make another takes longer than most that is tried. */
let schemas: ReturnType<typeof emptySchemas> | undefined;

/** The stores that a program may use, each opened empty. */
export const stores: readonly Store[] = [
  { name: 'memory', open: async () => memoryPersistence() },
  {
    name: 'sqlite',
    open: async () => openSqlite({ file: await migratedFile() }),
  },
  {
    name: 'postgres',
    open: async () => (await (schemas ??= emptySchemas())).open(),
  },
];

export interface Installed {
  readonly app: Application;
  readonly ports: Ports;
  readonly clock: ReturnType<typeof fixedClock>;
  /** The master account itself. */
  readonly caller: Caller;
  /** The id of a partner beneath it. */
  readonly partner: string;
  /** Which accounts there are, in which version. */
  readonly footprint: () => Promise<unknown>;
}

/** An installation with a master account and one partner, closed when the test is over. */
export const install = async (
  open: Store['open'],
  {
    send = async () => ({ kind: 'sent' }),
    policy = {},
  }: Partial<Pick<Mailer, 'send'>> & { readonly policy?: InitialiseInput['policy'] } = {},
): Promise<Installed> => {
  const persistence = await open();
  onTestFinished(() => persistence.close());
  const clock = fixedClock();
  const ports: Ports = {
    persistence,
    clock,
    mailer: { send, close: async () => undefined },
    hasher: quickHasher(),
    ids: randomIds(),
    secrets: secretsOf(['a secret of these tests with 32 bytes or more']),
  };
  const app = createApplication(ports, { publicUrl: 'http://localhost' });
  const operator = { caller: app.as.operator('test') };
  const master = expectOk(
    await app.initialise({ name: 'Root', email: 'root@example.com', policy }, operator),
  );
  const caller = app.as.account(master.account.id);
  const partner = expectOk(
    await app.partners.create(
      {
        name: 'Partner',
        contact: {
          userName: 'contact',
          firstName: 'Con',
          lastName: 'Tact',
          email: 'contact@example.com',
          phone: '+390612345',
        },
      },
      { caller },
    ),
  );
  return {
    app,
    ports,
    clock,
    caller,
    partner: partner.account.id,
    footprint: () =>
      persistence.read(async ({ accounts }) => {
        const masters = await accounts.masters('installation');
        const below = await Promise.all(
          masters.map(({ id }) => accounts.subtree('installation', id, { limit: 1000 })),
        );
        return below.flat().map(({ id, version }) => ({ id, version }));
      }),
  };
};
