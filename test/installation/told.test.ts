import { setImmediate } from 'node:timers/promises';
import {
  createApplication,
  type Letter,
  type Mailer,
  type Persistence,
  type Telemetry,
} from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { chosen, inMemory, openCustomer, openHouse, password } from '../access/house.ts';
import { expectOk } from '../protocols/installation.ts';

const ann = 'ann@example.com';

/** A house whose mailer answers what a test says, and which writes down what it is told. */
const begin = async (send: Mailer['send'] = answers.sent) => {
  const house = await openHouse(inMemory);
  const lines: unknown[] = [];
  const telemetry: Telemetry = {
    log: (level, message, facts) => void lines.push([level, message, facts]),
    count: (name, facts) => void lines.push([name, facts]),
  };
  const letters: Letter[] = [];
  const mailer = {
    send: (letter: Letter) => {
      letters.push(letter);
      return send(letter);
    },
    close: async () => undefined,
  };
  const app = createApplication(
    { ...house.ports, telemetry, mailer },
    { publicUrl: 'https://tenantry.test' },
  );
  return { ...house, house, app, lines, letters, by: { caller: house.master } };
};

const answers = {
  sent: async () => ({ kind: 'sent' as const }),
  failed: async () => ({ kind: 'failed' as const, reason: 'no answer' }),
  refused: async () => ({ kind: 'refused' as const, reason: 'nobody' }),
};

describe('what is told of mail', () => {
  it('is how each ended, and why, but to nobody for whom it was', async () => {
    for (const [send, state, told] of [
      [answers.sent, 'sent', []],
      [answers.failed, 'retry', [['warn', 'mail not sent', { reason: 'no answer' }]]],
      [answers.refused, 'undeliverable', [['warn', 'mail not sent', { reason: 'nobody' }]]],
    ] as const) {
      const { app, house, lines } = await begin(send);
      await openCustomer(house, house.master, ann);
      await app.deliverMail();
      expect(lines).toMatchObject([...told, ['deliveries', { state }]]);
      expect(JSON.stringify(lines)).not.toContain(ann);
    }
  });

  it('is a fault that was met in sending', async () => {
    const fault = new Error('of the mailer');
    const { app, house, lines } = await begin(() => Promise.reject(fault));
    await openCustomer(house, house.master, ann);
    expect(await app.deliverMail()).toEqual({ sent: 0, failed: 1 });
    expect(lines).toMatchObject([
      ['error', 'mail not sent', { fault }],
      ['deliveries', { state: 'retry' }],
    ]);
    const { items } = expectOk(await app.mail.list({}, { caller: house.operator }));
    expect(items).toMatchObject([{ state: 'due', reason: expect.stringContaining('see its log') }]);
  });

  it('is listed by how it stands', async () => {
    const { app, house, operator, clock } = await begin(answers.refused);
    await openCustomer(house, house.master, ann);
    const all = { caller: operator };
    const listed = async (state?: 'due' | 'undeliverable') =>
      expectOk(await app.mail.list(state === undefined ? {} : { state }, all)).items.length;
    expect([await listed(), await listed('due'), await listed('undeliverable')]).toEqual([1, 1, 0]);
    expect(expectOk(await app.mail.backlog())).toEqual({ count: 1, since: clock.now() });
    await app.deliverMail();
    expect([await listed(), await listed('due'), await listed('undeliverable')]).toEqual([1, 0, 1]);
  });
});

