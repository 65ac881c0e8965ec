import { openApplication } from '@tenantry/container';
import type { CreateCustomerInput } from '@tenantry/domain';
import { another } from '../load/requests.ts';
import { installation } from '../places/installation.ts';
import { masterOf } from '../places/master.ts';

/** A customer with one person who is invited by mail. */
export const invitedCustomer = (parent: string): CreateCustomerInput => {
  const unique = another();
  return {
    parent,
    name: `Customer ${unique}`,
    users: [{ name: 'Jane Doe', email: `jane.${unique}@example.com` }],
  };
};

export interface Words {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The words of an invitation as ours writes them. */
export const invitationWords = async (): Promise<Words> => {
  const seen: Words[] = [];
  const { app, close, deliverMail } = await openApplication({
    ...installation,
    database: 'memory:',
    mailer: async ({ subject, text, html }) => void seen.push({ subject, text, html }),
  });
  try {
    const { id } = await masterOf(app);
    await app.customers.create(invitedCustomer(id), { caller: app.as.operator('bench') });
    await deliverMail();
  } finally {
    await close();
  }
  const [words] = seen;
  if (words === undefined) throw new Error('no invitation was written');
  return words;
};
