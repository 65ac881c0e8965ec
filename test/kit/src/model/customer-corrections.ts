import {
  type Customer,
  correctCustomer,
  lastOf,
  parseUpdateCustomer,
  type RetryableContext,
  type UpdateCustomerInput,
  unversioned,
} from '@tenantry/domain';
import { correctingAccount } from './account-corrections.ts';
import { takenReference } from './customers.ts';
import { customerOf } from './details.ts';
import { asking, type Expected } from './expected.ts';
import type { Model } from './model.ts';
import { sure } from './opened.ts';

/** What `customers.update` has to answer. */
export const correctingCustomer = (
  model: Model,
  input: UpdateCustomerInput,
  context: RetryableContext,
): Expected<Customer> =>
  asking(context, 'provision', parseUpdateCustomer(input), (correction) =>
    correctingAccount(model, context, {
      use: 'customers.update',
      asked: unversioned(correction),
      target: input.customer,
      version: correction.version,
      happened: 'CustomerChanged',
      partOf: (node) => customerOf(model, node),
      corrected: (customer) => sure(correctCustomer(customer, correction, model.now)),
      refusal: (_, lineage) => {
        const { references = [] } = correction;
        const { id, ancestors } = lastOf(lineage);
        return takenReference(model, ancestors.at(-1), references, id);
      },
      keep: (node, { account, members: _, ...customer }) => {
        Object.assign(node, { account, customer });
      },
    }),
  );
