import { describe, expect, it } from 'vitest';
import { postgresMigrationSql } from './migration-sql.ts';
import { migratePostgres, openPostgres } from './open.ts';
import { ourLongest, placeOf } from './place.ts';
import { verifyPostgres } from './verify.ts';

/** Nobody listens there. */
const url = 'postgres://127.0.0.1:1/x';

describe('prefix and schema', () => {
  it.each([
    {},
    { prefix: '' },
    { prefix: 'p'.repeat(40) },
    { schema: 's' },
    { schema: 's'.repeat(63) },
    { prefix: 'é'.repeat(20), schema: 'é'.repeat(31) },
  ])('may be %j', (place) => {
    expect(placeOf(place)).toEqual({ prefix: 'tenantry_', ...place });
  });

  it.each([
    ['prefix', 'p'.repeat(41)],
    ['prefix', 'é'.repeat(21)],
    ['prefix', 'a\0b'],
    ['schema', ''],
    ['schema', 's'.repeat(64)],
    ['schema', 'é'.repeat(32)],
    ['schema', 'a\0b'],
    ['schema', '\ud800'],
  ])('are refused at every door where %s is %j', async (option, name) => {
    const place = { [option]: name };
    const doors = [
      () => openPostgres({ url, ...place }),
      () => migratePostgres({ url, ...place }),
      () => postgresMigrationSql(place),
      () => verifyPostgres({ url, ...place }).next(),
    ];
    for (const door of doors) {
      const refused = await door().catch((fault: unknown) => fault);
      expect(refused).toBeInstanceOf(TypeError);
      expect(refused).toMatchObject({ message: expect.stringMatching(`^${option} must be`) });
    }
  });

  it('leave room for the longest name that we give', async () => {
    const names = (await postgresMigrationSql({ prefix: 'ours:' })).matchAll(/"ours:([^"]+)"/g);
    const lengths = Array.from(names, ([, name = '']) => Buffer.byteLength(name));
    expect(Math.max(...lengths)).toBe(ourLongest.length);
  });
});
