import { schemaSteps } from '@tenantry/container';
import type { Surroundings } from './terminal/surroundings.ts';
import { version } from './version.ts';

/** Our own interface over HTTP is under `/v1`; what breaks its callers makes another one. */
const api = 'v1';

/** Shows the versions of this program, of the last step of the schema and of the interface as JSON. */
export const showVersions = async ({ out }: Surroundings): Promise<void> => {
  const schema = (await schemaSteps()).at(-1);
  out(`${JSON.stringify({ version, schema, api })}\n`);
};
