import {
  IdentifierNode,
  type KyselyPlugin,
  OperationNodeTransformer,
  type PluginTransformResultArgs,
  type SchemableIdentifierNode,
} from 'kysely';
import { sequences, tables } from './schema.ts';

const ours: ReadonlySet<string> = new Set([...tables, ...sequences]);

class Naming extends OperationNodeTransformer {
  readonly #prefix: string;
  readonly #schema: string | undefined;

  constructor(prefix: string, schema: string | undefined) {
    super();
    this.#prefix = prefix;
    this.#schema = schema;
  }

  protected override transformSchemableIdentifier(
    node: SchemableIdentifierNode,
  ): SchemableIdentifierNode {
    const { name } = node.identifier;
    if (!ours.has(name)) return node;
    const schema =
      this.#schema === undefined ? {} : { schema: IdentifierNode.create(this.#schema) };
    return { ...node, ...schema, identifier: IdentifierNode.create(this.#prefix + name) };
  }
}

/**
 * Puts the prefix before the names of our tables, so that they can live among a host's own; and the
 * schema that they live in before that, where there is one.
 */
export const prefixing = (prefix: string, schema?: string): KyselyPlugin => {
  const transformer = new Naming(prefix, schema);
  return {
    transformQuery: ({ node }) => transformer.transformNode(node),
    transformResult: ({ result }: PluginTransformResultArgs) => Promise.resolve(result),
  };
};
