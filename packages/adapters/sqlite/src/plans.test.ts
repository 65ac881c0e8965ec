import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Account,
  AccountAddress,
  AccountId,
  AccountName,
  AccountNumber,
  ApiKeyId,
  Configurations,
  EmailAddress,
  ExternalReference,
  type Membership,
  MembershipId,
  MembershipNumber,
  type NewAccount,
  type NewAccountRegister,
  type NewCustomer,
  PersonName,
  TimeZone,
  type User,
  UserId,
  UserName,
} from '@tenantry/domain';
import { repositories } from '@tenantry/sql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migratingDialect } from './dialect.ts';
import { connect } from './file.ts';
import { migrateSqlite } from './open.ts';
import { runner } from './statements.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenantry-plans-'));
const file = join(folder, 'a.db');
const id = '00000000-0000-7000-8000-000000000001';
const now = new Date(0);
const master: NewAccount = {
  id: AccountId.parse(id),
  address: AccountAddress.parse('root'),
  kind: 'master',
  ancestors: [],
  name: AccountName.parse('Root'),
  status: 'active',
  mayHaveSubAccounts: true,
  version: 1,
  createdAt: now,
  updatedAt: now,
};
const email = EmailAddress.parse('jane@example.com');
const below = { below: master.id };
const slice = { skip: 0, limit: 10 };
const number = MembershipNumber.parse(1);
const user: User = {
  id: UserId.parse(id),
  email,
  credential: { hash: 'x', origin: 'own', generation: 1 },
};
const reset = { id, generation: 0, hash: 'b', until: now };
const member: Membership = {
  id: MembershipId.parse(id),
  number,
  accountId: master.id,
  name: PersonName.parse('Jane'),
  email,
  userName: UserName.parse('Jane'),
  roles: [],
  status: 'active',
  userId: user.id,
  generation: 0,
};

const child = (kind: 'customer' | 'registered', at: number): NewAccount => ({
  ...master,
  id: AccountId.parse(id.replace(/.$/, String(at))),
  address: AccountAddress.parse(`child-${at}`),
  kind,
  ancestors: [master.id],
});
const mailbox = EmailAddress.parse('john@example.com');
const john: User = { ...user, id: UserId.parse(id.replace(/.$/, '3')), email: mailbox };
const customer: NewCustomer = {
  account: child('customer', 2),
  workflows: [],
  configurations: Configurations.parse({}),
  references: [ExternalReference.parse({ name: 'CRM', value: '1' })],
  members: [],
  uniqueReferenceNames: ['CRM'],
};
const register: NewAccountRegister = {
  account: child('registered', 3),
  timeZone: TimeZone.parse('UTC'),
  user: john,
  member: {
    id: MembershipId.parse(john.id),
    accountId: child('registered', 3).id,
    name: PersonName.parse('John'),
    email: mailbox,
    roles: [],
    status: 'active',
    userId: john.id,
    generation: 0,
  },
};
/** Of the version after that which was stored. */
const second = (account: NewAccount): Account => ({
  ...account,
  number: AccountNumber.parse(1),
  version: 2,
});

/** A unit on a database of its own, and how SQLite goes about each statement that it runs. */
const open = async () => {
  const database = await connect(file);
  const run = runner(database);
  const plans: string[] = [];
  const texts = new Set<string>();
  const unit = repositories({ dialect: migratingDialect(database) }, { prefix: 'tenantry_' }).unit({
    run: async (statement) => {
      texts.add(statement.sql);
      const sql = `EXPLAIN QUERY PLAN ${statement.sql}`;
      const plan = run<{ readonly detail: string }>({ sql, parameters: statement.parameters });
      plans.push(...plan.map(({ detail }) => detail));
      return run(statement);
    },
    spend: () => undefined,
  });
  return { ...unit, plans, texts, close: () => database.close() };
};

/** Mail that has ended. */
const mail = { id, dueAt: now };
const later = new Date(1);

let unit: Awaited<ReturnType<typeof open>>;

beforeAll(async () => {
  await migrateSqlite({ file });
  unit = await open();
  await unit.accounts.addMaster(master);
  await unit.access.addUser(user);
  await unit.access.addMembership(member);
  await unit.accounts.addCustomer(customer);
  await unit.accounts.addRegister(register);
  const note = { kind: 'passwordChanged' as const, userId: user.id, generation: 1 };
  await unit.deliveries.add([{ ...note, ...mail }]);
  await unit.deliveries.claim({ now, until: later, limit: 1 });
  await unit.deliveries.settle({ id, fence: 1, state: 'sent' });
});

afterAll(() => {
  unit.close();
  rmSync(folder, { recursive: true });
});

const { text, ref } = { text: 'Root', ref: master.id };

