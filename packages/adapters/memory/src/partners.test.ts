import {
  AccountAddress,
  AccountId,
  AccountName,
  EmailAddress,
  MembershipId,
  type NewPartner,
  type Partner,
  PersonName,
  PhoneNumber,
  Reference,
  type Result,
  RoleId,
  UserName,
} from '@tenantry/domain';
import { beforeEach, describe, expect, it } from 'vitest';
import { countingIds } from './ids.ts';
import { memoryPersistence } from './persistence.ts';

// That tables which are looked in move along with a partner that is corrected.

const ids = countingIds();
const composed = 'caf\u00e9';
const decomposed = 'cafe\u0301';

const node = (ancestors: readonly AccountId[], name: string) => ({
  id: AccountId.parse(ids.uuid()),
  address: AccountAddress.parse(ids.address()),
  ancestors,
  name: AccountName.parse(name),
  status: 'active' as const,
  mayHaveSubAccounts: true,
  version: 1,
  createdAt: new Date(0),
  updatedAt: new Date(0),
});

const opening = (above: readonly AccountId[], called: string): NewPartner => {
  const account = { ...node(above, called), kind: 'partner' as const };
  const firstName = PersonName.parse(called);
  return {
    account,
    reference: Reference.parse(`of ${called}`),
    contact: { firstName, lastName: firstName, phone: PhoneNumber.parse('+61 2 9999 0000') },
    contactMember: {
      id: MembershipId.parse(ids.uuid()),
      accountId: account.id,
      name: firstName,
      email: EmailAddress.parse(`${ids.address()}@example.com`),
      userName: UserName.parse(`User ${called}`),
      roles: [RoleId.parse(1)],
      generation: 0,
      status: 'invited',
    },
  };
};

const next = (partner: Partner, parts: Partial<Partner> & { readonly name?: string }): Partner => {
  const { name = partner.account.name, ...rest } = parts;
  const account = {
    ...partner.account,
    name: AccountName.parse(name),
    version: partner.account.version + 1,
  };
  return { ...partner, account, ...rest };
};

const valueOf = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(`no conflict was meant to be: ${JSON.stringify(result.error)}`);
  return result.value;
};

let store = memoryPersistence();
let top: AccountId;

const open = async (above: readonly AccountId[], called: string) =>
  valueOf(await store.transact(({ accounts }) => accounts.addPartner(opening(above, called))));
const save = (partner: Partner) => store.transact(({ accounts }) => accounts.savePartner(partner));
const listed = async (text: string) => {
  const found = await store.read(({ accounts }) =>
    accounts.partners('installation', { named: { text }, skip: 0, limit: 10 }),
  );
  return found.items.map(({ account }) => account.id);
};

beforeEach(async () => {
  store = memoryPersistence();
  const master = { ...node([], 'Top'), kind: 'master' as const };
  valueOf(await store.transact(({ accounts }) => accounts.addMaster(master)));
  top = master.id;
});

