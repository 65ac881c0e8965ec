import type { Persistence, SignInName, View } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { addPerson } from '../protocols/people.ts';
import { kindOf, signInInstallation } from './sign-in-installation.ts';

const email = 'them@example.com';

const contactOf = (userName: string) => ({
  userName,
  firstName: 'Con',
  lastName: 'Tact',
  email: 'contact@example.com',
  phone: '+12025550100',
});

describe('a mailbox alone', () => {
  it.each([{ sendWelcomeEmail: true }, { isActive: false }])(
    "signs its user in beside a user name spelt like it that is nobody's yet: %j",
    async (said) => {
      const { app, asMaster } = await signInInstallation();
      // Stored while the mailbox was nobody's.
      const contact = { ...contactOf(' THEM@example.com '), ...said };
      expectOk(await app.partners.create({ name: 'Partner', contact }, asMaster));
      const opened = expectOk(await app.registers.open({ email }, asMaster));
      const password = opened.password?.reveal() ?? '';
      for (const userName of [email, 'Them@Example.com'])
        expect(expectOk(await app.sessions.signIn({ userName, password })).account).toEqual(
          opened.register.account,
        );
      const caller = expectOk(await app.sessions.authenticatePassword({ name: email, password }));
      expect(caller.accountId).toBe(opened.register.account.id);
    },
  );

  it('gives way to a user name spelt like it, once somebody can sign in by that', async () => {
    const { app, asMaster, ports, master } = await signInInstallation();
    const person = { email: 'else@example.com', userName: email, password: 'of the other' };
    await addPerson(ports, master, person);
    const opened = expectOk(await app.registers.open({ email }, asMaster));
    const password = opened.password?.reveal() ?? '';
    const signIn = async (name: SignInName, given: string) =>
      kindOf(await app.sessions.signIn({ ...name, password: given }));
    expect(await signIn({ userName: email }, password)).toBe('NotAuthenticated');
    expect(await signIn({ userName: email }, person.password)).toBe('in');
    // Its owner still has the name that nobody can take.
    const { address } = opened.register.account;
    expect(await signIn({ userName: `${address}/${email}` }, password)).toBe('in');
  });
});

describe('an account that is named by its address', () => {
  it('is named by nothing else', async () => {
    const { app, ports, master, customer } = await signInInstallation();
    const other = await customer('Other');
    const password = 'my own password';
    await addPerson(ports, master, { email, password });
    const signIn = async (address: string) =>
      kindOf(await app.sessions.signIn({ address, email, password }));
    expect(await signIn(master.address)).toBe('in');
    for (const named of [master.id, `${master.number}`, other.address, '', 'MASTER', '\0', '/'])
      expect([named, await signIn(named)]).toEqual([named, 'NotAuthenticated']);
    for (const account of [master.address, master.id, master.number, `${master.number}`])
      expect(kindOf(await app.sessions.signIn({ account, email, password }))).toBe('in');
  });
});

describe('tries that have run out for a mailbox', () => {
  /** What was looked up, in whichever part of the store. */
  const watched = (reads: string[]) => (persistence: Persistence) => ({
    ...persistence,
    read: <T>(work: (view: View) => Promise<T>) =>
      persistence.read((view) =>
        work({
          accounts: told(view.accounts, reads),
          access: told(view.access, reads),
          deliveries: told(view.deliveries, reads),
          records: told(view.records, reads),
        }),
      ),
  });

  it.each<[string, (mailbox: string, address: string) => SignInName]>([
    ['alone', (mailbox) => ({ userName: mailbox })],
    ['in an account', (mailbox, address) => ({ userName: `${address}/${mailbox}` })],
    ['beside an account', (mailbox, address) => ({ account: address, email: mailbox })],
    ['beside an address', (mailbox, address) => ({ address, email: mailbox })],
    ['beside no account', (mailbox) => ({ account: 4711, email: mailbox })],
  ])('are answered before anybody is looked up, the mailbox being named %s', async (_, named) => {
    const reads: string[] = [];
    const here = await signInInstallation({ around: watched(reads) });
    const { app, ports, master, clock } = here;
    await addPerson(ports, master, { email, password: 'my own password' });
    const signIn = async (mailbox: string) => {
      reads.length = 0;
      const name = named(mailbox, master.address);
      return kindOf(await app.sessions.signIn({ ...name, password: 'a guess' }));
    };
    const readsFor = async (mailbox: string) => {
      for (let time = 0; time < 10; time++) expect(await signIn(mailbox)).toBe('NotAuthenticated');
      expect(await signIn(mailbox)).toBe('TooManyTries');
      return reads.toSorted();
    };
    const somebody = await readsFor(email);
    expect(await readsFor('nobody@example.com')).toEqual(somebody);
    expect(somebody).toEqual(['findTries', 'installation']);
    clock.advance(900);
    expect(await signIn(email)).toBe('NotAuthenticated');
    expect(reads.length).toBeGreaterThan(somebody.length);
  });
});

const told = <T extends object>(repository: T, reads: string[]): T =>
  new Proxy(repository, {
    get: (target, name): unknown => {
      reads.push(String(name));
      return Reflect.get(target, name);
    },
  });
