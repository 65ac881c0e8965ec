import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import type { Explain } from '../description.ts';
import type { Protocol, Route } from '../route.ts';
import { about } from './about.ts';
import { headerComponents } from './headers.ts';
import { withNeededSchemas } from './needed-schemas.ts';
import { operationsIn } from './operation.ts';
import { plain } from './plain-schemas.ts';
import { saidOnce } from './said-once.ts';
import { securitySchemes } from './security.ts';

/** Routes that are described in one manner. */
export interface Family {
  readonly tag: { readonly name: string; readonly description: string };
  readonly explain: Explain;
  readonly schemas?: Protocol['describe']['schemas'];
  readonly routes: readonly Route[];
}

/**
 * The OpenAPI 3.1 document of all that is described, the same to the byte for the same routes.
 * `publicUrl` is where they are. Throws where two schemas go by one name.
 */
export const documentOf = (families: readonly Family[], publicUrl: string): object => {
  const made = createDocument(
    {
      openapi: '3.1.1',
      info: about,
      servers: [{ url: publicUrl }],
      tags: families.map(({ tag }) => tag),
      paths: pathsOf(families),
      components: {
        schemas: schemasOf(families),
        headers: headerComponents,
        securitySchemes,
      },
    },
    { override: plain },
  );
  const { components, ...document } = withNeededSchemas({
    ...made,
    components: { ...made.components },
  });
  const sections = Object.entries(components).map(
    ([section, named]) => [section, sorted(named)] as const,
  );
  return saidOnce({ ...document, components: sorted(Object.fromEntries(sections)) });
};

function pathsOf(families: readonly Family[]): ZodOpenApiPathsObject {
  const paths = new Map<string, Partial<Record<Method, ZodOpenApiOperationObject>>>();
  for (const { tag, explain, routes } of families) {
    const operationOf = operationsIn(tag.name, explain);
    for (const route of routes) {
      const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
      paths.set(path, { ...paths.get(path), [methods[route.method]]: operationOf(route) });
    }
  }
  return sorted(Object.fromEntries([...paths].map(([path, item]) => [path, sorted(item)])));
}

const methods = { GET: 'get', PATCH: 'patch', POST: 'post' } as const;
type Method = (typeof methods)[Route['method']];

function schemasOf(families: readonly Family[]) {
  const named = families.flatMap(({ schemas = {} }) => Object.entries(schemas));
  const byName = new Map(named);
  for (const [name, schema] of named)
    if (byName.get(name) !== schema) throw new Error(`two schemas are called ${name}`);
  return Object.fromEntries(byName);
}

const sorted = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).toSorted(([one], [other]) => (one < other ? -1 : 1)));
