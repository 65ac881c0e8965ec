import { describe, expect, it } from 'vitest';
import { openHouse } from '../access/house.ts';
import { expectOk } from '../protocols/installation.ts';
import { freshStores } from './opened.ts';

const user = { name: 'Jane Doe', email: 'jane@example.com' };
const contact = {
  userName: 'pat',
  firstName: 'Pat',
  lastName: 'Smith',
  email: 'pat@example.com',
  phone: '+390612345',
  sendWelcomeEmail: true,
};

describe.each(freshStores())('what is brought over from elsewhere, on $name', ({ open }) => {
  it('stands from its first moment as it stood there, and its mail waits', async () => {
    const { app, master: caller, mailTo } = await openHouse(open);
    const imported = { caller, imported: 'suspended' } as const;
    const partner = expectOk(await app.partners.create({ name: 'P', contact }, imported));
    expect(partner).toMatchObject({
      account: { status: 'suspended', version: 1 },
      contactMember: { status: 'invited', invitation: {} },
    });
    const beneath = { parent: partner.account.id, name: 'C', users: [user] };
    expect(await app.customers.create(beneath, { caller })).toMatchObject({
      error: { kind: 'ParentInactive', status: 'suspended' },
    });
    const active = { caller, imported: 'active' } as const;
    const customer = expectOk(await app.customers.create(beneath, active));
    expect(customer.account.status).toBe('active');
    const { account } = expectOk(
      await app.registers.invite({ email: user.email, parent: partner.account.id }, imported),
    );
    expect(account.status).toBe('suspended');
    await app.deliverMail();
    expect([...(await mailTo(user.email)), ...(await mailTo(contact.email))]).toEqual([]);

    expectOk(await app.accounts.close({ account: partner.account.id }, { caller }));
    expect(await app.customers.create(beneath, active)).toMatchObject({
      error: { kind: 'ParentInactive', status: 'closed' },
    });
  });

  it('is told apart by its status under one key, in a dry run that asks for it too', async () => {
    const { app, master: caller } = await openHouse(open);
    const keyed = { caller, idempotencyKey: 'one', imported: 'suspended' } as const;
    const dry = { ...keyed, dryRun: true, comparesKey: true };
    const named = { name: 'C' };
    expect(expectOk(await app.customers.create(named, dry)).account.status).toBe('suspended');
    expect(await app.customers.create(named, dry)).not.toHaveProperty('replayed');
    const made = await app.customers.create(named, keyed);
    expect(await app.customers.create(named, dry)).toEqual({ ...made, replayed: true });
    const reused = { error: { kind: 'IdempotencyKeyReused' } };
    for (const context of [keyed, dry])
      expect(await app.customers.create(named, { ...context, imported: 'active' })).toMatchObject(
        reused,
      );
    expect(await app.customers.create({ name: 'D' }, dry)).toMatchObject(reused);
    expect(
      await app.customers.create({ name: 'D' }, { ...dry, comparesKey: false }),
    ).toHaveProperty('value.account.name', 'D');
  });

  it('is one account under a key that names it, whichever use case opens another', async () => {
    const { app, master: caller } = await openHouse(open);
    const named = { caller, idempotencyKey: 'one', namesAccount: true } as const;
    const made = await app.customers.create({ name: 'C' }, named);
    expect(await app.customers.create({ name: 'C' }, named)).toEqual({ ...made, replayed: true });
    const partner = { name: 'P', contact };
    const reused = { error: { kind: 'IdempotencyKeyReused' } };
    for (const context of [named, { ...named, dryRun: true, comparesKey: true }]) {
      expect(await app.partners.create(partner, context)).toMatchObject(reused);
      expect(await app.registers.invite({ email: user.email }, context)).toMatchObject(reused);
    }
    // A key that names an attempt alone is another one at each use case.
    const attempt = { caller, idempotencyKey: 'one' };
    expect(await app.partners.create(partner, attempt)).toMatchObject({ ok: true });
    expect(await app.customers.create({ name: 'C' }, named)).toEqual({ ...made, replayed: true });
  });
});