describe('a partner that is saved', () => {
  it('is found by what it is called now, and leaves the rest to others', async () => {
    const first = await open([top], composed);
    const member = { ...first.contactMember, userName: UserName.parse('Moved') };
    const reference = Reference.parse('another');
    valueOf(await save(next(first, { name: 'New', reference, contactMember: member })));
    expect(await listed('New')).toEqual([first.account.id]);
    expect(await listed('another')).toEqual([first.account.id]);
    expect(await listed(decomposed)).toEqual([]);
    expect(await listed(first.reference)).toEqual([]);
    const byName = (userName: string) =>
      store.read(({ access }) => access.membershipByUserName(UserName.parse(userName)));
    expect((await byName('MOVED'))?.membership.id).toBe(member.id);
    expect(await byName(`user ${composed}`)).toBeUndefined();
    const second = await open([top], decomposed);
    expect(await listed(composed)).toEqual([second.account.id]);
  });

  it('moves with its mailbox', async () => {
    const { account, ...partner } = await open([top], 'One');
    const { email: before } = partner.contactMember;
    const email = EmailAddress.parse('Moved@Example.com');
    const contactMember = { ...partner.contactMember, email };
    valueOf(await save(next({ account, ...partner }, { contactMember })));
    const held = (mailbox: EmailAddress) =>
      store.read(({ access }) => access.membershipByMailbox(account.id, mailbox));
    expect((await held(EmailAddress.parse('moved@example.com')))?.membership.email).toEqual(email);
    expect(await held(before)).toBeUndefined();
  });

  it('conflicts over all of it in the order that is promised, and changes nothing by it', async () => {
    const other = await open([top], 'Other');
    const mine = await open([top], 'Mine');
    const guest = opening([top], 'Guest').contactMember;
    const inMine = { ...guest, accountId: mine.account.id };
    valueOf(await store.transact(({ access }) => access.addMembership(inMine)));
    const { userName: _, ...unnamed } = mine.contactMember;
    const { reference } = other;
    const userName = UserName.parse('USER OTHER');
    const both = { ...mine.contactMember, userName, email: guest.email };
    const conflicts = [
      [next(next(mine, { name: 'Other', reference, contactMember: both }), {}), 'VersionStale'],
      [
        next(mine, { name: 'Other', reference, contactMember: both }),
        'NameTaken',
        ['ReferenceTaken', 'UserNameTaken', 'EmailTaken'],
      ],
      [next(mine, { name: 'Other', reference }), 'NameTaken', ['ReferenceTaken']],
      [next(mine, { contactMember: both }), 'UserNameTaken', ['EmailTaken']],
      [next(mine, { contactMember: { ...unnamed, email: guest.email } }), 'EmailTaken'],
    ] as const;
    for (const [partner, taken, also] of conflicts)
      expect(await save(partner)).toEqual({ ok: false, error: { taken, also } });
    const read = ({ account: { id } }: Partner) =>
      store.read(({ accounts }) => accounts.findPartner('installation', id));
    expect([await read(mine), await read(other)]).toEqual([mine, other]);
  });

  it('keeps what cannot be corrected', async () => {
    const parent = await open([top], 'Parent');
    const partner = await open([top, parent.account.id], 'Mine');
    const elsewhere = opening([top], 'Else');
    const wrong = next(partner, {
      contactMember: { ...partner.contactMember, id: elsewhere.contactMember.id, accountId: top },
    });
    const { address, ancestors } = elsewhere.account;
    const account = { ...wrong.account, address, ancestors, kind: 'customer' as const };
    const saved = valueOf(await save({ ...wrong, account }));
    expect(saved).toEqual({ ...partner, account: { ...partner.account, version: 2 } });
  });

  it('is a partner: anything else is a fault', async () => {
    const partner = await open([top], 'Mine');
    const master = await store.read(({ accounts }) => accounts.find('installation', top));
    if (master === undefined) throw new Error('the master is gone');
    await expect(save(next({ ...partner, account: master }, {}))).rejects.toThrow('no partner');
    const absent = { ...partner.account, id: AccountId.parse(ids.uuid()) };
    await expect(save(next({ ...partner, account: absent }, {}))).rejects.toThrow('not exist');
  });
});

describe('the list of partners', () => {
  it('names each once, whichever way it is named', async () => {
    const one = { ...opening([top], 'Same'), reference: Reference.parse('Same') };
    valueOf(await store.transact(({ accounts }) => accounts.addPartner(one)));
    const child = await open([top, one.account.id], 'Child');
    valueOf(await save(next(child, { name: 'Same' })));
    expect(await listed('Same')).toEqual([one.account.id, child.account.id]);
    const { total, items } = await store.read(({ accounts }) =>
      accounts.partners(
        { below: child.account.id },
        { named: { text: 'Same', ref: one.account.id }, skip: 0, limit: 1 },
      ),
    );
    expect([total, items.map(({ account }) => account.id)]).toEqual([1, [child.account.id]]);
  });

  it('is nothing beneath an account that there is not', async () => {
    await open([top], 'One');
    const below = AccountId.parse(ids.uuid());
    expect(
      await store.read(({ accounts }) => accounts.partners({ below }, { skip: 0, limit: 10 })),
    ).toEqual({ total: 0, items: [] });
  });
});
