import { describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { type House, historyOf, inMemory, openHouse } from './house.ts';

const kindsIn = async (house: House) => (await historyOf(house)).map(({ kind }) => kind);

const configurations = '{"kyc":{"b":1.0,"a":9007199254740993}}';

describe('a correction', () => {
  it('puts in what is said of a customer, and leaves the rest', async () => {
    const house = await openHouse(inMemory);
    const { app, master: caller } = house;
    const made = expectOk(
      await app.customers.create(
        { name: 'Before', configurations, references: [{ name: 'crm', value: '1' }] },
        { caller },
      ),
    );
    const customer = made.account.id;
    const named = expectOk(await app.customers.update({ customer, name: 'After' }, { caller }));
    expect(named).toEqual({
      ...made,
      account: { ...named.account, name: 'After', version: 2 },
    });
    expect(named.configurations).toBe(configurations);
    const stored = expectOk(await app.customers.find({ customer }, { caller }));
    expect(stored).toEqual(named);
    expect(await kindsIn(house)).toContain('CustomerChanged');
  });

  it('tells every fault, and which version is the present one', async () => {
    const { app, master: caller } = await openHouse(inMemory);
    const { account } = expectOk(await app.customers.create({ name: 'One' }, { caller }));
    expect(
      await app.customers.update(
        { customer: account.id, name: '', references: [{ name: '', value: 'x' }] },
        { caller },
      ),
    ).toMatchObject({
      error: {
        kind: 'Invalid',
        issues: [{ path: ['name'] }, { path: ['references', 0, 'name'] }],
      },
    });
    expect(
      await app.customers.update({ customer: account.id, version: 7, name: 'Two' }, { caller }),
    ).toEqual({ ok: false, error: { kind: 'VersionStale', current: 1 } });
  });

  it('is made once under its key, whichever version it is made from the second time', async () => {
    const { app, master: caller } = await openHouse(inMemory);
    const { account } = expectOk(await app.customers.create({ name: 'One' }, { caller }));
    const rename = (version: number) =>
      app.customers.update(
        { customer: account.id, version, name: 'Two' },
        { caller, idempotencyKey: 'rename' },
      );
    expectOk(await rename(1));
    expect(await rename(7)).toMatchObject({ ok: true, replayed: true });
  });

  it('is of the kind that it is meant for', async () => {
    const { app, master: caller } = await openHouse(inMemory);
    const { account } = expectOk(await app.customers.create({ name: 'One' }, { caller }));
    const absent = { ok: false, error: { kind: 'AccountNotFound' } };
    expect(await app.registers.update({ account: account.id }, { caller })).toEqual(absent);
    expect(await app.masters.update({ master: account.id }, { caller })).toEqual(absent);
    expect(await app.customers.update({ customer: 1 }, { caller })).toEqual(absent);
  });

  it('gives nobody leave to have sub-accounts who asks for its own', async () => {
    const { app, master } = await openHouse(inMemory);
    const { register } = expectOk(
      await app.registers.open({ email: 'a@example.com', name: 'A' }, { caller: master }),
    );
    const account = register.account.id;
    const own = { caller: app.as.account(account) };
    const asked = { account, mayHaveSubAccounts: true };
    expect(await app.registers.update(asked, own)).toEqual({
      ok: false,
      error: { kind: 'NotPermitted', needed: 'manage' },
    });
    expect(expectOk(await app.registers.update({ account, name: 'B' }, own)).account.name).toBe(
      'B',
    );
    const given = expectOk(await app.registers.update(asked, { caller: master }));
    expect(given.account.mayHaveSubAccounts).toBe(true);
  });

  it('takes away what a registered account can be without', async () => {
    const { app, master: caller } = await openHouse(inMemory);
    const { register } = expectOk(
      await app.registers.open(
        { email: 'a@example.com', companyName: 'A', mobilePhone: '+49 170 123456' },
        { caller },
      ),
    );
    const account = register.account.id;
    const { companyName, mobilePhone, ...rest } = expectOk(
      await app.registers.update({ account, mobilePhone: null, timeZone: 'UTC' }, { caller }),
    );
    expect([companyName, mobilePhone, 'mobilePhone' in rest]).toEqual(['A', undefined, false]);
  });

  it('of configurations is a patch of what stands, whoever else has changed that meanwhile', async () => {
    const { app, master: caller } = await openHouse(inMemory);
    const { account } = expectOk(
      await app.customers.create({ name: 'One', configurations }, { caller }),
    );
    const patch = (configurationsPatch: string, idempotencyKey: string) =>
      app.customers.update(
        { customer: account.id, configurationsPatch },
        { caller, idempotencyKey },
      );
    const changes = ['{"one":{"x":1.50}}', '{"kyc":{"b":null,"c":1e400}}'];
    await Promise.all(changes.map((change, at) => patch(change, `key-${at}`)));
    const stored = expectOk(await app.customers.find({ customer: account.id }, { caller }));
    expect(stored.configurations).toBe('{"kyc":{"a":9007199254740993,"c":1e400},"one":{"x":1.50}}');
    expect(await patch(changes[0] ?? '', 'key-0')).toMatchObject({ ok: true, replayed: true });
    expect(await patch('{"kyc":[]}', 'key-2')).toMatchObject({
      error: { issues: [{ path: ['configurationsPatch', 'kyc'], code: 'type' }] },
    });
    for (const half of ['x', 'y'])
      expect(await patch(`{"kyc":{"${half}":"${'a'.repeat(200 * 1024)}"}}`, half)).toMatchObject(
        half === 'x'
          ? { ok: true }
          : { error: { issues: [{ path: ['configurationsPatch', 'kyc'], code: 'tooLong' }] } },
      );
  });

  it('of a member moves the version of what it is shown with', async () => {
    const { app, master: caller } = await openHouse(inMemory);
    const { register } = expectOk(
      await app.registers.open({ email: 'a@example.com', name: 'A' }, { caller }),
    );
    const { account, member } = register;
    expectOk(await app.members.correct({ member: member.id, name: 'B' }, { caller }));
    expect(
      await app.registers.update({ account: account.id, version: 1, name: 'C' }, { caller }),
    ).toEqual({ ok: false, error: { kind: 'VersionStale', current: 2 } });
  });

  it('of a master is its name and the role of whoever has none', async () => {
    const { app, master: caller } = await openHouse(inMemory);
    const master = caller.accountId ?? '';
    expect(await app.masters.update({ master, defaultRole: 77 }, { caller })).toMatchObject({
      error: { issues: [{ path: ['defaultRole'], code: 'unknown' }] },
    });
    const named = expectOk(
      await app.masters.update({ master, name: 'M', defaultRole: 2 }, { caller }),
    );
    expect(named).toMatchObject({ name: 'M', defaultRole: 2, version: 2 });
    const { members } = expectOk(
      await app.customers.create(
        { name: 'One', users: [{ name: 'U', email: 'u@example.com' }] },
        { caller },
      ),
    );
    expect(members[0]?.roles).toEqual([2]);
    const without = expectOk(await app.masters.update({ master, defaultRole: null }, { caller }));
    expect('defaultRole' in without).toBe(false);
  });
});

describe('a dry run', () => {
  it('answers as the real thing would, and leaves nothing', async () => {
    const house = await openHouse(inMemory);
    const { app, master: caller, mailTo } = house;
    const command = { name: 'One', users: [{ name: 'U', email: 'u@example.com' }] };
    const before = await kindsIn(house);
    const context = { caller, idempotencyKey: 'the-same' };
    expect(await app.customers.create(command, { ...context, dryRun: true })).toMatchObject({
      ok: true,
      value: { account: { name: 'One' } },
    });
    expect(await kindsIn(house)).toEqual(before);
    expect(await mailTo('u@example.com')).toEqual([]);
    const made = await app.customers.create(command, context);
    expect(made).toMatchObject({ ok: true });
    expect('replayed' in made).toBe(false);
    expect(await app.customers.create(command, { ...context, dryRun: true })).not.toHaveProperty(
      'replayed',
    );
  });
});

describe('a phrase', () => {
  const partner = (reference: string, phrase?: string) => ({
    name: reference,
    reference,
    ...(phrase === undefined ? {} : { verificationPhrase: phrase }),
    contact: {
      userName: reference,
      firstName: 'F',
      lastName: 'L',
      email: 'f@example.com',
      phone: '0301234567',
    },
  });

  it('is known as it is heard, until too many were wrong', async () => {
    const house = await openHouse(inMemory, { signIn: { limit: 3, window: 60 } });
    const { app, master: caller, clock } = house;
    const { account } = expectOk(
      await app.partners.create(partner('p', 'Blue Kettle!'), { caller }),
    );
    const other = expectOk(await app.partners.create(partner('q'), { caller })).account;
    const tell = (phrase: string, of = account.id) =>
      app.partners.checkPhrase({ partner: of, phrase }, { caller });
    for (const heard of ['blue kettle', 'BLUE  KETTLE', 'blue-kettle', 'Blue Kettle!'])
      expect(await tell(heard)).toEqual({ ok: true, value: { matches: true } });
    for (const wrong of ['red kettle', 'blue', 'kettle'])
      expect(await tell(wrong)).toEqual({ ok: true, value: { matches: false } });
    expect(await tell('blue kettle')).toEqual({
      ok: false,
      error: { kind: 'TooManyTries', retryAfter: 60 },
    });
    expect(await tell('anything', other.id)).toEqual({ ok: true, value: { matches: false } });
    clock.advance(60);
    expect(await tell('blue kettle')).toEqual({ ok: true, value: { matches: true } });
    const history = await kindsIn(house);
    expect(history.filter((kind) => kind === 'PhraseMatched')).toHaveLength(5);
    expect(history.filter((kind) => kind === 'PhraseMistaken')).toHaveLength(4);
  });

  it('is asked of nobody who is closed', async () => {
    const { app, master: caller } = await openHouse(inMemory);
    const { account } = expectOk(await app.partners.create(partner('p', 'Blue'), { caller }));
    const ask = () => app.partners.checkPhrase({ partner: account.id, phrase: 'Blue' }, { caller });
    expectOk(await app.accounts.suspend({ account: account.id }, { caller }));
    expect(await ask()).toEqual({ ok: true, value: { matches: true } });
    const closed = expectOk(await app.accounts.close({ account: account.id }, { caller }));
    expect(await ask()).toEqual({ ok: false, error: { kind: 'AccountClosed' } });
    expect(await app.accounts.close({ account: account.id }, { caller })).toEqual({
      ok: true,
      value: closed,
    });
  });

  it('must be one, of a partner in reach', async () => {
    const { app, master: caller } = await openHouse(inMemory);
    const { account } = expectOk(await app.partners.create(partner('p', 'Blue'), { caller }));
    expect(
      await app.partners.checkPhrase({ partner: account.id, phrase: '!!!' }, { caller }),
    ).toMatchObject({ error: { kind: 'Invalid', issues: [{ path: ['phrase'] }] } });
    const stranger = expectOk(await app.customers.create({ name: 'S' }, { caller })).account.id;
    expect(
      await app.partners.checkPhrase(
        { partner: account.id, phrase: 'Blue' },
        { caller: app.as.account(stranger) },
      ),
    ).toEqual({ ok: false, error: { kind: 'AccountNotFound' } });
  });
});
