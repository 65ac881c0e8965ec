import { beforeAll, describe, expect, it } from 'vitest';
import { textIn } from '../served.ts';
import { type Operation, operationsIn } from './operations.ts';
import { rows } from './rows.ts';
import { walk } from './walk.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let operations: ReadonlyMap<string, Operation>;

beforeAll(async () => {
  world = await openWorld();
  operations = operationsIn(await textIn(world.http));
});

it('walks', async () => {
  let cells = 0;
  const all: string[] = [];
  for (const [id, operation] of operations) {
    const row = rows[id];
    if (row === undefined) {
      all.push(`${id}: no row`);
      continue;
    }
    const t = performance.now();
    const walked = await walk(world, operation, row);
    cells += walked.cells;
    console.log(id, walked.cells, Math.round(performance.now() - t), operation.places.join(' '));
    all.push(...walked.deviations);
  }
  console.log(cells);
  expect(all).toEqual([]);
}, 60_000);
