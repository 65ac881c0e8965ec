type Schemas = Readonly<Record<string, unknown>>;

/**
 * A document with those of its schemas that something refers to, straight or through others, under
 * the names that they were given. zod-openapi makes each for both directions, though most are sent in
 * one alone: it leaves behind what nobody refers to, and may add `Output` to the name of what is only
 * ever answered.
 */
export const withNeededSchemas = <Document extends object>(
  document: Document,
  schemas: Schemas,
): { readonly document: Document; readonly schemas: Schemas } => {
  const found = reachable(schemas, document);
  const given = (name: string): string => {
    const plain = name.replace(/Output$/, '');
    return Object.hasOwn(schemas, plain) && !found.has(plain) ? plain : name;
  };
  const kept = [...found].toSorted().map((name) => [given(name), schemas[name]]);
  const text = JSON.stringify({ document, schemas: Object.fromEntries(kept) });
  return JSON.parse(text.replaceAll(reference, (_, name: string) => referenceTo(given(name))));
};

const reference = /"\$ref":"#\/components\/schemas\/([^"]+)"/g;
const referenceTo = (name: string): string => `"$ref":"#/components/schemas/${name}"`;

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
