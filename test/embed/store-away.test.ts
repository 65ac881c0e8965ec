import { type Persistence, StoreUnavailable } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { signInInstallation } from './sign-in-installation.ts';

/** A store that can be read until it goes away. */
const leaving = () => {
  let isAway = false;
  const around = (store: Persistence): Persistence => ({
    ...store,
    read: (work) =>
      isAway ? Promise.reject(new StoreUnavailable('the store is out of reach')) : store.read(work),
  });
  return { around, leave: () => (isAway = true), return: () => (isAway = false) };
};

const unavailable = { ok: false, error: { kind: 'Unavailable', retryAfter: 1 } };

describe('while the store cannot be read', () => {
  it('every use case says so, whatever it is asked', async () => {
    const store = leaving();
    const { app, asMaster, operator, key } = await signInInstallation(store);
    store.leave();
    const context = { ...asMaster, idempotencyKey: 'k' };
    const named = { firstName: 'J', lastName: 'D', email: 'j@example.com' };
    const contact = { ...named, userName: 'j', phone: '+390612345' };
    const person = { userName: 'someone', password: 'nine blue kettles' };
    const registration = { ...named, companyName: 'Acme' };
    const answers: Readonly<Record<string, Promise<unknown>>> = {
      initialise: app.initialise({ name: 'A', email: 'a@example.com' }, operator),
      'customers.create': app.customers.create({ name: 'A' }, context),
      'customers.check': app.customers.check({ name: 'A' }, context),
      'customers.find': app.customers.find({ customer: 1 }, context),
      'partners.create': app.partners.create({ name: 'A', contact }, context),
      'partners.list': app.partners.list({}, context),
      'registers.register': app.registers.register(
        { ...registration, password: 'x', passwordConfirmation: 'x' },
        context,
      ),
      'registers.open': app.registers.open({ email: 'a@example.com' }, context),
      'apps.create': app.apps.create({ name: 'A' }, context),
      'apps.list': app.apps.list({}, context),
      'accounts.find': app.accounts.find({}, context),
      'accounts.masters': app.accounts.masters({}, context),
      'keys.create': app.keys.create({}, context),
      'keys.authenticate': app.keys.authenticate({ key }),
      'sessions.signIn': app.sessions.signIn(person),
      'sessions.authenticatePassword': app.sessions.authenticatePassword({
        name: person.userName,
        password: person.password,
      }),
    };
    for (const [useCase, answer] of Object.entries(answers))
      expect(await answer, useCase).toEqual(unavailable);
  });

  it('mail waits, and it counts as no failed try', async () => {
    const store = leaving();
    let sends = 0;
    const here = await signInInstallation({
      ...store,
      send: async () => {
        sends++;
        return { kind: 'sent' };
      },
    });
    const users = [{ name: 'Jane Doe', email: 'jane@example.com' }];
    await here.app.customers.create({ name: 'A', users }, here.asMaster);
    store.leave();
    for (let round = 0; round < 30; round++) {
      expect(await here.app.deliverMail()).toEqual({ sent: 0, failed: 0 });
      here.clock.advance(3600);
    }
    store.return();
    expect(await here.app.deliverMail()).toEqual({ sent: 1, failed: 0 });
    expect(sends).toBe(1);
  });
});
