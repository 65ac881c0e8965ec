import { type Failure, type Result, StoreUnavailable } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { Refused } from '../ending/exit.ts';
import { issuesOfFailure } from './failure-issues.ts';
import { patiently } from './patience.ts';

/** Answers one after another, the last for ever; the seconds waited between. */
const trying = async (answers: readonly (() => Result<string, Failure>)[], most = 100) => {
  const waited: number[] = [];
  let tries = 0;
  const result = await patiently(
    async () => {
      const answer = answers[Math.min(tries++, answers.length - 1)];
      if (answer === undefined) throw new Error('nothing to answer');
      return answer();
    },
    async (seconds) => {
      waited.push(seconds);
      return waited.length < most;
    },
  );
  return { result, tries, waited };
};

const busy = (): Result<string, Failure> => ({
  ok: false,
  error: { kind: 'Busy', retryAfter: 3 },
});
const fine = (): Result<string, Failure> => ({ ok: true, value: 'fine' });

describe('patience', () => {
  it('waits as long as it is told, a few times', async () => {
    expect(await trying([busy, busy, fine])).toEqual({ result: fine(), tries: 3, waited: [3, 3] });
    expect(await trying([busy])).toMatchObject({ result: busy(), tries: 5 });
  });

  it('ends once nobody wants to wait any more', async () => {
    expect(await trying([busy], 1)).toEqual({ result: busy(), tries: 1, waited: [3] });
  });

  it('takes what was thrown on the way for the outcome that it is', async () => {
    const away = () => {
      throw new StoreUnavailable('away');
    };
    expect(await trying([away, fine])).toEqual({ result: fine(), tries: 2, waited: [1] });
    const missing = () => {
      throw new Refused({ kind: 'AccountNotFound' });
    };
    expect(await trying([missing])).toMatchObject({ result: { ok: false }, tries: 1 });
    const broken = () => {
      throw new Error('broken');
    };
    await expect(trying([broken])).rejects.toThrow('broken');
  });
});

describe('an outcome as issues', () => {
  it('has a place for each fault, every value in use among them', () => {
    const taken: Failure = {
      kind: 'NameTaken',
      path: ['name'],
      also: [{ kind: 'UserNameTaken', path: ['contact', 'userName'] }],
    };
    expect(issuesOfFailure(taken).map(({ path, code }) => [path, code])).toEqual([
      [['name'], 'NameTaken'],
      [['contact', 'userName'], 'UserNameTaken'],
    ]);
    expect(issuesOfFailure({ kind: 'IdempotencyKeyReused' })[0]?.path).toEqual(['key']);
    expect(issuesOfFailure({ kind: 'AccountNotFound' })[0]?.path).toEqual(['parent']);
    expect(issuesOfFailure({ kind: 'NotPermitted', needed: 'manage' })).toHaveLength(1);
  });
});
