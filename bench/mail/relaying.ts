/** The process of an application that delivers its mail. */
import { type OpenApplication, openApplication } from '@tenantry/container';
import type { Application } from '@tenantry/domain';
import { installation } from '../places/installation.ts';
import { masterOf } from '../places/master.ts';
import { answering } from '../processes.ts';
import { invitedCustomer } from './invited.ts';
import type { RelayAnswer, Relaying, RelayQuestion } from './relay.ts';

interface Relayed {
  readonly owe: (mails: number) => Promise<void>;
  readonly deliver: (mails: number) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Customers that are opened at once. */
const together = 32;

const open = async ({ database, mail }: Relaying): Promise<Relayed> => {
  const { app, close, deliverMail } = await openApplication({
    ...installation,
    database,
    mail,
    migrate: 'auto',
  });
  const { id: parent } = await masterOf(app);
  return {
    owe: (mails) => owe(app, parent, mails),
    deliver: (mails) => deliver(deliverMail, mails),
    close,
  };
};

async function owe(app: Application, parent: string, mails: number): Promise<void> {
  const caller = app.as.operator('bench');
  let left = mails;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const made = await app.customers.create(invitedCustomer(parent), { caller });
      if (!made.ok) throw new Error(made.error.kind);
    }
  };
  await Promise.all(Array.from({ length: together }, lane));
}

async function deliver(deliverMail: OpenApplication['deliverMail'], mails: number) {
  const begun = performance.now();
  const { sent, failed } = await deliverMail();
  const seconds = (performance.now() - begun) / 1000;
  if (sent !== mails || failed > 0) throw new Error(`${sent} of ${mails} were sent`);
  return mails / seconds;
}

let relayed: Relayed | undefined;

answering<RelayQuestion, RelayAnswer>(
  async (question) => {
    if ('open' in question) {
      relayed = await open(question.open);
      return undefined;
    }
    if ('deliver' in question) return relayed?.deliver(question.deliver);
    await relayed?.owe(question.owe);
    return undefined;
  },
  async () => relayed?.close(),
);