describe('a letter that is owed no more', () => {
  it.each([
    ['revoked', 'superseded'],
    ['run out', 'superseded'],
    ['of a closed account', 'superseded'],
    ['beneath a closed account', 'superseded'],
    ['of a suspended account', 'retry'],
  ])('since it is %s, is not sent', async (why, state) => {
    const { app, house, by, clock, letters, lines } = await begin();
    const { account: above } = expectOk(await app.customers.create({ name: 'Above' }, by));
    const { id: account, member } = await openCustomer(house, app.as.account(above.id), ann);
    if (why === 'beneath a closed account')
      expectOk(await app.accounts.close({ account: above.id }, by));
    if (why === 'revoked') expectOk(await app.members.revoke({ member }, by));
    if (why === 'run out') clock.advance(7 * 86_400);
    if (why === 'of a closed account') expectOk(await app.accounts.close({ account }, by));
    if (why === 'of a suspended account') expectOk(await app.accounts.suspend({ account }, by));
    expect(await app.deliverMail()).toEqual({ sent: 0, failed: 0 });
    expect(letters).toEqual([]);
    expect(lines).toEqual([['deliveries', { state }]]);
  });

  it('since another was owed instead of it, is not sent', async () => {
    const { app, house, by, letters } = await begin();
    const { member } = await openCustomer(house, house.master, ann);
    expectOk(await app.members.resend({ member }, by));
    expect(await app.deliverMail()).toEqual({ sent: 1, failed: 0 });
    expect(letters).toHaveLength(1);
    const [letter] = letters;
    const token = letter !== undefined && 'link' in letter ? letter.link.split('/').at(-1) : '';
    expectOk(await app.invitations.accept({ token: token ?? '', ...chosen }, {}));
  });

  it('to reset a password, since that was changed, or the time is over, or nobody is there', async () => {
    for (const why of ['changed', 'over', 'closed', 'nobody']) {
      const { app, house, by, clock, letters } = await begin();
      const { id: account } = await openCustomer(house, house.master, ann);
      expectOk(await app.invitations.accept({ token: await house.tokenFor(ann), ...chosen }, {}));
      const email = why === 'nobody' ? 'nobody@example.com' : ann;
      expectOk(await app.passwords.requestReset({ email }, {}));
      const newPassword = 'quite another one';
      const change = { account, email: ann, password, newPassword };
      if (why === 'changed')
        expectOk(
          await app.passwords.change({ ...change, newPasswordConfirmation: newPassword }, {}),
        );
      if (why === 'over') clock.advance(600);
      if (why === 'closed') expectOk(await app.accounts.close({ account }, by));
      await app.deliverMail();
      expect(letters.map(({ kind }) => kind)).toEqual(why === 'changed' ? ['passwordChanged'] : []);
    }
  });
});

describe('of letters about a password', () => {
  const told = async (why: 'closed' | 'suspended' | 'open' | 'nobody') => {
    const { app, house, by, letters, lines } = await begin();
    const { account: above } = expectOk(await app.customers.create({ name: 'Above' }, by));
    await openCustomer(house, app.as.account(above.id), ann);
    expectOk(await app.invitations.accept({ token: await house.tokenFor(ann), ...chosen }, {}));
    expectOk(
      await app.passwords.requestReset(
        { email: why === 'nobody' ? 'nobody@example.com' : ann },
        {},
      ),
    );
    if (why === 'closed') expectOk(await app.accounts.close({ account: above.id }, by));
    if (why === 'suspended') expectOk(await app.accounts.suspend({ account: above.id }, by));
    const report = await app.deliverMail();
    return { report, lines, letters };
  };

  it.each([
    // Closing ends what is owed beneath.
    ['closed', []],
    ['nobody', ['superseded']],
    ['suspended', ['retry']],
  ] as const)(
    'none is sent, and none fails, where the account above is %s',
    async (why, states) => {
      const { report, lines, letters } = await told(why);
      expect(report).toEqual({ sent: 0, failed: 0 });
      expect(letters).toEqual([]);
      expect(lines).toEqual(states.map((state) => ['deliveries', { state }]));
    },
  );

  /** Ann, beneath an account, who has changed her password. */
  const changed = async () => {
    const begun = await begin();
    const { app, house, by } = begun;
    const { account: above } = expectOk(await app.customers.create({ name: 'Above' }, by));
    const { id: account } = await openCustomer(house, app.as.account(above.id), ann);
    expectOk(await app.invitations.accept({ token: await house.tokenFor(ann), ...chosen }, {}));
    const newPassword = 'quite another one';
    const change = { account, email: ann, password, newPassword };
    expectOk(await app.passwords.change({ ...change, newPasswordConfirmation: newPassword }, {}));
    return { ...begun, above: above.id };
  };

  it('one that tells of a change leads to where it can be changed again', async () => {
    const { app, letters } = await changed();
    await app.deliverMail();
    expect(letters).toMatchObject([
      { kind: 'passwordChanged', link: 'https://tenantry.test/password-reset' },
    ]);
  });

  it.each([
    ['close', []],
    ['suspend', ['retry']],
  ] as const)('none tells of a change after %s of the account above', async (end, states) => {
    const { app, by, above, letters, lines } = await changed();
    expectOk(await app.accounts[end]({ account: above }, by));
    expect(await app.deliverMail()).toEqual({ sent: 0, failed: 0 });
    expect(letters).toEqual([]);
    expect(lines).toEqual(states.map((state) => ['deliveries', { state }]));
  });
});