const reads: Readonly<Record<string, () => Promise<unknown>>> = {
  find: () => unit.accounts.find(below, master.id),
  children: () => unit.accounts.children(below, master.id, slice),
  search: () => unit.accounts.search('installation', { limit: 10 }),
  'search for a kind': () =>
    unit.accounts.search('installation', { limit: 10, kind: 'registered' }),
  'search for a status': () =>
    unit.accounts.search('installation', { limit: 10, status: 'closed' }),
  'search for a reference': () =>
    unit.accounts.search(below, { limit: 10, reference: { name: 'CRM', value: '1' } }),
  findByAddress: () => unit.accounts.findByAddress(below, master.address),
  named: () => unit.accounts.named(below, text, ['master', 'partner'], 10),
  findPartner: () => unit.accounts.findPartner(below, master.id),
  partners: () => unit.accounts.partners(below, slice),
  'partners of the installation': () => unit.accounts.partners('installation', slice),
  'partners by a name': () => unit.accounts.partners(below, { ...slice, named: { text, ref } }),
  findRegister: () => unit.accounts.findRegister(below, master.id),
  registers: () => unit.accounts.registers(below, master.id, slice),
  apps: () => unit.accounts.apps(below, master.id, slice),
  findKey: () => unit.access.findKey(ApiKeyId.parse(id)),
  findMembership: () => unit.access.findMembership(MembershipId.parse(id)),
  membershipByUserName: () => unit.access.membershipByUserName(UserName.parse('Jane')),
  membershipByMailbox: () => unit.access.membershipByMailbox(master.id, email),
  'findMembership by number': () => unit.access.findMembership(number),
  membershipByInvitation: () => unit.access.membershipByInvitation(id),
  members: () => unit.access.members(master.id, { limit: 10 }),
  memberships: () => unit.access.memberships(user.id, { limit: 10 }),
  keys: () => unit.access.keys(master.id, { limit: 10 }),
  findUser: () => unit.access.findUser(UserId.parse(id)),
  userByMailbox: () => unit.access.userByMailbox(email),
  findSession: () => unit.access.findSession(id),
  findTries: () => unit.access.findTries(id, now),
  addTry: () => unit.access.addTry(id, now, now),
  removeTry: () => unit.access.removeTry(id, now),
  forgetTries: () => unit.access.forgetTries(id),
  endSession: () => unit.access.endSession(id),
  findReset: () => unit.access.findReset(id),
  resetByToken: () => unit.access.resetByToken(id),
  'addReset, where one is over': async () => {
    await unit.access.addReset({ ...reset, id: master.id, hash: 'a' }, now);
    await unit.access.addReset(reset, now);
  },
  saveStatus: () =>
    unit.accounts.saveStatus({ ...master, number: AccountNumber.parse(1), version: 2 }),
  saveCustomer: () =>
    unit.accounts.saveCustomer({ ...customer, account: second(customer.account), members: [] }),
  saveRegister: () =>
    unit.accounts.saveRegister({
      ...register,
      account: second(register.account),
      member: { ...register.member, number },
    }),
  saveMaster: () => unit.accounts.saveMaster({ ...second(master), version: 3 }),
  saveMembership: () => unit.access.saveMembership(member, { status: 'active', generation: 0 }),
  endKey: () => unit.access.endKey(ApiKeyId.parse(id), { revokedAt: now }),
  noteKeyUse: () => unit.access.noteKeyUse(ApiKeyId.parse(id), now),
  forgetUser: () => unit.access.forgetUser(user.id),
  findDelivery: () => unit.deliveries.findDelivery(id),
  listDeliveries: () => unit.deliveries.listDeliveries({ limit: 10 }),
  'listDeliveries of a state': () => unit.deliveries.listDeliveries({ state: 'due', limit: 10 }),
  backlog: () => unit.deliveries.backlog(),
  newestOf: () => unit.deliveries.newestOf([member.id]),
  retry: () => unit.deliveries.retry(id, now),
  'forgetOver, where a reset is over': async () => {
    await unit.access.addReset({ ...reset, id: john.id, hash: 'c' }, new Date(-1));
    await unit.access.forgetOver(now, 500);
  },
  forgetEnded: () => unit.deliveries.forgetEnded(later, { limit: 500 }),
  forgetResults: () => unit.records.forgetResults(now, 500),
};

/** A table from end to end; what was found already, and lists that are handed in, are none. */
const wholeTable = /^SCAN (?!step VIRTUAL |few$|some$|part$|spread$|json_each )/;
/** The same of a subtree, whatever is in it. */
const wholeSubtree = /_account_path /;

describe('an index leads to', () => {
  for (const [name, read] of Object.entries(reads))
    it(`what is asked by ${name}`, async () => {
      unit.plans.length = 0;
      await read();
      expect(unit.plans).not.toEqual([]);
      const long = unit.plans.filter(
        (detail) => wholeTable.test(detail) || wholeSubtree.test(detail),
      );
      expect(long).toEqual([]);
    });

  it('mail that ended after some other, at its very place', async () => {
    unit.plans.length = 0;
    await unit.deliveries.forgetEnded(later, { after: mail, limit: 500 });
    expect(unit.plans[0]).toContain('outbox_ended ((next_at,id)>(?,?)');
  });

  it('the accounts of a small subtree, all of which are looked at', async () => {
    unit.plans.length = 0;
    const own = { below: customer.account.id };
    const found = await unit.accounts.search(own, { limit: 10, kind: 'customer' });
    expect(found.map((account) => account.id)).toEqual([customer.account.id]);
    expect(unit.plans.filter((detail) => wholeTable.test(detail))).toEqual([]);
    expect(unit.plans.filter((detail) => wholeSubtree.test(detail))).toHaveLength(1);
  });

  it('the places of a subtree, and the users whose last they were', async () => {
    unit.plans.length = 0;
    await unit.access.endMemberships(master.id);
    expect(unit.plans.filter((detail) => wholeTable.test(detail))).toEqual([]);
    expect(unit.plans.filter((detail) => wholeSubtree.test(detail))).not.toEqual([]);
    expect(await unit.access.findUser(user.id)).toBeUndefined();
  });
});

it('no parameter is one to plan by, for which SQLite would parse a statement at each call', () => {
  const bare = /(?<!\+)\?/;
  expect(unit.texts.size).toBeGreaterThan(Object.keys(reads).length);
  expect([...unit.texts].filter((text) => bare.test(text))).toEqual([]);
});
