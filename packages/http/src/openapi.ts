import type { Family } from './openapi/document.ts';
import { documentDescription, serviceSchemas, serviceTag } from './openapi/process-routes.ts';
import { explainNeutrally } from './problem.ts';
import { jsonType } from './reply.ts';
import type { Content, Protocol, Route } from './route.ts';
import { shared } from './shared.ts';

/**
 * `/openapi.json`: the description of `service`, the routes that belong to no protocol, of itself and
 * of all protocols. Made when it is first asked for: whoever never asks pays nothing.
 */
export const openapiRoute = (
  publicUrl: string,
  service: readonly Route[],
  protocols: readonly Protocol[],
): Route => {
  let content: Content | undefined;
  const build = shared(async () => {
    const families = [familyOf([...service, route]), ...protocols.map(described)];
    const bytes = new TextEncoder().encode(await textOf(publicUrl, families));
    return { type: jsonType, bytes };
  });
  const route: Route = {
    method: 'GET',
    path: '/openapi.json',
    describe: documentDescription,
    handle: async () => {
      content ??= await build();
      return { status: 200, content };
    },
  };
  return route;
};

async function textOf(publicUrl: string, families: readonly Family[]): Promise<string> {
  const { documentOf } = await import('./openapi/document.ts');
  return JSON.stringify(documentOf(families, publicUrl));
}

const familyOf = (routes: readonly Route[]): Family => ({
  tag: serviceTag,
  explain: explainNeutrally,
  schemas: serviceSchemas,
  routes,
});

const described = ({ describe, routes }: Protocol): Family => ({ ...describe, routes });
