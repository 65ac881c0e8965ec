import { describe, expect, it } from 'vitest';
import { stores } from '../embed/stores.ts';
import { expectOk } from '../protocols/installation.ts';
import {
  chosen,
  type House,
  historyOf,
  inMemory,
  linkVoid,
  openCustomer,
  openHouse,
  password,
  wrong,
} from './house.ts';

const ann = 'ann@example.com';

describe.each(stores)('an invitation on $name', ({ open }) => {
  it('lets a person in who chooses a password, once', async () => {
    const house = await openHouse(open);
    const { app } = house;
    const { id } = await openCustomer(house, house.master, ann);
    const token = await house.tokenFor(ann);
    for (let time = 0; time < 20; time++)
      expect(expectOk(await app.invitations.look({ token }, {}))).toMatchObject({
        accountName: `of ${ann}`,
        email: ann,
        demands: 'newPassword',
      });
    const signIn = { account: id, email: ann, password };
    expect(await app.sessions.signIn(signIn)).toEqual(wrong);
    expect(await app.invitations.accept({ token, ...chosen }, {})).toMatchObject({
      ok: true,
      value: { account: { id }, email: ann },
    });
    expect(await app.invitations.accept({ token, ...chosen }, {})).toEqual(linkVoid);
    expect(await app.invitations.look({ token }, {})).toEqual(linkVoid);
    expectOk(await app.sessions.signIn(signIn));
    const [member] = expectOk(
      await app.members.list({ account: id }, { caller: house.master }),
    ).items;
    expect(member).toMatchObject({ status: 'active' });
    await expect
      .poll(() => historyOf(house, id))
      .toMatchObject([
        { kind: 'CustomerOpened' },
        { kind: 'MemberJoined' },
        { kind: 'SessionBegun' },
      ]);
  });

  it('names all that is wrong with a password, and stays good', async () => {
    const house = await openHouse(open);
    await openCustomer(house, house.master, ann);
    const token = await house.tokenFor(ann);
    const { accept } = house.app.invitations;
    expect(
      await accept({ token, password: 'ann', passwordConfirmation: 'anne' }, {}),
    ).toMatchObject({
      error: {
        kind: 'Invalid',
        issues: [
          { path: ['password'], code: 'tooShort' },
          { path: ['password'], code: 'personal' },
          { path: ['passwordConfirmation'], code: 'mismatch' },
        ],
      },
    });
    expectOk(await accept({ token, ...chosen }, {}));
  });

  it('opens nothing by a password that another account has set or seen', async () => {
    const house = await openHouse(open);
    const { app } = house;
    const seen = 'chosen by the partner';
    const registered = expectOk(
      await app.registers.register(
        {
          firstName: 'Ann',
          lastName: 'Other',
          email: ann,
          password: seen,
          passwordConfirmation: seen,
        },
        { caller: house.master },
      ),
    );
    const { id } = await openCustomer(house, house.master, ann);
    const token = await house.tokenFor(ann);
    expect(expectOk(await app.invitations.look({ token }, {})).demands).toBe('newPassword');
    // Neither that the password is known suffices, nor may it be chosen for one's own.
    for (const again of [{}, { passwordConfirmation: seen }])
      expect(await app.invitations.accept({ token, password: seen, ...again }, {})).toMatchObject({
        error: { kind: 'Invalid' },
      });
    const session = expectOk(
      await app.sessions.signIn({ account: registered.account.id, email: ann, password: seen }),
    );
    expectOk(await app.invitations.accept({ token, ...chosen }, {}));
    for (const account of [id, registered.account.id]) {
      expect(await app.sessions.signIn({ account, email: ann, password: seen })).toEqual(wrong);
      expectOk(await app.sessions.signIn({ account, email: ann, password }));
    }
    const token2 = session.accessToken.reveal();
    expect(await app.sessions.authenticateToken({ token: token2 })).toEqual(wrong);
    expect((await house.mailTo(ann)).map(({ kind }) => kind)).toEqual([
      'invitation',
      'passwordChanged',
    ]);
  });

  it('asks a person who has a password of their own to prove it', async () => {
    const house = await openHouse(open, { signIn: { limit: 3, window: 900 } });
    const { app } = house;
    await openCustomer(house, house.master, ann);
    expectOk(await app.invitations.accept({ token: await house.tokenFor(ann), ...chosen }, {}));
    const other = await openCustomer(house, house.master, ann);
    const token = await house.tokenFor(ann);
    expect(expectOk(await app.invitations.look({ token }, {})).demands).toBe('ownPassword');
    const another = 'another one than mine';
    const guess = { token, password: another, passwordConfirmation: another };
    expect(await app.invitations.accept(guess, {})).toEqual(wrong);
    expect(await app.sessions.signIn({ account: other.id, email: ann, password })).toEqual(wrong);
    expectOk(await app.invitations.accept({ token, password }, {}));
    expectOk(await app.sessions.signIn({ account: other.id, email: ann, password }));
  });

  it('counts wrong proofs as tries at the mailbox', async () => {
    const house = await openHouse(open, { signIn: { limit: 3, window: 900 } });
    const { app } = house;
    const first = await openCustomer(house, house.master, ann);
    expectOk(await app.invitations.accept({ token: await house.tokenFor(ann), ...chosen }, {}));
    await openCustomer(house, house.master, ann);
    const token = await house.tokenFor(ann);
    for (let time = 0; time < 3; time++)
      expect(await app.invitations.accept({ token, password: `wrong ${time}` }, {})).toEqual(wrong);
    const tooMany = { error: { kind: 'TooManyTries' } };
    expect(await app.invitations.accept({ token, password }, {})).toMatchObject(tooMany);
    const signIn = { account: first.id, email: ann, password };
    expect(await app.sessions.signIn(signIn)).toMatchObject(tooMany);
    house.clock.advance(900);
    expectOk(await app.invitations.accept({ token, password }, {}));
  });
});

