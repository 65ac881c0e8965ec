import { memoryPersistence } from '@tenantry/memory';
import { agrees, followsModel } from '@tenantry/testing';
import { brokenStores } from './contract/broken-stores.ts';
import { faultOf, optionsIn } from './contract/printed.ts';
for (const { fault, open } of brokenStores.slice(0, 4)) for (const f of [(o: any) => agrees(async () => memoryPersistence(), async () => open(), o), (o: any) => followsModel(async () => open(), o)]) {
  const { message } = await faultOf(f({ numRuns: 1000, maxCommands: 12 }));
  const again = await faultOf(f(optionsIn(message))).catch((e) => e);
  const s = /shrunk \d+ times/;
  console.log(fault, again.message.replace(s, '') === message.replace(s, ''), message.match(/\(shrunk.*/)?.[0], again.message.match(/\(shrunk.*/)?.[0]);
}
