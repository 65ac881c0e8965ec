import { migrationSql } from '@tenantry/container';
import type { Surroundings } from './terminal/surroundings.ts';
import { version } from './version.ts';

/** Our own interface over HTTP is under `/v1`; what breaks its callers makes another one. */
const api = 'v1';

/** Shows the versions of this program, of the last step of the schema and of the interface as JSON. */
export const showVersions = async ({ out }: Surroundings): Promise<void> => {
  // Each step is headed by its name, whatever the dialect.
  const steps = [...(await migrationSql('sqlite:any')).matchAll(/^-- (\d{4}-\S+)$/gm)];
  out(`${JSON.stringify({ version, schema: steps.at(-1)?.[1], api })}\n`);
};
