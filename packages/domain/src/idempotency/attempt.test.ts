import { expect, it } from 'vitest';
import { as } from '../access/caller.ts';
import { AccountId } from '../values/ids.ts';
import { attemptOf, type Codec } from './attempt.ts';

const id = AccountId.parse('018f0000-0000-7000-8000-000000000001');
const codec: Codec<string> = { accountOf: () => id, write: (text) => text, read: (text) => text };
const ports = {
  clock: { now: () => new Date(0) },
  secrets: {
    derive: (purpose: string, text: string) => [`${purpose} ${text}`],
    seal: (_: string, __: string, text: string) => text,
  },
};

/** The same attempt is under way in another unit, or has been kept by one. */
const records = {
  holdResult: async () => false,
  addResult: async () => ({ ok: false, error: { taken: 'Result' } }),
};

it.each(['hold', 'keep'])('an attempt that another makes just now is put off: %s', async (step) => {
  const context = { caller: as.account(id), idempotencyKey: 'k' };
  const command = () => ({});
  const attempt: ReturnType<typeof attemptOf<string>> = Reflect.apply(attemptOf, undefined, [
    ports,
    context,
    'customers.create',
    command,
    codec,
  ]);
  if (!attempt.ok || attempt.value === undefined) throw new Error('a key names an attempt');
  const answer: unknown = Reflect.apply(Reflect.get(attempt.value, step), undefined, [
    records,
    'x',
  ]);
  expect(await answer).toEqual({ ok: false, error: { kind: 'InProgress', retryAfter: 1 } });
});
