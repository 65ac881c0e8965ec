import { expect, it } from 'vitest';
import type { Secrets } from '../ports.ts';
import { adoptSecret, secretCheck } from './secret-check.ts';

/** Shows what is derived of which secret, the newest first. */
const secretsOf = (newest: string, ...older: readonly string[]): Secrets => {
  const under = (secret: string) => (text: string) => `${text} under ${secret}`;
  return {
    random: (length) => new Uint8Array(length),
    digest: (text) => `digest of ${text}`,
    derive: (purpose, message) => {
      const text = `${purpose} ${message}`;
      return [under(newest)(text), ...older.map((secret) => under(secret)(text))];
    },
    seal: (_, __, text) => text,
    unseal: (_, __, sealed) => sealed,
    signToken: async () => '',
    readToken: async () => undefined,
  };
};

/** Whether a process with these secrets may use an installation, and the check that stands after. */
const adopting = async (check: string, secrets: Secrets) => {
  let secretCheck = check;
  const records = {
    installation: async () => ({ secretCheck }),
    setSecretCheck: async (next: string) => {
      secretCheck = next;
    },
  };
  const inUnit = (work: (unit: object) => unknown) => work({ records });
  const persistence = { read: inUnit, transact: inUnit };
  const isAdopted: unknown = await Reflect.apply(adoptSecret, undefined, [
    { persistence, secrets },
  ]);
  return [isAdopted, secretCheck];
};

it('the check of a secret is made in the same way by every version', () => {
  expect(secretCheck(secretsOf('new', 'old'))).toBe('digest of check tenantry under new');
});

it('an installation is used by whoever has its secret, the newest of which it keeps', async () => {
  const [old, next] = [secretCheck(secretsOf('old')), secretCheck(secretsOf('new'))];
  expect(await adopting(old, secretsOf('old'))).toEqual([true, old]);
  expect(await adopting(old, secretsOf('new', 'old'))).toEqual([true, next]);
  expect(await adopting(old, secretsOf('new'))).toEqual([false, old]);
});
