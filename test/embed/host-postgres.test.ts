import { hostLaws } from './host-laws.ts';
import { postgresHosts } from './host-postgres-databases.ts';
import { hostSequences } from './host-sequences.ts';

for (const host of postgresHosts) {
  hostLaws(host);
  hostSequences(host);
}
