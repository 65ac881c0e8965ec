import { memoryPersistence } from '@tenantry/memory';
import { followsModel, modelled, taleCommands } from '@tenantry/testing';
import fc from 'fast-check';
import { it } from 'vitest';

it('x', async () => {
  await followsModel(async () => memoryPersistence(), { numRuns: 60, maxCommands: 40 });
}, 600000);
it('y', async () => {
  const outcomes = new Map<string, number>();
  for (const tale of fc.sample(taleCommands(40), { numRuns: 80, seed: 1 })) {
    const world = await modelled(memoryPersistence());
    await fc.asyncModelRun(() => ({ model: world.model, real: world }), tale);
    for (const { use, answer } of world.told as any) {
      const k = use + ': ' + (answer?.error?.kind ?? (answer?.replayed ? 'replayed' : 'ok'));
      outcomes.set(k, (outcomes.get(k) ?? 0) + 1);
    }
  }
  console.log(
    [...outcomes]
      .sort()
      .map(([a, b]) => a + ' ' + b)
      .join('\n'),
  );
}, 600000);
