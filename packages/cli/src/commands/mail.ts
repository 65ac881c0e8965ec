import type { DeliveryState, StoredDelivery } from '@tenantry/domain';
import { asWholeOperator, asWholeReader } from '../as-operator.ts';
import { everyPage } from '../every-page.ts';
import { valueOf } from '../exit.ts';
import type { Flags, Json } from '../flags.ts';
import { onOneLine } from '../on-one-line.ts';
import type { Surroundings } from '../surroundings.ts';

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
    for await (const message of messages) print(message, json, surroundings);
  });

/** Makes a message due at once, as if it had never been tried. */
export const retry = async (
  message: string,
  { json }: Json,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asWholeOperator(flags, surroundings, async (app, context) =>
    print(valueOf(await app.mail.retry({ message }, context)), json, surroundings),
  );

const print = (message: StoredDelivery, json: true | undefined, { out }: Surroundings): void =>
  out(json === true ? `${jsonOf(message)}\n` : lineOf(message));

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
const lineOf = ({ id, kind, state, dueAt, attempts, reason = '' }: StoredDelivery): string =>
  `${[id, kind, state, dueAt.toISOString(), attempts, onOneLine(reason)].join('\t')}\n`;
