import { DummyDriver, Kysely, type RawBuilder } from 'kysely';
import type { Connection } from '../connection.ts';
import type { Flavour } from '../flavour.ts';
import type { MigrationOptions } from '../migrations.ts';
import { prefixing } from '../prefix.ts';
import type { Schema } from '../schema.ts';

/** Runs a query that reads; its rows are of one moment. */
export type Ask = <Result>(query: RawBuilder<Result>) => Promise<readonly Result[]>;

/** Queries are written in the words of a dialect, of which nothing else is used, and run by `run`. */
export const asking = (
  dialect: Flavour['dialect'],
  { prefix, schema }: Pick<MigrationOptions, 'prefix' | 'schema'>,
  run: Connection['run'],
): Ask => {
  const db = new Kysely<Schema>({
    dialect: {
      createAdapter: () => dialect.createAdapter(),
      createIntrospector: (any) => dialect.createIntrospector(any),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      createDriver: () => new DummyDriver(),
    },
    plugins: [prefixing(prefix, schema)],
  });
  return (query) => run(query.compile(db));
};
