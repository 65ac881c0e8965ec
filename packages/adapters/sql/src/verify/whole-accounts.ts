import type { AccountKind, NewEvent } from '@tenantry/domain';
import { sql } from 'kysely';
import type { Schema } from '../schema.ts';
import { listOf, type QueryCheck, tableOf } from './query-check.ts';

/** What makes an account of each kind whole. */
interface Whole {
  readonly called: string;
  /** The row that it has besides. */
  readonly details?: 'customer' | 'partner' | 'account_register';
  /** The one event that tells of its opening. */
  readonly opening: NewEvent['kind'];
}

const wholes: Readonly<Record<AccountKind, Whole>> = {
  master: { called: 'master account', opening: 'MasterOpened' },
  customer: { called: 'customer', details: 'customer', opening: 'CustomerOpened' },
  partner: { called: 'partner', details: 'partner', opening: 'PartnerOpened' },
  registered: {
    called: 'registered account',
    details: 'account_register',
    opening: 'AccountRegistered',
  },
};

const openings = Object.values(wholes).map(({ opening }) => opening);

const eachKind: readonly QueryCheck[] = Object.entries(wholes).flatMap(
  ([kind, { called, details, opening }]): readonly QueryCheck[] => [
    {
      invariant: 'INV2',
      check: `${called} without its opening event`,
      table: 'account',
      broken: sql`it.kind = ${sql.lit(kind)} and not exists (
        select 1 from ${tableOf('event')} as event
          where event.account_id = it.id and event.kind = ${sql.lit(opening)})`,
    },
    ...(details === undefined ? [] : withDetails(kind, called, details)),
  ],
);

function withDetails(kind: string, called: string, details: keyof Schema): readonly QueryCheck[] {
  return [
    {
      invariant: 'INV2',
      check: `${called} without details`,
      table: 'account',
      broken: sql`it.kind = ${sql.lit(kind)} and not exists (
        select 1 from ${tableOf(details)} as details where details.account_id = it.id)`,
    },
    {
      invariant: 'INV2',
      check: 'details of an account of another kind',
      table: details,
      broken: sql`exists (select 1 from ${tableOf('account')} as account
        where account.id = it.account_id and account.kind <> ${sql.lit(kind)})`,
    },
  ];
}

/** A row of one account that has its member in another. */
const memberElsewhere = (
  check: string,
  table: 'partner' | 'account_register',
  column: string,
): QueryCheck => ({
  invariant: 'INV2',
  check,
  table,
  column,
  broken: sql`exists (select 1 from ${tableOf('membership')} as member
    where member.id = it.${sql.id(column)} and member.account_id <> it.account_id)`,
});

/** Accounts of which a part is missing, or belongs to another. */
export const wholeAccounts: readonly QueryCheck[] = [
  ...eachKind,
  {
    invariant: 'INV2',
    check: 'account opened more than once',
    table: 'account',
    broken: sql`it.id in (select account_id from ${tableOf('event')} as event
      where event.kind in ${listOf(openings)} group by account_id having count(*) > 1)`,
  },
  {
    invariant: 'INV2',
    check: 'opening event of an account of another kind',
    table: 'event',
    broken: sql`it.kind in ${listOf(openings)} and exists (
      select 1 from ${tableOf('account')} as account
        where account.id = it.account_id and it.kind <> case account.kind
          ${sql.join(
            Object.entries(wholes).map(
              ([kind, { opening }]) => sql`when ${sql.lit(kind)} then ${sql.lit(opening)}`,
            ),
            sql` `,
          )} else it.kind end)`,
  },
  {
    invariant: 'INV2',
    check: 'master account without an installation',
    table: 'account',
    broken: sql`it.kind = 'master' and not exists (
      select 1 from ${tableOf('installation')} as installation)`,
  },
  {
    invariant: 'INV2',
    check: 'master account without a member',
    table: 'account',
    broken: sql`it.kind = 'master' and not exists (
      select 1 from ${tableOf('membership')} as member where member.account_id = it.id)`,
  },
  memberElsewhere('partner whose contact is no member of it', 'partner', 'contact_membership_id'),
  memberElsewhere(
    'registered account whose user is no member of it',
    'account_register',
    'membership_id',
  ),
  {
    invariant: 'INV2',
    check: 'reference kept unique beneath another parent',
    table: 'external_reference',
    column: 'unique_key',
    broken: sql`exists (select 1 from ${tableOf('account')} as account
      where account.id = it.account_id
        and substr(it.unique_key, 1, length(account.parent_id)) <> account.parent_id)`,
  },
];
