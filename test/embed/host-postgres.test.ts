import { afterAll } from 'vitest';
import { hostLaws } from './host-laws.ts';
import { closeDatabases, postgresHosts } from './host-postgres-databases.ts';
import { hostSequences } from './host-sequences.ts';

afterAll(closeDatabases);

for (const host of postgresHosts) {
  hostLaws(host);
  hostSequences(host);
}
