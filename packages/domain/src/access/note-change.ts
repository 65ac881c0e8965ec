import type { Ports, Unit } from '../ports.ts';
import { eventOf } from '../tree/event.ts';
import type { UserId } from '../values/ids.ts';
import { asUser, type Door } from './door.ts';
import type { Credential } from './user.ts';

/** In how many of a person's accounts a change of the password is told at most. */
const mostTold = 100;

/**
 * What goes with a password that was changed, in the same unit: a line in the history of each account
 * that the person has a place in, and a note to the mailbox.
 */
export const noteChange = async (
  { ids, clock }: Ports,
  { access, deliveries, records }: Unit,
  userId: UserId,
  { generation }: Credential,
  door: Door,
): Promise<void> => {
  const now = clock.now();
  const places = await access.memberships(userId, { limit: mostTold });
  for (const { membership } of places) {
    const { accountId, id: subject } = membership;
    const event = { id: ids.uuid(), kind: 'PasswordChanged' as const, accountId, subject, at: now };
    await records.addEvent(eventOf(event, asUser(userId, door)));
  }
  const kind = 'passwordChanged';
  await deliveries.add([{ id: ids.uuid(), kind, userId, generation, dueAt: now }]);
};
