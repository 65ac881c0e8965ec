/**
 * The files that may say `as`, once each, and what earns it. Elsewhere a type is inferred, narrowed
 * or parsed.
 *
 * `brand`: the one place where a value that has been checked gets its brand. `unparsed`: what came
 * from outside, handed to the use case that parses it. `row`: the columns that a statement asked
 * for. `placeholder`: a query's parameter, before there is one. `resolved`: what the container
 * found for typed tokens. `frozen`: a library's type loses what was made. `outcome`: a type that
 * only the caller of a stand-in knows. `answer`: what another process of the same program has said.
 */
export const earnedCasts: Readonly<Record<string, string>> = {
  'bench/processes.ts': 'answer',
  'packages/adapters/container/src/provide.ts': 'resolved',
  'packages/adapters/postgres/src/rows.ts': 'row',
  'packages/adapters/sql/src/host-rows.ts': 'row',
  'packages/adapters/sql/src/statement.ts': 'placeholder',
  'packages/adapters/sqlite/src/statements.ts': 'row',
  'packages/cli/src/said/unparsed.ts': 'unparsed',
  'packages/domain/src/restore.ts': 'brand',
  'packages/domain/src/values/channel.ts': 'brand',
  'packages/domain/src/values/configurations.ts': 'brand',
  'packages/domain/src/values/email-address.ts': 'brand',
  'packages/domain/src/values/external-reference.ts': 'frozen',
  'packages/domain/src/values/password.ts': 'brand',
  'packages/http/src/request/unparsed.ts': 'unparsed',
  'test/protocols/customers-v2-http.test.ts': 'outcome',
  'test/protocols/ended-units.ts': 'outcome',
};
