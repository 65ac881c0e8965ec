import { type AccountReads, type AccountWrites, err, ok, parentIdOf } from '@tenantry/domain';
import type { AccountStatements } from './account-statements.ts';
import { type Connection, fail } from './connection.ts';
import { correctNode } from './corrections.ts';
import { customerOf, customerRow, referenceRows } from './customer-rows.ts';
import type { CustomerStatements } from './customer-statements.ts';
import { membershipOf, membershipRow, type Row } from './rows.ts';
import { addAddressed, findWithin } from './tree.ts';

type Statements = AccountStatements & CustomerStatements;

export const customerReads = (
  connection: Connection,
  statements: Statements,
): Pick<AccountReads, 'findCustomer'> => ({
  findCustomer: async (reach, ref) => {
    const account = await findWithin(connection, statements, reach, ref);
    if (account === undefined) return undefined;
    const { id } = account;
    const [details] = await connection.run(statements.customer({ id }));
    if (details === undefined) return undefined;
    const references = await connection.run(statements.references({ id }));
    const members = await connection.run(statements.members({ id }));
    return customerOf(account, details, references, members.map(membershipOf));
  },
});

export const customerWrites = (
  connection: Connection,
  statements: Statements,
): Pick<AccountWrites, 'addCustomer' | 'saveCustomer'> => ({
  addCustomer: async (customer) => {
    const account = await addAddressed(connection, statements, customer.account);
    if (account === undefined) return err({ taken: 'AddressTaken' });
    const { workflows, configurations, references } = customer;
    const parent = parentIdOf(account) ?? null;
    const kept = referenceRows(account.id, parent, references, customer.uniqueReferenceNames);
    const rows = customer.members.map(membershipRow);
    // None of them needs what another answers: they are sent together.
    const [index, added] = await Promise.all([
      addReferences(connection, statements, kept),
      rows.length === 0 ? [] : connection.run(statements.addMembers(rows)),
      connection.run(statements.addCustomer(customerRow(customer))),
    ]);
    if (index !== undefined) {
      connection.spend();
      return err({ taken: 'ReferenceTaken', index });
    }
    const numbers = new Map(added.map(({ id, number }) => [id, number]));
    const members = rows.map((row) => {
      const number = numbers.get(row.id);
      return number === undefined
        ? fail(connection, `membership ${row.id} could not be stored`)
        : membershipOf({ ...row, number });
    });
    return ok({ account, workflows, configurations, references, members });
  },

  saveCustomer: async (customer) => {
    const { id } = customer.account;
    const node = await correctNode(connection, statements, 'customer', customer.account);
    if (!node.ok) return node;
    // Beneath the parent that is stored, whatever stands in the account that was handed in.
    const { parent_id: parent } = node.value;
    const kept = referenceRows(id, parent, customer.references, customer.uniqueReferenceNames);
    // In this order: its own references of before are in the way of none of the new ones.
    const [saved, , index] = await Promise.all([
      connection.run(statements.saveCustomer(customerRow(customer))),
      connection.run(statements.removeReferences({ id })),
      addReferences(connection, statements, kept),
    ]);
    if (saved.length === 0) return fail(connection, `customer ${id} has no details`);
    if (index === undefined) return ok(undefined);
    connection.spend();
    return err({ taken: 'ReferenceTaken', index });
  },
});

/** The place of the first reference that a sibling has, or undefined when all were stored. */
async function addReferences(
  connection: Connection,
  statements: Statements,
  rows: readonly Row<'external_reference'>[],
): Promise<number | undefined> {
  if (rows.length === 0) return undefined;
  const added = await connection.run(statements.addReferences(rows));
  if (added.length === rows.length) return undefined;
  const stored = new Set(added.map(({ position }) => position));
  return rows.findIndex(({ position }) => !stored.has(position));
}
