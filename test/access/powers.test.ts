import type { Application, Caller, Context, Power } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { inMemory, openHouse } from './house.ts';

type Use = (
  app: Application,
  account: string,
  context: Context,
) => Promise<{ readonly ok: boolean }>;

/** What each use needs, of a caller who may do less; commands are as faulty as they like. */
const uses: readonly (readonly [name: string, needed: Power, use: Use])[] = [
  ['customers.create', 'provision', (app, _, by) => app.customers.create({ name: '' }, by)],
  ['customers.check', 'provision', (app, _, by) => app.customers.check({ name: '' }, by)],
  ['customers.update', 'provision', (app, customer, by) => app.customers.update({ customer }, by)],
  ['registers.open', 'provision', (app, _, by) => app.registers.open({ email: '' }, by)],
  ['registers.invite', 'provision', (app, _, by) => app.registers.invite({ email: '' }, by)],
  ['registers.update', 'provision', (app, account, by) => app.registers.update({ account }, by)],
  ['apps.create', 'provision', (app, account, by) => app.apps.create({ account, name: '' }, by)],
  ['masters.update', 'manage', (app, master, by) => app.masters.update({ master }, by)],
  ['accounts.suspend', 'manage', (app, _, by) => app.accounts.suspend({ account: 'x' }, by)],
  ['accounts.reactivate', 'manage', (app, _, by) => app.accounts.reactivate({ account: 'x' }, by)],
  ['accounts.close', 'manage', (app, _, by) => app.accounts.close({ account: 'x' }, by)],
  ['keys.create', 'manage', (app, _, by) => app.keys.create({}, by)],
  ['keys.rotate', 'manage', (app, key, by) => app.keys.rotate({ key }, by)],
  ['keys.revoke', 'manage', (app, key, by) => app.keys.revoke({ key }, by)],
  ['members.invite', 'manage', (app, _, by) => app.members.invite({ name: '', email: '' }, by)],
  [
    'members.checkInvite',
    'manage',
    (app, _, by) => app.members.checkInvite({ name: '', email: '' }, by),
  ],
  ['members.correct', 'manage', (app, member, by) => app.members.correct({ member }, by)],
  ['members.checkCorrect', 'manage', (app, member, by) => app.members.checkCorrect({ member }, by)],
  ['members.resend', 'manage', (app, member, by) => app.members.resend({ member }, by)],
  ['members.disable', 'manage', (app, member, by) => app.members.disable({ member }, by)],
  ['members.enable', 'manage', (app, member, by) => app.members.enable({ member }, by)],
  ['members.revoke', 'manage', (app, member, by) => app.members.revoke({ member }, by)],
];

describe('a power', () => {
  it.each(uses)(
    'that is less than %s needs, which is to %s, is refused it',
    async (_, needed, use) => {
      const { app, master } = await openHouse(inMemory);
      const less: readonly Power[] = needed === 'manage' ? ['read', 'provision'] : ['read'];
      const refused = { ok: false, error: { kind: 'NotPermitted', needed } };
      for (const power of less) {
        const caller: Caller = { ...master, power };
        expect(await use(app, master.accountId ?? '', { caller })).toEqual(refused);
      }
      const enough: Caller = { ...master, power: needed };
      expect(await use(app, master.accountId ?? '', { caller: enough })).not.toEqual(refused);
    },
  );
});
