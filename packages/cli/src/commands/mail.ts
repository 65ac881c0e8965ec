import type { DeliveryState, StoredDelivery } from '@tenantry/domain';
import { asWholeOperator, asWholeReader } from '../application/as-operator.ts';
import { everyPage } from '../application/every-page.ts';
import { valueOf } from '../ending/exit.ts';
import type { Flags, Json } from '../said/flags.ts';
import { type List, listed, shownAlone } from '../terminal/listed.ts';
import { roleOfStatus } from '../terminal/paint.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

export interface ListOptions extends Json {
  readonly state?: DeliveryState;
}

/** Lists the messages of the outbox, or those of one state, in constant memory. */
export const list = async (
  { json, ...wanted }: ListOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asWholeReader(flags, surroundings, async (app, context) => {
    const messages = everyPage<StoredDelivery, string>((page) =>
      app.mail.list({ ...wanted, ...page }, context),
    );
    await listed(messages, mailList, json, surroundings);
  });

/** Makes a message due at once, as if it had never been tried. */
export const retry = async (
  message: string,
  { json }: Json,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asWholeOperator(flags, surroundings, async (app, context) => {
    const due = valueOf(await app.mail.retry({ message }, context));
    if (json === true) surroundings.out(`${jsonOf(due)}\n`);
    else await shownAlone(due, mailList, surroundings);
  });

const jsonOf = (message: StoredDelivery): string => {
  const { id, kind, state, generation, attempts, dueAt, leasedUntil, reason } = message;
  const shown = { id, kind, ...subjectOf(message), generation, state, attempts, dueAt };
  return JSON.stringify({ ...shown, leasedUntil, reason });
};

/** Whom or what it is about. */
const subjectOf = (message: StoredDelivery) => {
  switch (message.kind) {
    case 'invitation':
      return { membershipId: message.membershipId };
    case 'passwordReset':
      return { resetId: message.resetId };
    case 'passwordChanged':
      return { userId: message.userId };
  }
};

/** Id, kind, state, when it is or was due, how often it failed, and why the last time. */
const mailList: List<StoredDelivery> = {
  columns: [
    { title: 'id', of: ({ id }) => id, rank: 1 },
    { title: 'kind', of: ({ kind }) => kind, rank: 3 },
    { title: 'state', of: ({ state }) => state, rank: 2, role: ({ state }) => roleOfStatus(state) },
    { title: 'due', of: ({ dueAt }) => dueAt, rank: 6 },
    { title: 'failed', of: ({ attempts }) => attempts, rank: 5 },
    { title: 'reason', of: ({ reason }) => reason, rank: 4, mayBeCut: true },
  ],
  json: jsonOf,
};
