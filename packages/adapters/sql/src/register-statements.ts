import { sql } from 'kysely';
import { memberColumns } from './member-columns.ts';
import type { Row } from './rows.ts';
import { type Builder, statement } from './statement.ts';

interface Part {
  readonly of: string;
  readonly skip: number;
  readonly limit: number;
}

export type RegisterStatements = ReturnType<typeof registerStatements>;

export const registerStatements = (db: Builder) => {
  // Said as a literal: behind a value, nobody sees that the index of these alone will do.
  const registered = sql.lit('registered');
  const whole = db
    .selectFrom('account')
    .innerJoin('account_register', 'account_register.account_id', 'account.id')
    .innerJoin('membership', 'membership.id', 'account_register.membership_id')
    .selectAll('account')
    .select([
      'account_register.first_name',
      'account_register.last_name',
      'account_register.company_name',
      'account_register.mobile_phone',
      'account_register.time_zone',
    ])
    .select(memberColumns);

  return {
    registerById: statement<{ id: string }>()((value) =>
      whole.where('account.id', '=', value('id')),
    ),
    registerByNumber: statement<{ number: number }>()((value) =>
      whole.where('account.number', '=', value('number')),
    ),
    registers: statement<Part>()((value) =>
      whole
        .where('account.kind', '=', registered)
        .where('account.parent_id', '=', value('of'))
        .orderBy('account.number')
        .limit(value('limit'))
        .offset(value('skip')),
    ),
    countRegisters: statement<{ of: string }>()((value) =>
      db
        .selectFrom('account')
        .where('kind', '=', registered)
        .where('parent_id', '=', value('of'))
        .select((row) => row.fn.countAll().as('total')),
    ),

    addRegister: statement<Row<'account_register'>>()((value) =>
      db.insertInto('account_register').values({
        account_id: value('account_id'),
        first_name: value('first_name'),
        last_name: value('last_name'),
        company_name: value('company_name'),
        mobile_phone: value('mobile_phone'),
        time_zone: value('time_zone'),
        membership_id: value('membership_id'),
      }),
    ),

    saveRegister: statement<Omit<Row<'account_register'>, 'membership_id'>>()((value) =>
      db
        .updateTable('account_register')
        .set({
          first_name: value('first_name'),
          last_name: value('last_name'),
          company_name: value('company_name'),
          mobile_phone: value('mobile_phone'),
          time_zone: value('time_zone'),
        })
        .where('account_id', '=', value('account_id'))
        .returning('account_id'),
    ),

    apps: statement<Part>()((value) =>
      db
        .selectFrom('app')
        .selectAll()
        .where('account_id', '=', value('of'))
        .orderBy('position')
        .limit(value('limit'))
        .offset(value('skip')),
    ),
    countApps: statement<{ of: string }>()((value) =>
      db
        .selectFrom('app')
        .where('account_id', '=', value('of'))
        .select((row) => row.fn.countAll().as('total')),
    ),
    appByName: statement<{ account: string; name: string }>()((value) =>
      db
        .selectFrom('app')
        .select('id')
        .where('account_id', '=', value('account'))
        .where('name_key', '=', value('name')),
    ),
    addApp: statement<Omit<Row<'app'>, 'position'>>()((value) =>
      db
        .insertInto('app')
        .values({
          id: value('id'),
          account_id: value('account_id'),
          name: value('name'),
          name_key: value('name_key'),
          created_at: value('created_at'),
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('position'),
    ),
  };
};
