import { sqliteHosts } from './host-databases.ts';
import { hostLaws } from './host-laws.ts';
import { hostSequences } from './host-sequences.ts';

for (const host of sqliteHosts) {
  hostLaws(host);
  hostSequences(host);
}
