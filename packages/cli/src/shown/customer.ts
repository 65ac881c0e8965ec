import { asciiAddress, type Customer, compactJson, namespacesOf } from '@tenantry/domain';
import { jsonLine } from '../application/attempt.ts';
import { inLines } from '../terminal/on-one-line.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { accountHead } from './account-head.ts';

/** A customer as one line of JSON, its configurations token for token as they were given. */
const customerJson = (customer: Customer): string => {
  const { account, workflows, references, members, configurations } = customer;
  const shown = JSON.stringify({
    ...accountHead(account),
    workflows,
    users: members.map(({ id, number, name, email, roles, status }) => ({
      id,
      number,
      name,
      email: asciiAddress(email),
      roles,
      status,
    })),
    references,
  });
  return `${shown.slice(0, -1)},"configurations":${compactJson(configurations)}}`;
};

const customerText = (customer: Customer): string => {
  const { account, workflows, references, members, configurations } = customer;
  const namespaces = namespacesOf(configurations).map(({ namespace }) => namespace);
  return inLines([
    `customer        ${account.name}`,
    `id              ${account.id} (number ${account.number})`,
    `status          ${account.status}`,
    ...members.map(
      ({ name, email, roles, status }) =>
        `user            ${name} <${asciiAddress(email)}> ${status}, roles ${roles.join(', ')}`,
    ),
    ...workflows.map(
      ({ workflowName, lifecyclePhase }) => `workflow        ${workflowName} (${lifecyclePhase})`,
    ),
    ...references.map(({ name, value }) => `reference       ${name} = ${value}`),
    ...namespaces.map((namespace) => `configuration   ${namespace}`),
  ]);
};

/** Prints a customer as a command shows it. */
export const printCustomer = (
  customer: Customer,
  json: true | undefined,
  { out }: Surroundings,
  replayed = false,
): void => out(json === true ? jsonLine(customerJson(customer), replayed) : customerText(customer));