describe('a token that is void', () => {
  const used = async (house: House) => {
    await openCustomer(house, house.master, ann);
    const token = await house.tokenFor(ann);
    expectOk(await house.app.invitations.accept({ token, ...chosen }, {}));
    return token;
  };
  const invitedTo = async (house: House) => {
    const customer = await openCustomer(house, house.master, ann);
    return { ...customer, token: await house.tokenFor(ann), context: { caller: house.master } };
  };
  const ways: Readonly<Record<string, (house: House) => Promise<string>>> = {
    used,
    revoked: async (house) => {
      const { member, token, context } = await invitedTo(house);
      expectOk(await house.app.members.revoke({ member }, context));
      return token;
    },
    'run out': async (house) => {
      const { token } = await invitedTo(house);
      house.clock.advance(7 * 86_400);
      return token;
    },
    replaced: async (house) => {
      const { member, token, context } = await invitedTo(house);
      expectOk(await house.app.members.resend({ member }, context));
      return token;
    },
    'of another mailbox': async (house) => {
      const { member, token, context } = await invitedTo(house);
      const email = 'other@example.com';
      expectOk(await house.app.members.correct({ member, email }, context));
      return token;
    },
    'of a suspended account': async (house) => {
      const { id, token, context } = await invitedTo(house);
      expectOk(await house.app.accounts.suspend({ account: id }, context));
      return token;
    },
    'of a closed account': async (house) => {
      const { id, token, context } = await invitedTo(house);
      expectOk(await house.app.accounts.close({ account: id }, context));
      return token;
    },
    'of another purpose': async (house) => {
      await used(house);
      expectOk(await house.app.passwords.requestReset({ email: ann }, {}));
      return house.tokenFor(ann);
    },
    invented: async () => 'x'.repeat(43),
    'no text of ours': async () => '\0'.repeat(5000),
  };

  it.each(Object.entries(ways))('%s has the one answer', async (_, way) => {
    const house = await openHouse(inMemory);
    const token = await way(house);
    const { look, accept } = house.app.invitations;
    expect(await look({ token }, {})).toEqual(linkVoid);
    expect(await accept({ token, ...chosen }, {})).toEqual(linkVoid);
    expect(await accept({ token, password: 'x' }, {})).toEqual(linkVoid);
  });
});
