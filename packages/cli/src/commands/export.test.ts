import { describe, expect, it, onTestFinished } from 'vitest';
import { type Installation, initialised, linesOf, tenantry } from '../in-process.test.kit.ts';

const rows = [
  {
    kind: 'partner',
    key: 'p',
    name: 'Pat',
    reference: 'P-1',
    billingId: 'B',
    verificationPhrase: 'open sesame',
    contact: {
      userName: 'pat',
      firstName: 'Pat',
      lastName: 'Smith',
      email: 'pat@example.com',
      phone: '+49 30 12345',
      power: 'provision',
      sendWelcomeEmail: true,
    },
    status: 'suspended',
  },
  { kind: 'customer', key: 'c', parentKey: 'p', name: 'Beneath' },
  {
    kind: 'registered',
    key: 'r',
    email: 'jane@example.com',
    firstName: 'Jane',
    lastName: 'Doe',
    timeZone: 'Europe/Berlin',
    password: 'correct horse battery',
    mayHaveSubAccounts: true,
  },
  { kind: 'registered', parentKey: 'r', name: 'Sub', email: 'sub@example.com' },
  { kind: 'customer', name: 'Closed' },
];

const filled = async (): Promise<Installation> => {
  const here = await initialised(onTestFinished);
  const file = rows.map((row) => JSON.stringify(row)).join('\n');
  // One after the other: siblings come by id, and so in the order in which they were made.
  expect((await tenantry(here, ['import', '-', '--concurrency', '1'], file)).code).toBe(0);
  return here;
};

describe('export', () => {
  it('prints what import takes, parents first, without any secret and without what is closed', async () => {
    const here = await filled();
    const closed = linesOf((await tenantry(here, ['tree', '--json'])).out)
      .map((line) => JSON.parse(line))
      .find(({ name }) => name === 'Closed');
    await tenantry(here, ['close', closed.id, '--yes']);
    const { code, out, said } = await tenantry(here, ['export']);
    expect({ code, said }).toEqual({
      code: 0,
      said: 'tenantry: left out: 1 account that is closed\n',
    });
    const told = linesOf(out).map((line) => JSON.parse(line));
    const keyOf = (name: string) => told.find((row) => (row.name ?? row.email) === name)?.key;
    const { verificationPhrase: _, ...partner } = rows[0] ?? {};
    expect(told).toEqual([
      { ...partner, key: expect.any(String) },
      { kind: 'customer', key: expect.any(String), parentKey: keyOf('Pat'), name: 'Beneath' },
      {
        kind: 'registered',
        key: expect.any(String),
        email: 'jane@example.com',
        firstName: 'Jane',
        lastName: 'Doe',
        timeZone: 'Europe/Berlin',
        mayHaveSubAccounts: true,
      },
      {
        kind: 'registered',
        key: expect.any(String),
        parentKey: keyOf('jane@example.com'),
        name: 'Sub',
        email: 'sub@example.com',
        timeZone: 'Europe/Berlin',
      },
    ]);
    for (const secret of ['sesame', 'horse', 'argon2']) expect(out).not.toContain(secret);
  });

  it('is of one account alone where that is named, and says whom it leaves out', async () => {
    const here = await filled();
    const file = JSON.stringify({
      kind: 'customer',
      key: 'more',
      parent: 'P-1',
      name: 'More',
      users: [
        { name: 'Jane', email: 'jane@example.com' },
        { name: 'Gone', email: 'gone@example.com' },
      ],
    });
    await tenantry(here, ['reactivate', 'P-1']);
    expect((await tenantry(here, ['import', '-'], file)).code).toBe(0);
    const { out } = await tenantry(here, ['export', 'P-1', '--json']);
    const [, more] = linesOf(out).map((line) => JSON.parse(line));
    expect(more).toMatchObject({ name: 'More', users: [{ name: 'Jane' }, { name: 'Gone' }] });
    expect(out).not.toContain('parentKey');
    const members = await tenantry(here, ['member', 'list', more.key, '--json']);
    const gone = linesOf(members.out)
      .map((line) => JSON.parse(line))
      .find(({ name }) => name === 'Gone');
    expect((await tenantry(here, ['member', 'revoke', gone.id])).code).toBe(0);
    const again = await tenantry(here, ['export', 'P-1']);
    expect(again.said).toBe('tenantry: left out: 1 member who is not invited anew\n');
    expect(again.out).not.toContain('gone@example.com');
    expect(await tenantry(here, ['export', 'nobody'])).toMatchObject({ code: 5, out: '' });
  });
  it('invites nobody who was put out, nor gives anybody more than they had', async () => {
    const here = await initialised(onTestFinished);
    const file = [
      { kind: 'registered', key: 'a', name: 'A', email: 'a1@example.com', firstName: 'First' },
      { kind: 'registered', key: 'b', email: 'b1@example.com', mayHaveSubAccounts: true },
      { kind: 'registered', parentKey: 'b', email: 'c1@example.com' },
    ];
    const text = file.map((row) => JSON.stringify(row)).join('\n');
    expect((await tenantry(here, ['import', '-'], text)).code).toBe(0);
    const invite = (account: string, name: string, role: string) =>
      tenantry(here, [
        'member',
        'invite',
        account,
        '--name',
        name,
        '--email',
        `${name.toLowerCase()}@example.com`,
        '--role',
        role,
      ]);
    for (const [account, name, role] of [
      ['2', 'Reader', '3'],
      ['2', 'Manager', '1'],
      ['3', 'Other', '3'],
    ] as const)
      expect(await invite(account, name, role)).toMatchObject({ code: 0 });
    for (const email of ['a1@example.com', 'b1@example.com']) {
      const account = email.startsWith('a') ? '2' : '3';
      const list = await tenantry(here, ['member', 'list', account, '--json']);
      const member = linesOf(list.out)
        .map((line) => JSON.parse(line))
        .find((one) => one.email === email);
      expect(await tenantry(here, ['member', 'revoke', member.id])).toMatchObject({ code: 0 });
    }
    const { out, said } = await tenantry(here, ['export']);
    expect(out).not.toMatch(/a1@|b1@|reader@|other@|c1@/);
    expect(linesOf(out).map((line) => JSON.parse(line))).toMatchObject([
      { name: 'A', firstName: 'Manager', email: 'manager@example.com' },
    ]);
    expect(linesOf(said)).toEqual([
      'tenantry: left out: 2 accounts that nobody is left to manage, or beneath one',
      'tenantry: left out: 2 members who are not invited anew',
    ]);
  });
});
