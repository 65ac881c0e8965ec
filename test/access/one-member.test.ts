import { expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { inMemory, openCustomer, openHouse } from './house.ts';

it('one who is invited is mailed again, and is revoked for good', async () => {
  const house = await openHouse(inMemory);
  const { app } = house;
  const { member } = await openCustomer(house, house.master, 'ann@example.com');
  const by = { caller: house.master };
  const again = expectOk(await app.members.resend({ member }, by));
  expect(again).toMatchObject({ id: member, status: 'invited', mail: { state: 'due' } });
  const over = expectOk(await app.members.revoke({ member }, by));
  expect(over).toMatchObject({ id: member, status: 'revoked' });
  expect(over).not.toHaveProperty('invitedUntil');
});
