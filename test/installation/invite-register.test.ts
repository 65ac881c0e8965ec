import { fromBetterSqlite3 } from '@tenantry/sqlite';
import { describe, expect, it } from 'vitest';
import { chosen, historyOf, openHouse, password } from '../access/house.ts';
import { openFile } from '../embed/host-databases.ts';
import { good, openPages } from '../pages/installation.ts';
import { expectOk } from '../protocols/installation.ts';
import { freshStores } from './opened.ts';

const email = 'jane@example.com';
const entry = { firstName: 'Jane', lastName: 'Doe', companyName: 'Acme', email };

describe.each(freshStores())(
  'an account registered for somebody who is invited, on $name',
  ({ open }) => {
    it('is theirs once they have chosen a password', async () => {
      const house = await openHouse(open);
      const { app } = house;
      const within = { caller: house.master, idempotencyKey: 'one' };
      const dry = await app.registers.invite(entry, { caller: house.master, dryRun: true });
      expect(expectOk(dry).member).toMatchObject({ status: 'invited', email: { address: email } });
      expect(await house.mailTo(email)).toEqual([]);
      const made = await app.registers.invite(entry, within);
      const { account, member } = expectOk(made);
      expect(account).toMatchObject({ kind: 'registered', name: 'Acme' });
      expect(member).toMatchObject({ status: 'invited', name: 'Jane Doe', roles: [1] });
      expect(await app.registers.invite(entry, within)).toEqual({ ...made, replayed: true });
      expect(await app.registers.invite({ ...entry, companyName: 'Other' }, within)).toMatchObject({
        error: { kind: 'IdempotencyKeyReused' },
      });
      expect(expectOk(await app.registers.find({ account: account.id }, within))).toMatchObject({
        member: { status: 'invited' },
      });

      const token = await house.tokenFor(email);
      expect(await house.mailTo(email)).toHaveLength(1);
      const signIn = { account: account.id, email, password };
      expect((await app.sessions.signIn(signIn)).ok).toBe(false);
      expectOk(await app.invitations.accept({ token, ...chosen }, {}));
      expectOk(await app.sessions.signIn(signIn));
      expect(expectOk(await app.registers.find({ account: account.id }, within))).toMatchObject({
        member: { id: member.id, status: 'active' },
      });
      await expect
        .poll(() => historyOf(house, account.id))
        .toMatchObject([
          { kind: 'AccountRegistered' },
          { kind: 'MemberJoined' },
          { kind: 'SessionBegun' },
        ]);
    });

    it('may be for somebody who has a place elsewhere', async () => {
      const house = await openHouse(open);
      const { app, master: caller } = house;
      expectOk(await app.registers.invite(entry, { caller }));
      expectOk(await app.invitations.accept({ token: await house.tokenFor(email), ...chosen }, {}));
      const second = expectOk(await app.registers.invite({ ...entry, name: 'Second' }, { caller }));
      const opened = await app.registers.open(entry, { caller });
      expect(opened).toMatchObject({ error: { kind: 'EmailTaken', path: ['email'] } });
      const token = await house.tokenFor(email);
      const looked = expectOk(await app.invitations.look({ token }, {}));
      expect(looked).toMatchObject({ accountName: 'Second', demands: 'ownPassword' });
      expectOk(await app.invitations.accept({ token, password }, {}));
      expectOk(await app.sessions.signIn({ account: second.account.id, email, password }));
    });

    it('is found by the key under which it was made, as is whatever was made', async () => {
      const house = await openHouse(open);
      const { app, master: caller, clock } = house;
      const contact = { ...entry, userName: 'jane', phone: '+390612345' };
      const registration = { ...chosen, ...entry, email: 'joe@example.com' };
      const keyed = (idempotencyKey: string) => ({
        caller,
        idempotencyKey,
        keepSeconds: 86_400 * 400,
      });
      const { companyName: _, ...person } = contact;
      const made = {
        customer: expectOk(await app.customers.create({ name: 'C' }, keyed('customer'))).account,
        partner: expectOk(
          await app.partners.create({ name: 'P', contact: person }, keyed('partner')),
        ).account,
        registered: expectOk(await app.registers.register(registration, keyed('registered')))
          .account,
        opened: expectOk(await app.registers.open({ email: 'jim@example.com' }, keyed('opened')))
          .register.account,
        invited: expectOk(await app.registers.invite(entry, keyed('invited'))).account,
      };
      const day = expectOk(
        await app.customers.create({ name: 'Day' }, { caller, idempotencyKey: 'day' }),
      );
      clock.advance(86_400 - 1);
      const find = (idempotencyKey: string, who = caller) =>
        app.accounts.made({ idempotencyKey }, { caller: who });
      expect(expectOk(await find('day')).id).toBe(day.account.id);
      clock.advance(1);
      const nobodys = { ok: false, error: { kind: 'AccountNotFound' } };
      expect(await find('day')).toMatchObject(nobodys);
      for (const [key, { id }] of Object.entries(made)) {
        expect(expectOk(await find(key)).id).toBe(id);
        expect(await find(key, app.as.account(day.account.id))).toMatchObject(nobodys);
      }
      expect(await find('none')).toMatchObject(nobodys);
      expect(await find('ä')).toMatchObject({
        error: { kind: 'Invalid', issues: [{ path: ['idempotencyKey'] }] },
      });
      clock.advance(86_400 * 399);
      expect(await find('customer')).toMatchObject(nobodys);
      for (const keepSeconds of [59, 86_400 * 400 + 1, Number.NaN])
        await expect(
          app.customers.create({ name: 'X' }, { caller, idempotencyKey: 'x', keepSeconds }),
        ).rejects.toThrow(RangeError);
    });
  },
);

it('an account is registered for a guest in the transaction of a host, or not', async () => {
  const { db, persistence } = await openFile();
  const house = await openHouse(async () => persistence);
  const { app, master: caller } = house;
  const invite = () => app.registers.invite(entry, { caller, tx: fromBetterSqlite3(db) });
  db.exec('BEGIN IMMEDIATE');
  expectOk(await invite());
  db.exec('ROLLBACK');
  expect(await house.mailTo(email)).toEqual([]);
  db.exec('BEGIN IMMEDIATE');
  expectOk(await invite());
  db.exec('COMMIT');
  expect(await house.mailTo(email)).toHaveLength(1);
});

it('the page of its invitation takes a password, and opens the account', async () => {
  const pages = await openPages();
  const { account } = expectOk(await pages.app.registers.invite(entry, pages.caller));
  const path = await pages.mailedPath();
  expect((await pages.get(path)).text).toContain('Acme');
  const welcome = await pages.post(path, { password: good, passwordConfirmation: good });
  expect(welcome.status).toBe(200);
  const asked = { grant: 'password' as const, account: account.id, email, password: good };
  expect(expectOk(await pages.app.sessions.issue(asked)).account.id).toBe(account.id);
});
