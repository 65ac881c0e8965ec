import { memoryPersistence } from '@tenantry/memory';
import { freshFiles } from '../contract/fresh-files.ts';
import { freshSchemas } from '../contract/fresh-schemas.ts';
import type { Store } from '../embed/stores.ts';

/** Each store that a program may use, empty, until the test file is over; one file calls it once. */
export const freshStores = (): readonly Store[] => [
  { name: 'memory', open: async () => memoryPersistence() },
  { name: 'sqlite', open: freshFiles() },
  { name: 'postgres', open: freshSchemas() },
];
