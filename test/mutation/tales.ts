import { memoryPersistence } from '@tenantry/memory';
import { followsModel } from '@tenantry/testing';
import { expect, it } from 'vitest';

it.each([1, 2, 3, 4, 5])('an application answers as the model says, in tale %i', async (seed) => {
  const open = async () => memoryPersistence();
  const options = { numRuns: 1, maxCommands: 60, seed, endOnFailure: true };
  await expect(followsModel(open, options)).resolves.toBeUndefined();
});
