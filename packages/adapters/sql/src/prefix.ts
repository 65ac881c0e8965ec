import {
  type KyselyPlugin,
  OperationNodeTransformer,
  type PluginTransformResultArgs,
  type SchemableIdentifierNode,
} from 'kysely';
import { tables } from './schema.ts';

const ours: ReadonlySet<string> = new Set(tables);

class Prefixing extends OperationNodeTransformer {
  readonly #prefix: string;

  constructor(prefix: string) {
    super();
    this.#prefix = prefix;
  }

  protected override transformSchemableIdentifier(
    node: SchemableIdentifierNode,
  ): SchemableIdentifierNode {
    const { name } = node.identifier;
    return ours.has(name)
      ? { ...node, identifier: { ...node.identifier, name: this.#prefix + name } }
      : node;
  }
}

/** Puts the prefix before the names of our tables, so that they can live among a host's own. */
export const prefixing = (prefix: string): KyselyPlugin => {
  const transformer = new Prefixing(prefix);
  return {
    transformQuery: ({ node }) => transformer.transformNode(node),
    transformResult: ({ result }: PluginTransformResultArgs) => Promise.resolve(result),
  };
};
