import { bindLaws, persistenceContract } from '@tenantry/testing';
import { describe, it } from 'vitest';
import { brokenHolds } from './broken-adapters/holds.ts';
import { brokenParallel } from './broken-adapters/parallel.ts';
import { parallelPersistence } from './broken-adapters/parallel-store.ts';

const meant = new Set([...brokenHolds, ...brokenParallel].map(({ caughtBy }) => caughtBy));

// Whatever its broken variants are caught by, it is not for being a stand-in.
bindLaws(
  { describe, it },
  'a stand-in that runs units at once',
  persistenceContract(async () => parallelPersistence()).filter(({ name }) => meant.has(name)),
);
