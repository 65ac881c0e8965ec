import type { Failure, Maintained, Result } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { upkeep } from './upkeep.ts';

const counts = { results: 2, sessions: 0, resets: 0, tries: 0, messages: 0 };
type Answer = Result<Maintained, Failure>;

/** As what waits with a signal: it ends by the signal's reason alone. */
const untilAborted = async (signal: AbortSignal): Promise<never> => {
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  throw signal.reason;
};

/** Rounds that are due one after another; after the last one nothing is, until it is stopped. */
const dueTimes =
  (rounds: number, over: () => void) =>
  (round: number, signal: AbortSignal): Promise<unknown> => {
    if (round < rounds) return Promise.resolve();
    over();
    return untilAborted(signal);
  };

const kept = async (answers: readonly (() => Promise<Answer>)[]) => {
  const lines: unknown[] = [];
  let running = 0;
  let most = 0;
  let asked = 0;
  const over = Promise.withResolvers<void>();
  const keeping = upkeep(
    async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      const answer = await answers[asked++]?.().finally(() => running--);
      return answer ?? { ok: true, value: counts };
    },
    { log: (level, message, facts) => lines.push([level, message, facts]), count: () => undefined },
    dueTimes(answers.length, over.resolve),
  );
  await over.promise;
  await keeping.stop();
  return { lines, most, asked };
};

describe('upkeep', () => {
  it('goes on, one round at a time, whatever became of a round', async () => {
    const fault = new Error('gone');
    const { lines, most, asked } = await kept([
      async () => ({ ok: true, value: counts }),
      async () => ({ ok: false, error: { kind: 'Unavailable', retryAfter: 1 } }),
      () => Promise.reject(fault),
      async () => ({ ok: true, value: counts }),
    ]);
    expect({ most, asked }).toEqual({ most: 1, asked: 4 });
    expect(lines).toEqual([
      ['debug', 'forgot what is over', counts],
      ['warn', 'nothing could be forgotten just now', { kind: 'Unavailable' }],
      ['error', 'maintenance failed', { fault }],
      ['debug', 'forgot what is over', counts],
    ]);
  });

  it('is told to stop in the middle of a round, and begins no other', async () => {
    const lines: string[] = [];
    const begun = Promise.withResolvers<void>();
    let rounds = 0;
    const keeping = upkeep(
      (signal) => {
        rounds++;
        begun.resolve();
        return untilAborted(signal);
      },
      { log: (_, message) => lines.push(message), count: () => undefined },
      () => Promise.resolve(),
    );
    await begun.promise;
    await keeping.stop();
    expect({ rounds, lines }).toEqual({ rounds: 1, lines: [] });
  });

  it('tells a fault of the round in which it is told to stop', async () => {
    const lines: unknown[] = [];
    const fault = new Error('gone');
    const begun = Promise.withResolvers<void>();
    const keeping = upkeep(
      (signal) => {
        begun.resolve();
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(fault));
        });
      },
      { log: (_, message, facts) => lines.push([message, facts]), count: () => undefined },
      () => Promise.resolve(),
    );
    await begun.promise;
    await keeping.stop();
    expect(lines).toEqual([['maintenance failed', { fault }]]);
  });
});
