import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import type { Explain } from '../description.ts';
import type { Protocol, Route } from '../route.ts';
import { about } from './about.ts';
import { headerComponents } from './headers.ts';
import { withNeeded } from './needed-schemas.ts';
import { operationsIn } from './operation.ts';
import { plain } from './plain-schemas.ts';
import { saidOnce } from './said-once.ts';
import { securitySchemes } from './security.ts';
import { sorted } from './sorted.ts';

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
export const documentOf = (families: readonly Family[], publicUrl: string): unknown => {
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
  const {
    schemas = {},
    examples = {},
    headers = {},
    responses = {},
    ...others
  } = { ...made.components };
  const components = {
    ...others,
    examples: sorted(examples),
    headers: sorted(headers),
    responses: sorted(responses),
  };
  return saidOnce(withNeeded({ ...made, components }, schemas));
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
