import {
  comparable,
  EmailAddress,
  ExternalReference,
  powerOfRole,
  Roles,
  userNameKey,
} from '@tenantry/domain';
import { sql } from 'kysely';
import { searchKeyOf } from '../customer-rows.ts';
import { joined, type Row } from '../rows.ts';
import type { Schema } from '../schema.ts';
import { tableOf } from './query-check.ts';
import type { RowCheck, RowChecks } from './row-check.ts';

/** A column that holds another form of what stands in others. */
const derived = <Table extends keyof Schema>(
  column: keyof Schema[Table] & string,
  expected: (row: Row<Table>) => unknown,
): RowCheck<Table> => ({
  invariant: 'INV2',
  check: 'not what it is derived from',
  column,
  isBroken: (row) => Reflect.get(row, column) !== expected(row),
});

const canonicalOf = ({ email }: { readonly email: string }): string | undefined =>
  EmailAddress.safeParse(email).data?.canonical;

/**
 * Columns by which what people wrote is compared, and lists that the policy knows more of. They are
 * asked of rows that are well formed.
 */
export const derivedChecks: { readonly [Table in keyof Schema]?: RowChecks[Table] } = {
  account: [
    derived('name_key', ({ name }) => comparable(name)),
    derived('sibling_key', ({ kind, parent_id: parent, name }) =>
      kind === 'partner' ? joined(parent ?? '', comparable(name)) : null,
    ),
  ],
  external_reference: [
    {
      invariant: 'INV2',
      check: 'reference that is none',
      isBroken: (row) => !isReference(row),
    },
    {
      invariant: 'INV2',
      check: 'not what it is derived from',
      column: 'search_key',
      isBroken: (row) => row.search_key !== searchKeyOf(row),
      // None is in order where an earlier one has it: both are looked at again, at one moment.
      confirmedBy: (row) => [
        sql`exists (
        select 1 from ${tableOf('external_reference')} as it
          where it.account_id = ${row.account_id} and it.position = ${row.position}
            and it.name = ${row.name} and it.value = ${row.value}
            and (it.search_key <> ${searchKeyOf(row)} or it.search_key is null and not exists (
              select 1 from ${tableOf('external_reference')} as earlier
                where earlier.account_id = it.account_id and earlier.position < it.position
                  and earlier.search_key = ${searchKeyOf(row)})))`,
      ],
    },
    {
      invariant: 'INV2',
      check: 'not what it is derived from',
      column: 'unique_key',
      // Which names are unique was the policy's when it was stored, and may have changed.
      isBroken: ({ unique_key: key, name, value }) =>
        key !== null && !key.endsWith(joined('', comparable(name), comparable(value))),
    },
  ],
  partner: [derived('reference_key', ({ reference }) => comparable(reference))],
  app: [derived('name_key', ({ name }) => comparable(name))],
  app_user: [derived('email_canonical', canonicalOf)],
  membership: [
    derived('email_canonical', canonicalOf),
    derived('user_name_key', ({ user_name: name }) => (name === null ? null : userNameKey(name))),
    {
      invariant: 'INV2',
      check: 'role that the policy does not know',
      column: 'roles',
      isByPolicy: true,
      isBroken: ({ roles }, policy) =>
        policy !== undefined &&
        rolesOf(roles).some((role) => powerOfRole(policy, role) === undefined),
    },
  ],
};

function isReference(row: Row<'external_reference'>): boolean {
  const { name, value, type, description, metadata } = row;
  const { data } = ExternalReference.safeParse({
    name,
    value,
    type,
    ...(description === null ? {} : { description }),
    ...(metadata === null ? {} : { metadata: parsed(metadata) }),
  });
  // As it stands: nothing of it was trimmed, or made up where it lacked.
  return (
    data?.name === name &&
    data.value === value &&
    data.type === type &&
    (data.description ?? null) === description &&
    (data.metadata === undefined ? null : JSON.stringify(data.metadata)) === metadata
  );
}

const rolesOf = (text: string): Roles => Roles.safeParse(parsed(text)).data ?? [];

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
