import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ok } from '../result.ts';
import { type Paged, paged, pageOf } from './page.ts';
import { sliceOf } from './slice.ts';

const whole = (name: string, least: number) => ({
  path: [name],
  code: 'format',
  message: `must be a whole number of ${least} or more`,
});
const refused = (...issues: readonly object[]) => ({
  ok: false,
  error: { kind: 'Invalid', issues },
});

describe('a part of a counted list', () => {
  it.each([
    [{}, { skip: 0, limit: 50 }],
    [
      { skip: undefined, limit: undefined },
      { skip: 0, limit: 50 },
    ],
    [
      { skip: 7, limit: 1 },
      { skip: 7, limit: 1 },
    ],
    [{ limit: 200 }, { skip: 0, limit: 200 }],
    [{ limit: 201 }, { skip: 0, limit: 200 }],
  ])('%j is %j', (asked, slice) => {
    expect(sliceOf(asked)).toEqual(ok(slice));
  });

  it.each([
    [{ skip: -1 }, [whole('skip', 0)]],
    [{ skip: 0.5 }, [whole('skip', 0)]],
    [{ limit: 0 }, [whole('limit', 1)]],
    [{ limit: 2 ** 53 }, [whole('limit', 1)]],
    [{ skip: Number.NaN, limit: Number.NaN }, [whole('skip', 0), whole('limit', 1)]],
  ])('cannot be %j', (asked, issues) => {
    expect(sliceOf(asked)).toEqual(refused(...issues));
  });
});

describe('a page', () => {
  const ask = (page: Paged<unknown>) =>
    paged(page, z.int(), async (request, limit) => ok({ request, limit }));

  it('is asked for with one entry more than are shown', async () => {
    expect(await ask({})).toEqual(ok({ request: { limit: 51 }, limit: 50 }));
    expect(await ask({ after: 5, limit: 2 })).toEqual(
      ok({ request: { after: 5, limit: 3 }, limit: 2 }),
    );
    expect(await ask({ limit: 300 })).toEqual(ok({ request: { limit: 201 }, limit: 200 }));
  });

  it('is refused where the limit is none, or what it comes after can be nothing', async () => {
    expect(await ask({ limit: 0 })).toEqual(refused(whole('limit', 1)));
    expect(await ask({ after: 'x' })).toEqual(
      refused({ path: ['after'], code: 'format', message: 'is not written as it must be' }),
    );
  });

  it('names what comes next where there is more', () => {
    const cursorOf = (item: number) => `after ${item}`;
    expect(pageOf([], 2, cursorOf)).toStrictEqual({ items: [] });
    expect(pageOf([1, 2], 2, cursorOf)).toStrictEqual({ items: [1, 2] });
    expect(pageOf([1, 2, 3], 2, cursorOf)).toStrictEqual({ items: [1, 2], next: 'after 2' });
  });
});
