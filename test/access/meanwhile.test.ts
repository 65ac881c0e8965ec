import type { PasswordHasher } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';
import { chosen, inMemory, linkVoid, openCustomer, openHouse, password, wrong } from './house.ts';

const ann = 'ann@example.com';
const given = 'a password that was given';
const another = 'another password than that';

/** Whose hasher does something else first, once: what happens while a password is worked on. */
const begin = async () => {
  let meanwhile: (() => Promise<unknown>) | undefined;
  const once = async (): Promise<void> => {
    const todo = meanwhile;
    meanwhile = undefined;
    await todo?.();
  };
  const quick = quickHasher();
  const hasher: PasswordHasher = {
    ...quick,
    hash: async (chosen) => {
      await once();
      return quick.hash(chosen);
    },
    verify: async (text, hash) => {
      await once();
      return quick.verify(text, hash);
    },
  };
  const house = await openHouse(inMemory, {}, hasher);
  const { app } = house;
  const by = { caller: house.master };
  const customer = await openCustomer(house, house.master, ann);
  const token = await house.tokenFor(ann);
  const register = async (password: string) =>
    expectOk(
      await app.registers.register(
        {
          firstName: 'Ann',
          lastName: 'Other',
          email: ann,
          password,
          passwordConfirmation: password,
        },
        by,
      ),
    );
  return {
    app,
    house,
    by,
    customer,
    token,
    register,
    accept: (text: string) =>
      app.invitations.accept({ token, password: text, passwordConfirmation: text }, {}),
    during: (todo: () => Promise<unknown>) => {
      meanwhile = todo;
    },
    signIn: (text: string) =>
      app.sessions.signIn({ account: customer.id, email: ann, password: text }),
  };
};

describe('somebody who accepts an invitation while', () => {
  it('the same person joins elsewhere proves the password that was chosen there', async () => {
    const { app, house, accept, during, signIn } = await begin();
    const elsewhere = await openCustomer(house, house.master, ann);
    const token = await house.tokenFor(ann);
    const join = () => app.invitations.accept({ token, ...chosen }, {});
    during(async () => expectOk(await join()));
    expect(await accept(another)).toEqual(wrong);
    expect(await signIn(another)).toEqual(wrong);
    expectOk(await app.sessions.signIn({ account: elsewhere.id, email: ann, password }));
    expectOk(await accept(password));
    expectOk(await signIn(password));
  });

  it('the mailbox is registered by somebody else chooses a password all the same', async () => {
    const { accept, during, register, signIn } = await begin();
    during(() => register(given));
    expectOk(await accept(another));
    expectOk(await signIn(another));
    expect(await signIn(given)).toEqual(wrong);
  });

  it('a password is given to the mailbox chooses another than that', async () => {
    const { app, accept, by, during, register, signIn } = await begin();
    const { member } = await register('the one before');
    during(async () => {
      expectOk(await app.members.revoke({ member: member.id }, by));
      await register(given);
    });
    expect(await accept(given)).toMatchObject({
      error: { kind: 'Invalid', issues: [{ path: ['password'], code: 'personal' }] },
    });
    expectOk(await accept(another));
    expectOk(await signIn(another));
  });

  it('the given password is reset proves the one that was chosen', async () => {
    const { app, house, accept, during, register, signIn } = await begin();
    await register(given);
    expectOk(await app.passwords.requestReset({ email: ann }, {}));
    const reset = await house.tokenFor(ann);
    during(async () => expectOk(await app.passwords.reset({ token: reset, ...chosen }, {})));
    expect(await accept(another)).toEqual(wrong);
    expectOk(await accept(password));
    expectOk(await signIn(password));
  });

  it.each<[string, (all: Awaited<ReturnType<typeof begin>>) => Promise<unknown>]>([
    ['it is used', async ({ accept }) => expectOk(await accept(password))],
    [
      'it is revoked',
      async ({ app, by, customer: { member } }) =>
        expectOk(await app.members.revoke({ member }, by)),
    ],
    [
      'it is replaced',
      async ({ app, by, customer: { member } }) =>
        expectOk(await app.members.resend({ member }, by)),
    ],
    [
      'the account is closed',
      async ({ app, by, customer: { id } }) =>
        expectOk(await app.accounts.close({ account: id }, by)),
    ],
  ])('%s comes too late', async (_, happens) => {
    const all = await begin();
    all.during(() => happens(all));
    expect(await all.accept(another)).toEqual(linkVoid);
    expect(await all.signIn(another)).toMatchObject({ ok: false });
  });
});

describe('somebody who changes a password', () => {
  it('while it is reset changes nothing: what was known opens nothing any more', async () => {
    const { app, house, accept, customer, during, signIn } = await begin();
    expectOk(await accept(password));
    expectOk(await app.passwords.requestReset({ email: ann }, {}));
    const token = await house.tokenFor(ann);
    const reset = { token, password: given, passwordConfirmation: given };
    during(async () => expectOk(await app.passwords.reset(reset, {})));
    const change = { password, newPassword: another, newPasswordConfirmation: another };
    const named = { account: customer.id, email: ann };
    expect(await app.passwords.change({ ...named, ...change }, {})).toEqual(wrong);
    expect(await signIn(another)).toEqual(wrong);
    expectOk(await signIn(given));
  });
});

describe('somebody who accepts an invitation', () => {
  it('is told the account, the mailbox, and the user name where there is one', async () => {
    const { app, house, by, customer, accept } = await begin();
    const first = expectOk(await accept(password));
    expect(first).toEqual({ account: expect.objectContaining({ id: customer.id }), email: ann });
    const bob = 'bob@example.com';
    const invite = { account: customer.id, name: 'Bob', email: bob, userName: 'bobby' };
    expectOk(await app.members.invite(invite, by));
    const token = await house.tokenFor(bob);
    expect(expectOk(await app.invitations.accept({ token, ...chosen }, {}))).toEqual({
      account: first.account,
      email: bob,
      userName: 'bobby',
    });
  });

  it('chooses neither the name of the account nor the mailbox for a password', async () => {
    const { accept } = await begin();
    for (const personal of [`of ${ann}`, ann, `OF ${ann}`])
      expect(await accept(personal)).toEqual({
        ok: false,
        error: {
          kind: 'Invalid',
          issues: [expect.objectContaining({ path: ['password'], code: 'personal' })],
        },
      });
  });

  it.each([undefined, null, 5, {}, ['a'], true])(
    'proves nothing by %j instead of a password, and it opens no link',
    async (none) => {
      const { app, house, accept } = await begin();
      expectOk(await accept(password));
      await openCustomer(house, house.master, ann);
      const token = await house.tokenFor(ann);
      const said: object = { token, password: none };
      expect(await app.invitations.accept({ password: '', token: '', ...said }, {})).toEqual(wrong);
      const unknown: object = { token: none };
      expect(await app.invitations.look({ token: '', ...unknown }, {})).toEqual(linkVoid);
      expect(await app.invitations.accept({ token: '', ...chosen, ...unknown }, {})).toEqual(
        linkVoid,
      );
    },
  );
});
