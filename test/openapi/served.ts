import { createHttp, type Http, type HttpOptions } from '@tenantry/http';
import { z } from 'zod';
import { openInstallation } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';

const Operation = z.looseObject({ operationId: z.string() });

/** As much of a description as is looked at. */
const Document = z.looseObject({
  info: z.looseObject({ version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.record(z.string(), z.record(z.string(), z.unknown())),
});
export type Document = z.infer<typeof Document>;

/** All that a server serves, with whatever it has only where it is asked for. */
export const serveAll = async (): Promise<Http> => {
  const { app } = await openInstallation({ hasher: quickHasher() });
  return createHttp(app, { metrics });
};

export const textIn = async (http: Http): Promise<string> => {
  const response = await http.fetch(new Request('https://tenantry.test/openapi.json'));
  return response.text();
};

/** The description of all that. */
export const described = async (): Promise<Document> =>
  Document.parse(JSON.parse(await textIn(await serveAll())));

/** They are not read, and only have their place. */
export const metrics: NonNullable<HttpOptions['metrics']> = {
  answered: () => {},
  contentType: 'text/plain',
  count: () => {},
  text: async () => '',
  watch: () => {},
};
