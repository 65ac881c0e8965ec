import { setTimeout as pause, setImmediate } from 'node:timers/promises';
import {
  createApplication,
  type Letter,
  type Persistence,
  StoreUnavailable,
} from '@tenantry/domain';
import { smtpMailer } from '@tenantry/email';
import { describe, expect, it, onTestFinished } from 'vitest';
import { inMemory, openHouse } from '../access/house.ts';
import { expectOk } from '../protocols/installation.ts';
import { openMailServer } from './mail-server.ts';

describe('mail that takes long to send', () => {
  /** Mail for `slow` people hangs until it is let go. */
  const slowHouse = async (
    patience?: () => Promise<void>,
    names: readonly string[] = ['slow1', 'good1', 'slow2', 'good2', 'good3'],
  ) => {
    const house = await openHouse(inMemory);
    const owe = async (people: readonly string[]) => {
      const users = people.map((name) => ({ name, email: `${name}@example.com` }));
      const customer = { name: people.join(' ').slice(0, 50), users };
      expectOk(await house.app.customers.create(customer, { caller: house.master }));
    };
    await owe(names);
    const begun: string[] = [];
    const sent: string[] = [];
    const hanging = Promise.withResolvers<void>();
    const send = async ({ to }: Letter) => {
      begun.push(to.name);
      if (to.name.startsWith('slow')) await hanging.promise;
      sent.push(to.name);
      return { kind: 'sent' as const };
    };
    const ports = { ...house.ports, mailer: { send, close: async () => undefined } };
    const settings = { publicUrl: 'https://tenantry.test' };
    const app = createApplication(ports, {
      ...settings,
      ...(patience === undefined ? {} : { patience }),
    });
    return { app, owe, begun, sent, letGo: hanging.resolve };
  };

  it('does not keep the others waiting', async () => {
    const { app, sent, letGo } = await slowHouse(() => setImmediate());
    const delivering = app.deliverMail();
    await expect.poll(() => sent).toEqual(['good1', 'good2', 'good3']);
    letGo();
    expect(await delivering).toEqual({ sent: 5, failed: 0 });
    expect(new Set(sent).size).toBe(5);
  });

  it('is waited for where the relay is stopped', async () => {
    const { app, sent, letGo } = await slowHouse(() => setImmediate());
    const stopping = new AbortController();
    const delivering = app.deliverMail(stopping.signal);
    await expect.poll(() => sent).toEqual(['good1', 'good2', 'good3']);
    stopping.abort();
    letGo();
    expect(await delivering).toEqual({ sent: 5, failed: 0 });
  });

  it('is no reason to leave what becomes owed meanwhile to the next round', async () => {
    const { app, owe, begun, sent, letGo } = await slowHouse(() => setImmediate(), ['slow1']);
    const delivering = app.deliverMail();
    await expect.poll(() => begun).toEqual(['slow1']);
    for (let turn = 0; turn < 10; turn++) await setImmediate();
    await owe(['good1']);
    await expect.poll(() => sent).toEqual(['good1']);
    letGo();
    expect(await delivering).toEqual({ sent: 2, failed: 0 });
  });

  it('is under way for 32 people at most', async () => {
    const many = Array.from({ length: 34 }, (_, at) => `slow${at}`);
    const { app, begun, letGo } = await slowHouse(() => setImmediate(), many);
    const delivering = app.deliverMail();
    await expect.poll(() => begun.length).toBe(32);
    for (let turn = 0; turn < 100; turn++) await setImmediate();
    expect(begun).toHaveLength(32);
    letGo();
    expect(await delivering).toEqual({ sent: 34, failed: 0 });
  });

  it('is sent one after another where nothing else is said', async () => {
    const { app, sent, letGo } = await slowHouse();
    const delivering = app.deliverMail();
    letGo();
    expect(await delivering).toEqual({ sent: 5, failed: 0 });
    expect(sent).toEqual(['slow1', 'good1', 'slow2', 'good2', 'good3']);
  });
});