it('that a password was changed is told once, where it was changed again meanwhile', async () => {
  const { app, house, letters } = await begin();
  const { id: account } = await openCustomer(house, house.master, ann);
  expectOk(await app.invitations.accept({ token: await house.tokenFor(ann), ...chosen }, {}));
  const person = { account, email: ann };
  for (const [now, next] of [
    [password, 'quite another one'],
    ['quite another one', 'and yet another one'],
  ] as const)
    expectOk(
      await app.passwords.change(
        { ...person, password: now, newPassword: next, newPasswordConfirmation: next },
        {},
      ),
    );
  expect(await app.deliverMail()).toEqual({ sent: 1, failed: 0 });
  expect(letters.map(({ kind, to }) => [kind, to.address])).toEqual([['passwordChanged', ann]]);
});

describe('how a message ended', () => {
  const unavailable = { ok: false, error: { kind: 'Unavailable', retryAfter: 1 } } as const;
  const notSettled = (delivery: unknown) => [
    'warn',
    'mail not settled',
    { delivery, state: 'sent' },
  ];

  it.each([
    [0, true],
    [39, true],
    [40, false],
  ])('is written down, though the store is away for %i tries: %s', async (away, isWritten) => {
    const { house, app: quiet, lines, clock } = await begin();
    expectOk(await quiet.passwords.requestReset({ email: 'root@example.com' }, {}));
    let left = 0;
    const persistence: Persistence = {
      ...house.ports.persistence,
      transact: async (work) => (left-- > 0 ? unavailable : house.ports.persistence.transact(work)),
    };
    const telemetry: Telemetry = {
      log: (level, message, facts) => void lines.push([level, message, facts]),
      count: () => undefined,
    };
    const mailer: Mailer = {
      send: async () => {
        left = away;
        return { kind: 'sent' };
      },
      close: async () => undefined,
    };
    const ports = { ...house.ports, persistence, mailer };
    const settings = { publicUrl: 'https://tenantry.test' };
    const relay = createApplication({ ...ports, telemetry }, settings);
    expect(await relay.deliverMail()).toEqual({ sent: 1, failed: 0 });
    const { items } = expectOk(await quiet.mail.list({}, { caller: house.operator }));
    expect(items.map(({ state }) => state)).toEqual([isWritten ? 'sent' : 'due']);
    expect(lines).toEqual(isWritten ? [] : [notSettled(items[0]?.id)]);
    // After the lease it is sent again, also by a relay that tells nobody of it.
    clock.advance(60);
    const silent = createApplication(ports, settings);
    expect(await silent.deliverMail()).toEqual({ sent: isWritten ? 0 : 1, failed: 0 });
  });

  it('is tried to be written down as patiently as mail is waited for', async () => {
    const { house, lines } = await begin();
    expectOk(await house.app.passwords.requestReset({ email: 'root@example.com' }, {}));
    let isAway = false;
    let waited = 0;
    const persistence: Persistence = {
      ...house.ports.persistence,
      transact: async (work) => (isAway ? unavailable : house.ports.persistence.transact(work)),
    };
    const mailer: Mailer = {
      send: async () => {
        isAway = true;
        return { kind: 'sent' };
      },
      close: async () => undefined,
    };
    const patience = async () => {
      await setImmediate();
      waited++;
      isAway &&= waited < 10;
    };
    const relay = createApplication(
      { ...house.ports, persistence, mailer },
      { publicUrl: 'https://tenantry.test', patience },
    );
    expect(await relay.deliverMail()).toEqual({ sent: 1, failed: 0 });
    const { items } = expectOk(await house.app.mail.list({}, { caller: house.operator }));
    expect(items.map(({ state }) => state)).toEqual(['sent']);
    expect(lines).toEqual([]);
  });
});

