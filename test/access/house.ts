import {
  type Application,
  type Caller,
  createApplication,
  type Letter,
  type PasswordHasher,
  type Policy,
  type Ports,
} from '@tenantry/domain';
import { fixedClock, memoryPersistence } from '@tenantry/memory';
import { randomIds, secretsOf } from '@tenantry/runtime';
import { onTestFinished } from 'vitest';
import type { Store } from '../embed/stores.ts';
import { expectOk } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';

/** An installation with a master account, and everything that it mails. */
export interface House {
  readonly app: Application;
  readonly ports: Ports;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly master: Caller;
  readonly operator: Caller;
  readonly letters: Letter[];
  /** The letters that the outbox owes by now, to one mailbox. */
  readonly mailTo: (address: string) => Promise<readonly Letter[]>;
  /** The token at the end of the newest link that was mailed to somebody. */
  readonly tokenFor: (address: string) => Promise<string>;
  /** The same store and secret in another process, as far as that can be told here. */
  readonly beside: () => Application;
}

export const houseSecret = 'a secret of these tests with 32 bytes or more';

export const openHouse = async (
  open: Store['open'],
  policy: Partial<Policy> = {},
  hasher: PasswordHasher = quickHasher(),
): Promise<House> => {
  const persistence = await open();
  onTestFinished(() => persistence.close());
  const letters: Letter[] = [];
  const clock = fixedClock();
  const ports: Ports = {
    persistence,
    clock,
    mailer: {
      send: async (letter) => {
        letters.push(letter);
        return { kind: 'sent' };
      },
      close: async () => undefined,
    },
    hasher,
    ids: randomIds(),
    secrets: secretsOf([houseSecret]),
  };
  const settings = { publicUrl: 'https://tenantry.test' };
  const app = createApplication(ports, settings);
  const operator = app.as.operator('test');
  const { account } = expectOk(
    await app.initialise({ name: 'Root', email: 'root@example.com', policy }, { caller: operator }),
  );
  const mailTo = async (address: string): Promise<readonly Letter[]> => {
    await app.deliverMail();
    return letters.filter(({ to }) => to.address === address);
  };
  return {
    app,
    ports,
    clock,
    master: app.as.account(account.id),
    operator,
    letters,
    mailTo,
    tokenFor: async (address) => {
      const token = (await mailTo(address)).at(-1)?.link.split('/').at(-1);
      if (token === undefined) throw new Error(`no mail for ${address}`);
      return token;
    },
    beside: () => createApplication(ports, settings),
  };
};

/**
 * What has happened to an account and beneath it. To be polled: history may be held back for a moment,
 * by the noting of a key that was used.
 */
export const historyOf = async ({ app, master }: House, account?: string) => {
  const named = account === undefined ? {} : { account };
  const { items } = expectOk(await app.events.list(named, { caller: master }));
  return items.map(({ kind, subject }) => ({ kind, subject }));
};

/** For what has nothing to do with the store. */
export const inMemory: Store['open'] = async () => memoryPersistence();

/** A customer beneath the caller, with one person invited to manage it. */
export const openCustomer = async (
  { app }: House,
  caller: Caller,
  email: string,
): Promise<{ readonly id: string; readonly member: string; readonly caller: Caller }> => {
  const command = { name: `of ${email}`, users: [{ name: 'Ann', email, roles: [1] }] };
  const { account, members } = expectOk(await app.customers.create(command, { caller }));
  const [member] = members;
  if (member === undefined) throw new Error('nobody was invited');
  return { id: account.id, member: member.id, caller: app.as.account(account.id) };
};

export const password = 'a password of my own';
export const chosen = { password, passwordConfirmation: password };
export const linkVoid = { ok: false, error: { kind: 'LinkVoid' } };
export const wrong = { ok: false, error: { kind: 'NotAuthenticated', reason: 'wrong' } };
