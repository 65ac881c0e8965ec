import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  DummyDriver,
  type KyselyPlugin,
  OperationNodeTransformer,
  PrimitiveValueListNode,
  SelectQueryNode,
  ValueListNode,
  ValueNode,
  type ValuesNode,
} from 'kysely';
import { type MigrationOptions, released } from './migrations.ts';
import { database } from './migrator.ts';
import { makeVersionTable, writeVersion } from './schema-version.ts';

/**
 * Every step as SQL text, for a tool of the host's: what `migrator` would run, with what it notes
 * down, so that the store opens afterwards. Each step has its name in a comment before it, and is
 * meant for a transaction of its own; a database that has taken some of them is given the others.
 * The text is the same each time.
 *
 * Of the dialect its words alone are used: nothing is opened.
 */
export const migrationSql = async (
  dialect: Dialect,
  options: MigrationOptions,
): Promise<string> => {
  const { prefix, schema, steps = released } = options;
  const statements: string[] = [];
  const recording = new RecordingDriver(statements);
  const db = database(
    {
      createAdapter: () => dialect.createAdapter(),
      createDriver: () => recording,
      createIntrospector: (inner) => dialect.createIntrospector(inner),
      createQueryCompiler: () => dialect.createQueryCompiler(),
    },
    options,
  ).withPlugin(inlining);
  const texts: string[] = [];
  for (const [at, { name, up }] of steps.entries()) {
    // To say `if not exists` takes the right to make one, also where it is there.
    if (at === 0 && schema !== undefined && schema !== alwaysThere)
      await db.schema.createSchema(schema).ifNotExists().execute();
    if (at === 0) await makeVersionTable(db);
    await up(db, prefix);
    await writeVersion(db, steps, at + 1);
    texts.push([`-- ${name}`, ...statements.splice(0), ''].join('\n'));
  }
  return texts.join('\n');
};

/** Of PostgreSQL, in every database that nobody has taken it from. */
const alwaysThere = 'public';

/** Notes statements down instead of running them. */
class RecordingDriver extends DummyDriver {
  readonly #statements: string[];

  constructor(statements: string[]) {
    super();
    this.#statements = statements;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return {
      executeQuery: async ({ query, sql, parameters }: CompiledQuery) => {
        // What is read here is nothing, and there it would be something.
        if (SelectQueryNode.is(query)) throw new Error('a step that reads cannot be printed');
        if (parameters.length > 0) throw new Error('a step has a value that cannot be printed');
        this.#statements.push(`${sql};`);
        return { rows: [] };
      },
      streamQuery: () => {
        throw new Error('a step that reads cannot be printed');
      },
    };
  }
}

/** Values stand in the text, quoted as the dialect quotes them: a tool binds none. */
class Inlining extends OperationNodeTransformer {
  protected override transformValue({ value }: ValueNode): ValueNode {
    return ValueNode.createImmediate(value);
  }

  /** Of what is inserted: a list elsewhere is refused by the driver. */
  protected override transformValues({ values, ...node }: ValuesNode): ValuesNode {
    return {
      ...node,
      values: values.map((list) =>
        PrimitiveValueListNode.is(list)
          ? ValueListNode.create(list.values.map((value) => ValueNode.createImmediate(value)))
          : this.transformNode(list),
      ),
    };
  }
}

const inliner = new Inlining();
const inlining: KyselyPlugin = {
  transformQuery: ({ node }) => inliner.transformNode(node),
  transformResult: ({ result }) => Promise.resolve(result),
};
