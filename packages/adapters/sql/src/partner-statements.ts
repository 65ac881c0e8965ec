import { sql } from 'kysely';
import { memberColumns } from './member-columns.ts';
import type { PathRange } from './rows.ts';
import { type Builder, type Place, statement } from './statement.ts';

/** What a partner may be named by; '' and 0 are nobody's. */
interface AnyName extends PathRange {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly reference: string;
}

interface Part {
  readonly skip: number;
  readonly limit: number;
}

export type PartnerStatements = ReturnType<typeof partnerStatements>;

export const partnerStatements = (db: Builder) => {
  // Said as a literal: behind a value, nobody sees that the index of partners alone will do.
  const partner = sql.lit('partner');
  const nodes = (value: Place<PathRange>) =>
    db
      .selectFrom('account')
      .where('account.kind', '=', partner)
      .where('account.path', '>=', value('from'))
      .where('account.path', '<', value('to'));
  const named = (value: Place<AnyName>) =>
    nodes(value).where('account.id', 'in', (query) =>
      query
        .selectFrom('account')
        .select('account.id')
        .where('account.id', '=', value('id'))
        .unionAll(
          query
            .selectFrom('account')
            .select('account.id')
            .where('account.number', '=', value('number')),
        )
        .unionAll(
          query
            .selectFrom('account')
            .select('account.id')
            .where('account.name_key', '=', value('name'))
            .where('account.path', '>=', value('from'))
            .where('account.path', '<', value('to')),
        )
        .unionAll(
          query
            .selectFrom('partner')
            .select('partner.account_id as id')
            .where('partner.reference_key', '=', value('reference')),
        ),
    );
  const whole = db
    .selectFrom('account')
    .innerJoin('partner', 'partner.account_id', 'account.id')
    .innerJoin('membership', 'membership.id', 'partner.contact_membership_id')
    .selectAll('account')
    .select([
      'partner.reference',
      'partner.billing_id',
      'partner.phrase_hash',
      'partner.first_name',
      'partner.last_name',
      'partner.phone',
    ])
    .select(memberColumns);
  // Sorted and cut by their numbers alone; only those that are left are read whole.
  const part = (list: ReturnType<typeof nodes>, value: Place<Part>) =>
    whole
      .where(
        'account.number',
        'in',
        list
          .select('account.number')
          .orderBy('account.number')
          .limit(value('limit'))
          .offset(value('skip')),
      )
      .orderBy('account.number');
  const count = (list: ReturnType<typeof nodes>) =>
    list.select((row) => row.fn.countAll().as('total'));

  return {
    partnerById: statement<{ id: string }>()((value) =>
      whole.where('account.id', '=', value('id')),
    ),
    partnerByNumber: statement<{ number: number }>()((value) =>
      whole.where('account.number', '=', value('number')),
    ),
    partners: statement<PathRange & Part>()((value) => part(nodes(value), value)),
    countPartners: statement<PathRange>()((value) => count(nodes(value))),
    partnersNamed: statement<AnyName & Part>()((value) => part(named(value), value)),
    countPartnersNamed: statement<AnyName>()((value) => count(named(value))),
  };
};
