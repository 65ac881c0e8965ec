import {
  type Application,
  type Context,
  createApplication,
  type Letter,
  type Persistence,
} from '@tenantry/domain';
import { fixedClock } from '@tenantry/memory';
import { randomIds, secretsOf } from '@tenantry/runtime';
import { expectOk } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';

export interface HostInstallation {
  readonly app: Application;
  /** The master account itself. */
  readonly own: Context;
  /** What `deliverMail` has sent so far. */
  readonly letters: readonly Letter[];
  /** The names of all accounts that are committed, parents first. */
  readonly accounts: () => Promise<readonly string[]>;
  /** How much of anything there is: what must stay the same where nothing was done. */
  readonly footprint: () => Promise<unknown>;
}

/** An installation with a master account, whose mail was delivered. */
export const installIn = async (persistence: Persistence): Promise<HostInstallation> => {
  const letters: Letter[] = [];
  const app = createApplication(
    {
      persistence,
      mailer: {
        send: async (letter) => {
          letters.push(letter);
          return { kind: 'sent' };
        },
        close: async () => undefined,
      },
      hasher: quickHasher(),
      clock: fixedClock(),
      ids: randomIds(),
      secrets: secretsOf(['a secret of these tests with 32 bytes or more']),
    },
    { publicUrl: 'https://accounts.example.com' },
  );
  const operator = { caller: app.as.operator('test') };
  const { account } = expectOk(
    await app.initialise({ name: 'Root', email: 'root@example.com' }, operator),
  );
  const accounts = () =>
    persistence.read(async ({ accounts: tree }) => {
      const all = await tree.subtree('installation', account.id, { limit: 10_000 });
      return all.map(({ name }) => name);
    });
  return {
    app,
    own: { caller: app.as.account(account.id) },
    letters,
    accounts,
    footprint: async () => {
      await app.deliverMail();
      return { accounts: await accounts(), letters: letters.length };
    },
  };
};

/** A customer with a person who is invited. */
export const customerNamed = (name: string, parent?: string) => ({
  name,
  users: [{ name: 'Jane Doe', email: `${name.replaceAll(' ', '.')}@example.com` }],
  ...(parent === undefined ? {} : { parent }),
});

export const partnerNamed = (name: string) => ({
  name,
  contact: {
    userName: `user of ${name}`,
    firstName: 'Con',
    lastName: 'Tact',
    email: `${name}@example.com`.toLowerCase(),
    phone: '+390612345',
  },
});
