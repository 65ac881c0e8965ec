import { EmailAddress, type Persistence, type UserId } from '@tenantry/domain';
import type { Model } from './model.ts';

// What no answer tells, and a model has to know: it is read from the store by its port.

/** Who has a mailbox, now that somebody has joined by it. */
export const whoHas = async (store: Persistence, address: string): Promise<UserId> => {
  const email = EmailAddress.parse(address);
  const user = await store.read(({ access }) => access.userByMailbox(email));
  if (user === undefined) throw new Error('somebody joined who is not there');
  return user.id;
};

/** The one reset that the model does not know. */
export const madeReset = async (store: Persistence, { mail }: Model): Promise<string> => {
  const known = mail.flatMap(({ subject }) =>
    subject.kind === 'passwordReset' ? [subject.resetId] : [],
  );
  const messages = await store.read(({ deliveries }) =>
    deliveries.listDeliveries({ limit: 10_000 }),
  );
  const made = messages.flatMap((message) =>
    message.kind === 'passwordReset' && !known.includes(message.resetId) ? [message.resetId] : [],
  );
  const [id, ...more] = made;
  if (id === undefined || more.length > 0)
    throw new Error(`a reset that was asked for made ${made.length} messages`);
  return id;
};