describe('a relay whose store', () => {
  it('is away for a moment sends a reset that is still good', async () => {
    const house = await openHouse(inMemory);
    const { app, clock, ports } = house;
    expectOk(await app.passwords.requestReset({ email: 'root@example.com' }, {}));
    let isAway = true;
    const persistence: Persistence = {
      ...ports.persistence,
      read: (work) =>
        isAway ? Promise.reject(new StoreUnavailable('away')) : ports.persistence.read(work),
    };
    const relay = createApplication(
      { ...ports, persistence },
      { publicUrl: 'https://tenantry.test' },
    );
    expect(await relay.deliverMail()).toEqual({ sent: 0, failed: 0 });
    isAway = false;
    clock.advance(30);
    expect(await relay.deliverMail()).toEqual({ sent: 1, failed: 0 });
  });

  it('breaks down waits for what is on its way', async () => {
    const house = await openHouse(inMemory);
    const { app, ports } = house;
    expectOk(await app.passwords.requestReset({ email: 'root@example.com' }, {}));
    const hanging = Promise.withResolvers<void>();
    let units = 0;
    const persistence: Persistence = {
      ...ports.persistence,
      transact: (work) => {
        units++;
        return units === 2
          ? Promise.reject(new Error('on purpose'))
          : ports.persistence.transact(work);
      },
    };
    const send = async () => {
      await hanging.promise;
      return { kind: 'sent' as const };
    };
    const relay = createApplication(
      { ...ports, persistence, mailer: { send, close: async () => undefined } },
      { publicUrl: 'https://tenantry.test', patience: () => setImmediate() },
    );
    const delivering = relay.deliverMail();
    await expect.poll(() => units).toBe(2);
    hanging.resolve();
    await expect(delivering).rejects.toThrow('on purpose');
    const { items } = expectOk(await app.mail.list({}, { caller: house.operator }));
    expect(items.map(({ state }) => state)).toEqual(['sent']);
  });
});

describe('a server that refuses, puts off and hangs with some', () => {
  it('takes all the others meanwhile', async () => {
    const hanging: (() => void)[] = [];
    const arrived: string[] = [];
    const server = await openMailServer({
      onRcptTo: ({ address }, _, done) => {
        const [fate] = address.split('.');
        if (fate === 'refused') return done(Object.assign(new Error('no'), { responseCode: 550 }));
        if (fate === 'later') return done(Object.assign(new Error('no'), { responseCode: 451 }));
        if (fate === 'slow') return void hanging.push(() => done());
        arrived.push(address);
        return done();
      },
    });
    const mailer = smtpMailer({ server: server.server, from: 'us@tenantry.test' });
    onTestFinished(async () => {
      await mailer.close();
      await server.close();
    });
    const house = await openHouse(inMemory);
    const fates = ['slow', 'refused', 'later', 'good', 'good', 'good'];
    const users = Array.from({ length: 96 }, (_, at) => `${fates[at % 6]}.${at}@example.com`);
    const command = { name: 'Many', users: users.map((email) => ({ name: 'Ann', email })) };
    expectOk(await house.app.customers.create(command, { caller: house.master }));
    const app = createApplication(
      { ...house.ports, mailer },
      { publicUrl: 'https://tenantry.test', patience: () => pause(20) },
    );
    const delivering = app.deliverMail();
    await expect.poll(() => arrived.length, { timeout: 30_000 }).toBe(48);
    await expect.poll(() => hanging.length, { timeout: 30_000 }).toBe(16);
    for (const letGo of hanging) letGo();
    expect(await delivering).toEqual({ sent: 64, failed: 32 });
    const operator = { caller: house.operator };
    const owed = async (state: 'due' | 'undeliverable') =>
      expectOk(await app.mail.list({ state }, operator)).items.map(({ attempts }) => attempts);
    expect(await owed('undeliverable')).toEqual(Array.from({ length: 16 }, () => 1));
    expect(await owed('due')).toEqual(Array.from({ length: 16 }, () => 1));
  });
});
