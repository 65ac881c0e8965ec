import { StoreUnavailable } from '@tenantry/domain';
import * as postgres from '@tenantry/postgres';
import { describe, expect, it } from 'vitest';
import { installed } from './store-packages.ts';
import { verifyOver } from './verify-store.ts';
import type { Violation } from './violation.ts';

const violation: Violation = { invariant: 'INV3', check: 'orphan', table: 'app', id: '1' };

/** A store that finds one violation, and then meets a fault. */
const failing = (fault: Error) => ({
  ...installed,
  postgres: async () => ({
    ...postgres,
    verifyPostgres: async function* () {
      yield { ...violation, invariant: 'INV3' as const };
      throw fault;
    },
  }),
});

const told = async (url: string, stores = installed): Promise<readonly unknown[]> => {
  const seen: unknown[] = [];
  try {
    for await (const found of verifyOver(url, stores)) seen.push(found);
  } catch (fault) {
    seen.push(fault);
  }
  return seen;
};

describe('a store that is verified', () => {
  const url = 'postgres://db.test/tenantry';

  it('tells what it finds, and then its fault, under the setting that names it', async () => {
    const cause = new Error('lost');
    expect(await told(url, failing(cause))).toEqual([
      violation,
      new Error('TENANTRY_DATABASE cannot be verified', { cause }),
    ]);
  });

  it('is unavailable where that is all that is wrong', async () => {
    const [, fault] = await told(url, failing(new StoreUnavailable('away')));
    expect(fault).toBeInstanceOf(StoreUnavailable);
  });

  it('is one that can be opened, and lasts', async () => {
    expect(await told('x')).toEqual([
      new Error('TENANTRY_DATABASE: must be sqlite:PATH, postgres://USER@HOST/DATABASE or memory:'),
    ]);
    expect(await told('memory:')).toEqual([
      expect.objectContaining({ message: expect.stringContaining('nothing to verify') }),
    ]);
    const missing = { code: 'ERR_MODULE_NOT_FOUND' };
    const without = {
      ...installed,
      postgres: () =>
        Promise.reject(Object.assign(new Error("no package '@tenantry/postgres'"), missing)),
    };
    expect(await told(url, without)).toEqual([
      expect.objectContaining({ message: expect.stringContaining('please install it') }),
    ]);
  });
});
