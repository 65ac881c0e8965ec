import { describe, expect, it } from 'vitest';
import { boundedQueue } from './bounded-queue.ts';

const limits = { concurrency: 2, queue: 3, perSecond: 100 };

/** Work that ends when it is told to. */
const held = () => {
  let finish = () => {};
  const ended = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return { work: () => ended, finish: () => finish() };
};

describe('a bounded queue', () => {
  it('runs no more at once than it may, in the order in which work came', async () => {
    const { enqueue } = boundedQueue(limits);
    const started: number[] = [];
    let running = 0;
    let most = 0;
    const outcomes = await Promise.all(
      [0, 1, 2, 3, 4].map((number) =>
        enqueue(async () => {
          started.push(number);
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setImmediate(resolve));
          running -= 1;
          return number;
        }),
      ),
    );
    expect(most).toBe(2);
    expect(started).toEqual([0, 1, 2, 3, 4]);
    expect(outcomes).toEqual([0, 1, 2, 3, 4].map((value) => ({ ok: true, value })));
  });

  it('turns away at once what finds it full, and takes work again afterwards', async () => {
    const { enqueue } = boundedQueue({ ...limits, concurrency: 1, queue: 1 });
    const first = held();
    const taken = [enqueue(first.work), enqueue(async () => {})];
    await expect(enqueue(async () => {})).resolves.toEqual({
      ok: false,
      error: { kind: 'Busy', retryAfter: 1 },
    });
    first.finish();
    await Promise.all(taken);
    await expect(enqueue(async () => 'done')).resolves.toEqual({ ok: true, value: 'done' });
  });

  it('knows how it stands', async () => {
    const { enqueue, figures } = boundedQueue({ ...limits, concurrency: 1, queue: 1 });
    expect(figures()).toEqual({ running: 0, waiting: 0, refused: 0 });
    const first = held();
    const taken = [enqueue(first.work), enqueue(async () => {})];
    await Promise.all([enqueue(async () => {}), enqueue(async () => {})]);
    expect(figures()).toEqual({ running: 1, waiting: 1, refused: 2 });
    first.finish();
    await Promise.all(taken);
    expect(figures()).toEqual({ running: 0, waiting: 0, refused: 2 });
  });

  it('asks for more patience the longer its queue is', async () => {
    const { enqueue } = boundedQueue({ concurrency: 1, queue: 1000, perSecond: 100 });
    const first = held();
    const taken = [
      enqueue(first.work),
      ...Array.from({ length: 1000 }, () => enqueue(async () => {})),
    ];
    await expect(enqueue(async () => {})).resolves.toMatchObject({ error: { retryAfter: 10 } });
    first.finish();
    await Promise.all(taken);
  });

  it('keeps its places when work throws', async () => {
    const { enqueue } = boundedQueue({ ...limits, concurrency: 1, queue: 0 });
    const fault = new Error('out of memory');
    await expect(enqueue(() => Promise.reject(fault))).rejects.toBe(fault);
    await expect(
      enqueue(() => {
        throw fault;
      }),
    ).rejects.toBe(fault);
    await expect(enqueue(async () => 1)).resolves.toEqual({ ok: true, value: 1 });
  });

  it.each([
    { ...limits, concurrency: 0 },
    { ...limits, concurrency: 1.5 },
    { ...limits, concurrency: Number.NaN },
    { ...limits, queue: -1 },
  ])('refuses limits that make no sense: %o', (wrong) => {
    expect(() => boundedQueue(wrong)).toThrow(RangeError);
  });
});
