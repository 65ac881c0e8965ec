import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Row } from '../rows.ts';
import type { Schema } from '../schema.ts';
import { tableOf } from './query-check.ts';
import type { RowCheck } from './row-check.ts';
import { apiKeysIn, linksIn, passwordsIn, tokensIn } from './secret-forms.ts';

/** One kind of secret in a text that holds it as it is. */
interface Secret {
  readonly check: string;
  readonly foundIn: (text: string) => readonly string[];
  /**
   * Where looks alone do not tell: whether one of these digests is that of a secret that still opens
   * something, in SQL.
   */
  readonly isOpenBy?: (digests: readonly string[]) => RawBuilder<unknown>;
}

const secrets: readonly Secret[] = [
  { check: 'API key in plain text', foundIn: apiKeysIn },
  { check: 'token in plain text', foundIn: tokensIn },
  {
    check: 'generated password in plain text',
    foundIn: passwordsIn,
    // Before the digest stands the mark of what nobody chose.
    isOpenBy: (digests) => sql`exists (select 1 from ${tableOf('app_user')} as person
      where ${sql.join(
        digests.map((digest) => sql`person.password_hash like ${`%:${digest}`}`),
        sql` or `,
      )})`,
  },
  {
    check: 'invitation link in plain text',
    foundIn: linksIn,
    isOpenBy: (digests) => sql`exists (select 1 from ${tableOf('membership')} as member
      where member.invitation_hash in (${sql.join(digests)}))`,
  },
  {
    check: 'password reset link in plain text',
    foundIn: linksIn,
    isOpenBy: (digests) => sql`exists (select 1 from ${tableOf('password_reset')} as reset
      where reset.hash in (${sql.join(digests)}))`,
  },
];

/** What is shorter than this holds none of them. */
const shortest = 39;
/** Databases bound how long a condition is. */
const mostAtOnce = 100;

/** A column in which people's own words may stand holds none of our secrets. */
export const secretsIn = <Table extends keyof Schema>(column: string): readonly RowCheck<Table>[] =>
  secrets.map(({ check, foundIn, isOpenBy }) => {
    const foundOf = (row: Row<Table>): readonly string[] => {
      const text: unknown = Reflect.get(row, column);
      return typeof text === 'string' && text.length >= shortest ? foundIn(text) : [];
    };
    return {
      invariant: 'INV7',
      check,
      column,
      isBroken: (row) => foundOf(row).length > 0,
      ...(isOpenBy === undefined
        ? {}
        : { confirmedBy: (row) => chunks(foundOf(row).map(digestOf)).map(isOpenBy) }),
    };
  });

/** SHA-256 in base64url, as the hashes of secrets are stored. */
const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

const chunks = (all: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(all.length / mostAtOnce) }, (_, at) =>
    all.slice(at * mostAtOnce, (at + 1) * mostAtOnce),
  );
