import { memoryPersistence } from '@tenantry/memory';
import { bindLaws, persistenceContract } from '@tenantry/testing';
import { describe, it } from 'vitest';

bindLaws(
  { describe, it },
  'the memory store',
  persistenceContract(async () => memoryPersistence()),
);
