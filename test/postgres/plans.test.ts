import {
  type Account,
  type AccountRegister,
  ApiKeyId,
  type Customer,
  EmailAddress,
  MembershipId,
  MembershipNumber,
  type Persistence,
  PersonName,
  type Unit,
  type User,
  UserId,
  UserName,
} from '@tenantry/domain';
import { openPostgres } from '@tenantry/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCustomer, anAccount, aRegister } from './accounts.ts';
import { type Recorded, recordingPool } from './recording-pool.ts';
import { emptyDatabase, onServer } from './server.ts';
import { commit } from './unit.ts';

const at = new Date(0);
const id = '00000000-0000-7000-8000-000000000001';
const email = EmailAddress.parse('jane@example.com');
const slice = { skip: 0, limit: 10 };
const page = { limit: 10 };
const number = MembershipNumber.parse(1);
const user: User = {
  id: UserId.parse(id),
  email,
  credential: { hash: 'x', origin: 'own', generation: 1 },
};
const reset = { id, generation: 0, hash: 'b', until: at };
const member = {
  id: MembershipId.parse(id),
  name: PersonName.parse('Jane'),
  email,
  userName: UserName.parse('Jane'),
  roles: [],
  status: 'active',
  userId: user.id,
  generation: 0,
} as const;

const asked: Readonly<Record<string, (unit: Unit, master: Account) => Promise<unknown>>> = {
  find: ({ accounts }, { number }) => accounts.find('installation', number),
  lineage: ({ accounts }, master) => accounts.lineage({ below: master.id }, master.id),
  holdLineage: ({ accounts }, master) => accounts.holdLineage({ below: master.id }, master.id),
  holdForChange: ({ accounts }, { number }) => accounts.holdForChange('installation', number),
  statuses: ({ accounts }, master) => accounts.statuses([master.id]),
  children: ({ accounts }, master) => accounts.children('installation', master.id, page),
  subtree: ({ accounts }, master) => accounts.subtree('installation', master.id, page),
  search: ({ accounts }) => accounts.search('installation', page),
  'search below': ({ accounts }, master) =>
    accounts.search({ below: master.id }, { ...page, kind: 'customer', status: 'closed' }),
  'search for a reference': ({ accounts }) =>
    accounts.search('installation', { ...page, reference: { name: 'CRM', value: '1' } }),
  masters: ({ accounts }) => accounts.masters('installation'),
  findByAddress: ({ accounts }, { address }) => accounts.findByAddress('installation', address),
  named: ({ accounts }, { name }) => accounts.named('installation', name, ['partner'], 10),
  findCustomer: ({ accounts }, master) => accounts.findCustomer('installation', master.id),
  findPartner: ({ accounts }, master) => accounts.findPartner('installation', master.id),
  partners: ({ accounts }, master) => accounts.partners({ below: master.id }, slice),
  'partners by a name': ({ accounts }, { id: ref }) =>
    accounts.partners('installation', { ...slice, named: { text: 'Root', ref } }),
  findRegister: ({ accounts }, master) => accounts.findRegister('installation', master.id),
  registers: ({ accounts }, master) => accounts.registers('installation', master.id, slice),
  apps: ({ accounts }, master) => accounts.apps('installation', master.id, slice),
  findKey: ({ access }) => access.findKey(ApiKeyId.parse(id)),
  findMembership: ({ access }) => access.findMembership(MembershipId.parse(id)),
  membershipByUserName: ({ access }) => access.membershipByUserName(UserName.parse('Jane')),
  membershipByMailbox: ({ access }, master) => access.membershipByMailbox(master.id, email),
  'findMembership by number': ({ access }) => access.findMembership(number),
  membershipByInvitation: ({ access }) => access.membershipByInvitation(id),
  members: ({ access }, master) => access.members(master.id, page),
  memberships: ({ access }) => access.memberships(user.id, page),
  keys: ({ access }, master) => access.keys(master.id, page),
  findUser: ({ access }) => access.findUser(UserId.parse(id)),
  userByMailbox: ({ access }) => access.userByMailbox(email),
  findSession: ({ access }) => access.findSession(id),
  findTries: ({ access }) => access.findTries(id, at),
  addTry: ({ access }) => access.addTry(id, at, at),
  removeTry: ({ access }) => access.removeTry(id, at),
  forgetTries: ({ access }) => access.forgetTries(id),
  endSession: ({ access }) => access.endSession(id),
  findReset: ({ access }) => access.findReset(id),
  resetByToken: ({ access }) => access.resetByToken(id),
  'addReset, where one is over': async ({ access }, master) => {
    await access.addReset({ ...reset, id: master.id, hash: 'a' }, at);
    await access.addReset(reset, at);
  },
  saveStatus: ({ accounts }, master) =>
    accounts.saveStatus({ ...master, version: master.version + 1 }),
  saveCustomer: ({ accounts }) =>
    accounts.saveCustomer({
      ...customer,
      account: { ...customer.account, version: customer.account.version + 1 },
      uniqueReferenceNames: ['CRM'],
    }),
  saveRegister: ({ accounts }) =>
    accounts.saveRegister({
      ...register,
      account: { ...register.account, version: register.account.version + 1 },
    }),
  saveMaster: ({ accounts }, master) =>
    accounts.saveMaster({ ...master, version: master.version + 2 }),
  saveMembership: ({ access }, { id: accountId }) =>
    access.saveMembership({ ...member, number, accountId }, member),
  endKey: ({ access }) => access.endKey(ApiKeyId.parse(id), { revokedAt: at }),
  noteKeyUse: ({ access }) => access.noteKeyUse(ApiKeyId.parse(id), at),
  forgetUser: ({ access }) => access.forgetUser(user.id),
  findDelivery: ({ deliveries }) => deliveries.findDelivery(id),
  listDeliveries: ({ deliveries }) => deliveries.listDeliveries(page),
  'listDeliveries of a state': ({ deliveries }) =>
    deliveries.listDeliveries({ ...page, state: 'due' }),
  backlog: ({ deliveries }) => deliveries.backlog(),
  newestOf: ({ deliveries }) => deliveries.newestOf([member.id]),
  retry: ({ deliveries }) => deliveries.retry(id, at),
  'forgetOver, where a reset is over': async ({ access }, master) => {
    await access.addReset({ ...reset, id: master.id, hash: 'c' }, new Date(-1));
    await access.forgetOver(at, 500);
  },
  forgetEnded: async ({ deliveries }) => {
    const note = { kind: 'passwordChanged' as const, userId: user.id, generation: 1 };
    await deliveries.add([{ ...note, id, dueAt: at }]);
    for (const { fence } of await deliveries.claim({ now: at, until: at, limit: 1 }))
      await deliveries.settle({ id, fence, state: 'sent' });
    await deliveries.forgetEnded(new Date(1), page);
  },
  forgetResults: ({ records }) => records.forgetResults(at, 500),
  claim: ({ deliveries }) => deliveries.claim({ now: at, until: at, limit: 10 }),
  findResult: ({ records }) => records.findResult([id], at),
  events: ({ records }) => records.events('installation', page),
  endMemberships: ({ access }, master) => access.endMemberships(master.id),
  'events below': ({ records }, master) => records.events({ below: master.id }, page),
};

