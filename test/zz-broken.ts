import { persistenceContract } from '@tenantry/testing';
import { brokenDepths } from './contract/broken-adapters/depths.ts';
import { brokenExactness } from './contract/broken-adapters/exactness.ts';

for (const { fault, open, caughtBy } of [...brokenDepths, ...brokenExactness]) {
  const law = persistenceContract(async () => open()).find(({ name }) => name === caughtBy);
  const t = performance.now();
  try {
    await law!.check();
    console.log('MISSED', fault);
  } catch (e: any) {
    console.log(
      Math.round(performance.now() - t),
      fault,
      '|',
      e.message.split('\n').slice(0, 2).join(' ').slice(0, 110),
    );
  }
}
