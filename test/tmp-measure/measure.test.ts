import { memoryPersistence } from '@tenantry/memory';
import { modelled, taleCommands } from '@tenantry/testing';
import fc from 'fast-check';
import { it } from 'vitest';
const outcomeOf = (answer: any): string => {
  if (typeof answer !== 'object' || answer === null) return 'nothing';
  if ('sent' in answer) return Number(answer.sent) > 0 ? 'sent' : 'nothing';
  if ('error' in answer) return String(answer.error.kind);
  if (answer.value?.matches === false) return 'no match';
  return 'replayed' in answer ? 'replayed' : 'ok';
};
it('measure', async () => {
  const n = Number(process.env.N ?? 160);
  const counts = new Map<string, number[]>();
  const t0 = Date.now();
  let uses = 0;
  for (const seed of [1]) {
    for (const [i, tale] of fc.sample(taleCommands(60), { numRuns: n, seed }).entries()) {
      const world = await modelled(memoryPersistence());
      await fc.asyncModelRun(() => ({ model: world.model, real: world }), tale);
      const seen = new Set<string>();
      for (const { use, answer, dryRun } of world.told) { uses++; seen.add(`${use}${dryRun ? ', tried' : ''}: ${outcomeOf(answer)}`); }
      for (const s of seen) { const c = counts.get(s) ?? []; c.push(i); counts.set(s, c); }
    }
  }
  const rows = [...counts].sort((a, b) => a[0] < b[0] ? -1 : 1).map(([s, c]) => `${String(c.length).padStart(4)} first ${c[0]} ${s}`);
  console.log(rows.join('\n'));
  console.log('ms', Date.now() - t0, 'uses', uses);
}, 300000);
