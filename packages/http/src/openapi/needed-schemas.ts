import { sorted } from './sorted.ts';

type Schemas = Readonly<Record<string, unknown>>;

/** A document but for its schemas. */
interface Document {
  readonly components: Readonly<Record<string, unknown>>;
}

/**
 * A document with those schemas that something in it refers to, straight or through others, by name,
 * and each under the name that it was given. zod-openapi makes each for both directions, though most
 * are sent in one alone: it leaves behind what nobody refers to, and may add `Output` to the name of
 * what is only ever answered.
 */
export const withNeeded = (document: Document, schemas: Schemas): unknown => {
  const needed = namesIn(document, schemas);
  const given = (name: string): string => {
    const plain = name.replace(/Output$/, '');
    return Object.hasOwn(schemas, plain) && !needed.has(plain) ? plain : name;
  };
  const kept = [...needed].map((name) => [given(name), schemas[name]] as const);
  const components = { ...document.components, schemas: sorted(Object.fromEntries(kept)) };
  const text = JSON.stringify({ ...document, components: sorted(components) });
  return JSON.parse(
    text.replaceAll(reference, (_, name: string) => `"$ref":"#/components/schemas/${given(name)}"`),
  );
};

const reference = /"\$ref":"#\/components\/schemas\/([^"]+)"/g;

/** The schemas that are referred to from within something, and from within those. */
function namesIn(root: object, schemas: Schemas): ReadonlySet<string> {
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
