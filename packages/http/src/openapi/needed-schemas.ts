export type Components = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface Document {
  readonly components: Components;
}

/**
 * A document with those of its schemas that something refers to, straight or through others, under
 * the names that they were given. zod-openapi makes each for both directions, though most are sent in
 * one alone: it leaves behind what nobody refers to, and may add `Output` to the name of what is only
 * ever answered.
 */
export const withNeededSchemas = (document: Document): Document => {
  const { schemas = {}, ...others } = document.components;
  const needed = namesIn({ ...document, components: others }, schemas);
  const given = (name: string): string => {
    const plain = name.replace(/Output$/, '');
    return Object.hasOwn(schemas, plain) && !needed.has(plain) ? plain : name;
  };
  const kept = Object.fromEntries([...needed].map((name) => [given(name), schemas[name]]));
  const text = JSON.stringify({ ...document, components: { ...others, schemas: kept } });
  const renamed: Document = JSON.parse(
    text.replaceAll(reference, (_, name: string) => `"$ref":"#/components/schemas/${given(name)}"`),
  );
  return renamed;
};

const reference = /"\$ref":"#\/components\/schemas\/([^"]+)"/g;

/** The schemas that are referred to from within something, and from within those. */
function namesIn(root: object, schemas: Readonly<Record<string, unknown>>): ReadonlySet<string> {
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
