import { defaultPolicy } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { snapshotsOf } from './snapshots.ts';
import { commitTables, openTables, type Tables } from './tables.ts';

const setUp = () => {
  const committed = openTables();
  const snapshots = snapshotsOf(committed);
  const commit = (secretCheck: string): void => {
    const layer = openTables(committed);
    const createdAt = new Date(0);
    layer.installation.set('installation', { policy: defaultPolicy, secretCheck, createdAt });
    snapshots.end();
    commitTables(layer);
  };
  /** A read that asks once it is told to. */
  const begin = () => {
    const told = Promise.withResolvers<void>();
    const answer = snapshots.during(async (tables) => {
      await told.promise;
      return checkIn(tables);
    });
    return { ask: told.resolve, answer };
  };
  return { committed, commit, begin };
};

const checkIn = ({ installation }: Tables) => installation.get('installation')?.secretCheck;

describe('snapshots', () => {
  it('show each read what stood when it began', async () => {
    const { commit, begin } = setUp();
    const before = begin();
    commit('one');
    const [between, beside] = [begin(), begin()];
    commit('two');
    const after = begin();
    for (const { ask } of [after, before, beside, between]) ask();
    const answers = [before, between, beside, after].map(({ answer }) => answer);
    expect(await Promise.all(answers)).toEqual([undefined, 'one', 'one', 'two']);
  });

  it('keep nothing for reads that are over', async () => {
    const { committed, commit, begin } = setUp();
    const [long, short] = [begin(), begin()];
    short.ask();
    await short.answer;
    commit('one');
    const { pins } = committed.installation;
    expect(pins.size).toBe(1);
    long.ask();
    await long.answer;
    expect(pins.size).toBe(0);

    const next = begin();
    next.ask();
    await next.answer;
    commit('two');
    expect(pins.size).toBe(0);
  });
});
