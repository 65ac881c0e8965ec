import {
  as,
  type CreatePartnerInput,
  EmailAddress,
  type Letter,
  MembershipId,
  type Partner,
  type Power,
  powers,
  RoleId,
  secret,
  suffices,
  type UpdatePartnerInput,
  UserId,
} from '@tenantry/domain';
import { beforeEach, describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { addPerson, addPlace } from '../protocols/people.ts';
import { kindOf, type SignInInstallation, signInInstallation } from './sign-in-installation.ts';

let here: SignInInstallation;
let letters: Letter[];
beforeEach(async () => {
  letters = [];
  const send = async (letter: Letter) => {
    letters.push(letter);
    return { kind: 'sent' as const };
  };
  here = await signInInstallation({ send });
});

type Contact = Partial<CreatePartnerInput['contact']>;

const contactOf = (name: string) => ({
  userName: `user ${name}`,
  firstName: 'Con',
  lastName: 'Tact',
  email: `${name}@example.com`.toLowerCase(),
  phone: '+12025550100',
});

const open = async (name: string, contact: Contact = {}, more: Partial<CreatePartnerInput> = {}) =>
  expectOk(
    await here.app.partners.create(
      { name, reference: `of ${name}`, ...more, contact: { ...contactOf(name), ...contact } },
      here.asMaster,
    ),
  );

const correct = (
  { account }: Partner,
  input: Omit<UpdatePartnerInput, 'partner'>,
  context = here.asMaster,
) => here.app.partners.update({ partner: account.id, ...input }, context);

const ownOf = ({ account }: Partner, power: Power = 'manage') => ({
  caller: { ...as.account(account.id), power },
});

/** Its contact as one who has accepted the invitation. */
const activate = async (partner: Partner): Promise<Partner> => {
  const { persistence, hasher, ids } = here.ports;
  const hash = expectOk(await hasher.hash(secret('chosen by the contact')));
  const id = UserId.parse(ids.uuid());
  const { email, ...place } = partner.contactMember;
  const credential = { hash, origin: 'own' as const, generation: 1 };
  return expectOk(
    await persistence.transact(async ({ access, accounts }) => {
      const added = await access.addUser({ id, email, credential });
      if (!added.ok) return added;
      return accounts.savePartner({
        ...partner,
        account: { ...partner.account, version: partner.account.version + 1 },
        contactMember: { ...place, email, status: 'active', userId: id },
      });
    }),
  );
};

describe('the power of a contact', () => {
  it.each(powers.filter((power) => suffices(power, 'provision')))(
    'is no greater than that of the caller, who may %s',
    async (power) => {
      const caller = { ...here.asMaster.caller, power };
      const roles = { read: 3, provision: 2, manage: 1 };
      for (const asked of [undefined, ...powers]) {
        const name = `Of ${asked}`;
        const given = asked === undefined ? {} : { power: asked };
        const contact = { ...contactOf(name.replace(' ', '-')), ...given };
        const made = await here.app.partners.create({ name, contact }, { caller });
        if (asked === undefined || suffices(power, asked))
          expect(expectOk(made).contactMember.roles).toEqual([roles[asked ?? power]]);
        else
          expect(made).toMatchObject({
            error: { issues: [{ path: ['contact', 'power'], code: 'exceedsPower' }] },
          });
      }
    },
  );
});

describe('what changes who gets in', () => {
  it.each<[string, Omit<UpdatePartnerInput, 'partner'>]>([
    ['the phrase', { verificationPhrase: 'another phrase' }],
    ['the phrase, taken away', { verificationPhrase: null }],
    ['the status', { isActive: false }],
    ['the user name', { contact: { userName: 'another' } }],
    ['the mailbox', { contact: { email: 'another@example.com' } }],
    ['the power', { contact: { power: 'read' } }],
    ['the status of the contact', { contact: { isActive: false } }],
    ['a welcome', { contact: { sendWelcomeEmail: true } }],
  ])('is for who may manage: %s', async (_, input) => {
    const partner = await open('Mine', {}, { verificationPhrase: 'the first phrase' });
    const provision = { caller: { ...here.asMaster.caller, power: 'provision' as const } };
    expect(await correct(partner, input, provision)).toEqual({
      ok: false,
      error: { kind: 'NotPermitted', needed: 'manage' },
    });
    expect(kindOf(await correct(partner, input))).toBe('in');
  });

  it('is not what is known of the partner alone', async () => {
    const partner = await open('Mine');
    const provision = { caller: { ...here.asMaster.caller, power: 'provision' as const } };
    const input = {
      name: 'Ours',
      reference: 'R',
      billingId: 'B',
      isActive: true,
      contact: { ...contactOf('Mine'), firstName: 'Kon', phone: '12345', isActive: true },
    };
    expect(kindOf(await correct(partner, input, provision))).toBe('in');
  });
});

describe('the last who may manage an account', () => {
  const ways = [
    ['isActive', { isActive: false }],
    ['power', { power: 'read' }],
    ['power', { power: 'provision' }],
    ['isActive', { isActive: false, power: 'read' }],
  ] as const;

  it.each(ways)('is not put out by that account: %s %j', async (place, contact) => {
    const partner = await activate(await open('Mine'));
    expect(await correct(partner, { contact }, ownOf(partner))).toEqual({
      ok: false,
      error: { kind: 'LastManager', path: ['contact', place] },
    });
    const { version } = expectOk(
      await here.app.partners.find({ partner: partner.account.id }, here.asMaster),
    ).account;
    expect(version).toBe(partner.account.version);
  });

  it.each(ways)('may be put out by an account above: %s %j', async (_, contact) => {
    const partner = await activate(await open('Mine'));
    expect(kindOf(await correct(partner, { contact }))).toBe('in');
  });

  it.each(ways)('is not the last where another may manage: %s %j', async (_, contact) => {
    const partner = await activate(await open('Mine'));
    const them = { email: 'them@example.com', password: 'their own password' };
    await addPerson(here.ports, partner.account, them);
    expect(kindOf(await correct(partner, { contact }, ownOf(partner)))).toBe('in');
  });

  it('is the last beside those who may not, or are not there any more or elsewhere', async () => {
    const { ports, master } = here;
    const partner = await activate(await open('Mine'));
    const person = (name: string) => ({ email: `${name}@example.com`, password: 'their own' });
    await addPerson(ports, partner.account, { ...person('reader'), roles: [2, 3] });
    await addPerson(ports, partner.account, { ...person('left'), status: 'disabled' });
    await addPerson(ports, partner.account, { ...person('gone'), status: 'revoked' });
    const { user } = await addPerson(ports, master, person('elsewhere'));
    await addPlace(ports, partner.account, user, { roles: [3] });
    const { caller } = ownOf(partner);
    const invited = {
      id: MembershipId.parse(ports.ids.uuid()),
      accountId: partner.account.id,
      name: partner.contactMember.name,
      email: EmailAddress.parse('invited@example.com'),
      roles: [RoleId.parse(1)],
      generation: 0,
      status: 'invited' as const,
    };
    expectOk(await ports.persistence.transact(async ({ access }) => access.addMembership(invited)));
    expect(await correct(partner, { contact: { isActive: false } }, { caller })).toMatchObject({
      error: { kind: 'LastManager', path: ['contact', 'isActive'] },
    });
  });

  it('is nobody who has not come in yet, and may be corrected otherwise', async () => {
    const standing = await open('Standing');
    expect(kindOf(await correct(standing, { contact: { isActive: false } }, ownOf(standing)))).toBe(
      'in',
    );
    const partner = await activate(await open('Mine'));
    const contact = { firstName: 'Kon', power: 'manage', isActive: true } as const;
    expect(kindOf(await correct(partner, { name: 'Ours', contact }, ownOf(partner)))).toBe('in');
  });
});

describe('values that are in use', () => {
  const all = [
    { kind: 'NameTaken', path: ['name'] },
    { kind: 'ReferenceTaken', path: ['reference'] },
    { kind: 'UserNameTaken', path: ['contact', 'userName'] },
  ];
  const answerFor = ([first, ...also]: readonly (object | undefined)[]) => ({
    ok: false,
    error: { ...first, ...(also.length === 0 ? {} : { also }) },
  });
  const subsets = [0, 1, 2, 3, 4, 5, 6].map((bits) =>
    all.filter((_, at) => (((bits + 1) >> at) & 1) === 1),
  );

  it.each(subsets)('are all told, the first before the others: %j', async (...taken) => {
    await open('Theirs');
    const mine = await open('Mine');
    const has = (kind: string) => taken.some((one) => one.kind === kind);
    const input = {
      ...(has('NameTaken') ? { name: 'Theirs' } : { name: 'Free' }),
      ...(has('ReferenceTaken') ? { reference: 'of Theirs' } : {}),
    };
    const userName = has('UserNameTaken') ? 'USER theirs' : 'free';
    const contact = { ...contactOf('free'), userName };
    const events = () =>
      here.ports.persistence.read(({ records }) => records.events('installation', { limit: 100 }));
    const before = await events();
    expect(await here.app.partners.create({ ...input, contact }, here.asMaster)).toEqual(
      answerFor(taken),
    );
    expect(await correct(mine, { ...input, contact: { userName } })).toEqual(answerFor(taken));
    expect(await events()).toEqual(before);
  });

  it('are told with the mailbox as the last, where another in the account has that', async () => {
    await open('Theirs');
    const mine = await open('Mine');
    await addPerson(here.ports, mine.account, { email: 'other@example.com', password: 'own one' });
    const input = {
      name: 'Theirs',
      contact: { userName: 'user Theirs', email: 'Other@Example.com' },
    };
    const email = { kind: 'EmailTaken', path: ['contact', 'email'] };
    expect(await correct(mine, input)).toEqual(answerFor([all[0], all[2], email]));
    expect(await correct(mine, { ...input, version: 7 })).toEqual({
      ok: false,
      error: { kind: 'VersionStale', current: 1 },
    });
  });
});

describe('a user name that is spelt like a mailbox', () => {
  const taken = { ok: false, error: { kind: 'UserNameTaken', path: ['contact', 'userName'] } };

  beforeEach(async () => {
    const them = { email: 'them@example.com', password: 'their own password' };
    await addPerson(here.ports, here.master, them);
  });

  it.each(['them@example.com', ' Them@EXAMPLE.com '])(
    'is taken where the user is somebody else: %j',
    async (userName) => {
      const contact = { ...contactOf('Mine'), userName };
      expect(await here.app.partners.create({ name: 'Mine', contact }, here.asMaster)).toEqual(
        taken,
      );
      const partner = await open('Mine');
      expect(await correct(partner, { contact: { userName } })).toEqual(taken);
    },
  );

  it('is free where it is the contact’s own, or nobody’s', async () => {
    const own = { userName: 'them@example.com', email: 'Them@Example.com' };
    const partner = await open('Own', own);
    // It stays whatever else is corrected.
    expect(kindOf(await correct(partner, { contact: { ...own, firstName: 'Kon' } }))).toBe('in');
    const nobodys = { userName: 'nobody@example.com' };
    expect(kindOf(await correct(await open('Free'), { contact: nobodys }))).toBe('in');
    await open('Other', { userName: 'nobody.either@example.com' });
  });

  it('stays where the mailbox has become somebody’s since', async () => {
    const userName = 'later@example.com';
    const partner = await open('Mine', { userName });
    await addPerson(here.ports, here.master, { email: userName, password: 'their own password' });
    const contact = { userName, firstName: 'Kon' };
    expect(kindOf(await correct(partner, { name: 'Ours', contact }))).toBe('in');
    expect(await correct(partner, { contact: { userName: 'them@example.com' } })).toEqual(taken);
  });

  it('is told beside all else that is in use, once', async () => {
    await open('Theirs');
    const mine = await open('Mine');
    const userName = 'them@example.com';
    const input = { name: 'Theirs', contact: { ...contactOf('Other'), userName } };
    const both = { kind: 'NameTaken', path: ['name'], also: [taken.error] };
    expect(await here.app.partners.create(input, here.asMaster)).toEqual({
      ok: false,
      error: both,
    });
    expect(await correct(mine, input)).toEqual({ ok: false, error: both });
    // A user name and a mailbox, both of others: in use twice over.
    await addPlaceNamed(userName);
    expect(await correct(mine, { contact: { userName } })).toEqual(taken);
    expect(await correct(mine, { ...input, version: 7 })).toMatchObject({
      error: { kind: 'VersionStale' },
    });
  });

  const addPlaceNamed = async (userName: string) => {
    const password = 'their own password';
    await addPerson(here.ports, here.master, { email: 'x@example.com', userName, password });
  };
});

describe('the mail of a contact', () => {
  it('follows a mailbox that moves, held while the partner is suspended', async () => {
    const partner = await open('Mine', { sendWelcomeEmail: true });
    expectOk(await correct(partner, { isActive: false }));
    const email = 'moved@example.com';
    const moved = expectOk(await correct(partner, { contact: { email } })).contactMember;
    const { contactMember: before } = partner;
    expect(moved).toMatchObject({ status: 'invited', email: { address: email } });
    expect(Reflect.get(moved, 'invitation')).not.toEqual(Reflect.get(before, 'invitation'));
    await here.app.deliverMail();
    expect(letters).toEqual([]);
    expectOk(await correct(partner, { isActive: true }));
    here.clock.advance(600);
    await here.app.deliverMail();
    expect(letters.map(({ to }) => to.address)).toEqual([email]);
  });

  it('is not owed by a welcome on a suspended partner, then or later', async () => {
    const standing = await open('Standing', { sendWelcomeEmail: true }, { isActive: false });
    const active = await open('Active');
    const welcome = { contact: { sendWelcomeEmail: true } };
    for (const corrected of [
      await correct(standing, welcome),
      await correct(active, { isActive: false, ...welcome }),
    ])
      expect(expectOk(corrected).contactMember).not.toHaveProperty('invitation');
    for (const partner of [standing, active]) expectOk(await correct(partner, { isActive: true }));
    here.clock.advance(600);
    await here.app.deliverMail();
    expect(letters).toEqual([]);
    expectOk(await correct(standing, welcome));
    await here.app.deliverMail();
    expect(letters.map(({ to }) => to.address)).toEqual(['standing@example.com']);
  });
});
