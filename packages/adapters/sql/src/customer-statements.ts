import type { Row } from './rows.ts';
import { type Builder, listStatement, statement } from './statement.ts';

export type CustomerStatements = ReturnType<typeof customerStatements>;

export const customerStatements = (db: Builder) => ({
  customer: statement<{ id: string }>()((value) =>
    db.selectFrom('customer').selectAll().where('account_id', '=', value('id')),
  ),
  addCustomer: statement<Row<'customer'>>()((value) =>
    db.insertInto('customer').values({
      account_id: value('account_id'),
      workflows: value('workflows'),
      configurations: value('configurations'),
    }),
  ),
  saveCustomer: statement<Row<'customer'>>()((value) =>
    db
      .updateTable('customer')
      .set({ workflows: value('workflows'), configurations: value('configurations') })
      .where('account_id', '=', value('account_id'))
      .returning('account_id'),
  ),

  references: statement<{ id: string }>()((value) =>
    db
      .selectFrom('external_reference')
      .selectAll()
      .where('account_id', '=', value('id'))
      .orderBy('position'),
  ),
  addReferences: listStatement<Row<'external_reference'>>()((rows) =>
    db
      .insertInto('external_reference')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .returning('position'),
  ),
  removeReferences: statement<{ id: string }>()((value) =>
    db.deleteFrom('external_reference').where('account_id', '=', value('id')),
  ),
});
