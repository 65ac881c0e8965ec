import { memoryPersistence } from '@tenantry/memory';
import { modelled, taleCommands } from '@tenantry/testing';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
const src = readFileSync('test/contract/model.test.ts','utf8');
const wanted = new Set([...src.slice(src.indexOf('const expectedOutcomes')).matchAll(/^  '([^']+)',$/gm)].map((m) => m[1]));
for (const u of ['customers.create','partners.create','partners.update','registers.open','registers.register','apps.create']) for (const k of ['ok','replayed','Invalid','NotPermitted']) wanted.add(u+': '+k);
for (const m of src.slice(src.indexOf('const endings'), src.indexOf('const expectedOutcomes')).matchAll(/'([^']+)'/g)) wanted.add(m[1]+': ok');
const outcomeOf = (answer: any) => 'sent' in answer ? (answer.sent > 0 ? 'sent' : 'nothing') : answer.error ? answer.error.kind : 'replayed' in answer ? 'replayed' : 'ok';
for (const seed of [1,2,3,4]) {
  const left = new Set(wanted);
  const t0 = process.cpuUsage().user;
  let n = 0, told = 0;
  for (const tale of fc.sample(taleCommands(60), { numRuns: 90, seed })) {
    const world = await modelled(memoryPersistence());
    await fc.asyncModelRun(() => ({ model: world.model, real: world }), tale);
    n++; told += world.told.length;
    for (const { use, answer } of world.told) left.delete(use + ': ' + outcomeOf(answer));
    if (left.size === 0) break;
  }
  console.log(seed, n, told, (process.cpuUsage().user - t0) / 1e6, [...left].join(' | '));
}