let url: string;
let pool: ReturnType<typeof recordingPool>;
let store: Persistence;
let master: Account;
let customer: Customer;
let register: AccountRegister;

beforeAll(async () => {
  url = await emptyDatabase();
  pool = recordingPool(url);
  store = await openPostgres({ pool: pool.pool, migrate: 'auto' });
  master = await commit(store, ({ accounts }) => accounts.addMaster(anAccount()));
  customer = await commit(store, ({ accounts }) => accounts.addCustomer(aCustomer(master)));
  register = await commit(store, ({ accounts }) => accounts.addRegister(aRegister(master)));
  await commit(store, ({ access }) => access.addUser(user));
  await commit(store, ({ access }) => access.addMembership({ ...member, accountId: master.id }));
});

afterAll(async () => {
  await store.close();
  await pool.end();
});

/** How PostgreSQL goes about a statement where it may not go through a table from end to end. */
const planOf = ({ text, values }: Recorded): Promise<readonly string[]> =>
  onServer(url, async (client) => {
    await client.query('SET enable_seqscan = off');
    const { rows } = await client.query<Record<string, string>>(`EXPLAIN ${text}`, values);
    return rows.map((row) => String(row['QUERY PLAN']));
  });

describe('an index leads to', () => {
  for (const [name, ask] of Object.entries(asked))
    it(`what is asked by ${name}`, async () => {
      const before = pool.recorded.length;
      await commit(store, async (unit) => ({ ok: true, value: await ask(unit, master) }));
      const statements = pool.recorded
        .slice(before)
        .filter(({ text }) => /^\s*(select|with|insert|update|delete)/.test(text));
      expect(statements).not.toEqual([]);
      for (const statement of statements) {
        const plan = await planOf(statement);
        expect(plan.filter((line) => /Seq Scan on tenantry_(?!event_origin)/.test(line))).toEqual(
          [],
        );
      }
    });
});
