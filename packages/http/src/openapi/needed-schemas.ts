type Schemas = Readonly<Record<string, unknown>>;

/** A part of a document, and the schemas that it refers to. */
interface Referring {
  readonly schemas: Schemas;
  readonly rest: object;
}

/**
 * The schemas that something refers to, straight or through others, under the names that they were
 * given. zod-openapi makes each for both directions, though most are sent in one alone: it leaves
 * behind what nobody refers to, and adds `Output` to the name of what is only ever answered.
 */
export const neededSchemas = ({ schemas, rest }: Referring): Referring => {
  const found = reachable(schemas, rest);
  const given = (name: string): string => {
    const plain = name.replace(/Output$/, '');
    return Object.hasOwn(schemas, plain) && !found.has(plain) ? plain : name;
  };
  const renamed = <Part extends object>(part: Part): Part =>
    JSON.parse(
      JSON.stringify(part).replaceAll(
        reference,
        (_, name: string) => `"$ref":"#/components/schemas/${given(name)}"`,
      ),
    );
  const kept = [...found].map((name) => [given(name), schemas[name]]);
  return { schemas: renamed(Object.fromEntries(kept)), rest: renamed(rest) };
};

const reference = /"\$ref":"#\/components\/schemas\/([^"]+)"/g;

function reachable(schemas: Schemas, root: object): ReadonlySet<string> {
  const found = new Set<string>();
  const follow = (value: unknown): void => {
    for (const [, name = ''] of JSON.stringify(value).matchAll(reference)) {
      if (found.has(name)) continue;
      found.add(name);
      follow(schemas[name] ?? {});
    }
  };
  follow(root);
  return found;
}
