import { authenticateKey } from './access/authenticate-key.ts';
import { as } from './access/caller.ts';
import { createKey } from './access/create-key.ts';
import { checkCustomer } from './customer/check-customer.ts';
import { createCustomer } from './customer/create-customer.ts';
import { findCustomer } from './customer/find-customer.ts';
import { type DeliverySettings, deliverMail } from './mail/deliver-mail.ts';
import type { Ports } from './ports.ts';
import { findAccount, listChildren, listMasters, listSubtree } from './tree/find-accounts.ts';
import { initialise } from './tree/initialise.ts';

/** What is said of an installation besides its ports. */
export type Settings = DeliverySettings;

/**
 * The use cases, grouped by what they act on. Each takes `(command, context)`, commands being
 * plain data, and answers a `Result` whose error lists what can be expected.
 */
export const createApplication = (ports: Ports, settings: Settings) => ({
  as,
  initialise: initialise(ports),
  customers: {
    create: createCustomer(ports),
    check: checkCustomer(ports),
    find: findCustomer(ports),
  },
  accounts: {
    find: findAccount(ports),
    children: listChildren(ports),
    subtree: listSubtree(ports),
    masters: listMasters(ports),
  },
  keys: {
    create: createKey(ports),
    authenticate: authenticateKey(ports),
  },
  deliverMail: deliverMail(ports, settings),
  /** Reads from the store. Throws the fault where that cannot be done. */
  ready: async (): Promise<void> => {
    await ports.persistence.read(({ records }) => records.installation());
  },
});

export type Application = ReturnType<typeof createApplication>;