describe('the outbox', () => {
  it('is shown page by page, and a message of it is due again, to operators of all alone', async () => {
    const { app, house, by } = await begin(answers.refused);
    const operator = { caller: house.operator };
    for (const email of [ann, 'bob@example.com']) await openCustomer(house, house.master, email);
    expect(await app.deliverMail()).toEqual({ sent: 0, failed: 2 });
    const first = expectOk(await app.mail.list({ limit: 1 }, operator));
    const [message] = first.items;
    if (message === undefined) throw new Error('no message');
    expect(first.next).toBe(message.id);
    const rest = expectOk(await app.mail.list({ limit: 1, after: message.id }, operator));
    expect(rest.items.map(({ id }) => id)).not.toEqual([message.id]);
    expect(rest).not.toHaveProperty('next');
    const mayNot = { ok: false, error: { kind: 'NotPermitted', needed: 'manage' } };
    const bound = { caller: app.as.operator('x', house.master.accountId ?? '') };
    const weak = { caller: { ...house.operator, power: 'read' as const } };
    for (const context of [by, bound, weak]) {
      expect(await app.mail.list({}, context)).toEqual(mayNot);
      expect(await app.mail.retry({ message: message.id }, context)).toEqual(mayNot);
    }
    const absent = { ok: false, error: { kind: 'MessageNotFound' } };
    for (const other of ['x', '', '018f0000-0000-7000-8000-000000000009'])
      expect(await app.mail.retry({ message: other }, operator)).toEqual(absent);
    expect(await app.mail.retry({ message: message.id.toUpperCase() }, operator)).toMatchObject({
      value: { id: message.id, state: 'due', attempts: 0 },
    });
  });
});

describe('what a process asks of its installation', () => {
  it('is its name, what may be asked of it, and whether it is there', async () => {
    const rate = { limit: 5, window: 60 };
    const { app, ports } = await openHouse(inMemory, {
      brand: 'Acme',
      requests: { perCaller: rate },
    });
    expect(expectOk(await app.brand())).toBe('Acme');
    expect(expectOk(await app.requestLimits())).toEqual({ perCaller: rate });
    await expect(app.ready()).resolves.toBeUndefined();
    await ports.persistence.close();
    await expect(app.ready()).rejects.toBeInstanceOf(Error);
  });

  it('is how much mail is due, and since when', async () => {
    const house = await openHouse(inMemory);
    const { app, clock, master } = house;
    expect(expectOk(await app.mail.backlog())).toStrictEqual({ count: 0 });
    const since = clock.now();
    await openCustomer(house, master, ann);
    clock.advance(60);
    expect(expectOk(await app.mail.backlog())).toStrictEqual({ count: 1, since });
  });

  it('is not there where a store that is open cannot be read', async () => {
    const { ports } = await openHouse(inMemory);
    const persistence: Persistence = {
      ...ports.persistence,
      read: (work) =>
        ports.persistence.read((view) => {
          const installation = () => Promise.reject(new Error('the disk is gone'));
          return work({ ...view, records: { ...view.records, installation } });
        }),
    };
    const app = createApplication({ ...ports, persistence }, { publicUrl: 'https://a.test' });
    await expect(app.ready()).rejects.toThrow('the disk is gone');
  });
});
