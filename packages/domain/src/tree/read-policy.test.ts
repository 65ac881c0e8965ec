import { expect, it } from 'vitest';
import { defaultPolicy, Policy } from '../policy.ts';
import type { RecordReads } from '../ports.ts';
import { policyOf, restorePolicy } from './read-policy.ts';

const noInstallation: RecordReads = {
  installation: async () => undefined,
  findResult: async () => undefined,
  events: async () => [],
};

it('policy is by default what it is where there is no installation yet', async () => {
  expect(await policyOf(noInstallation)).toEqual(defaultPolicy);
});

it('policy is read back from the JSON that a store has kept, and from nothing else', () => {
  const policy = Policy.parse({
    brand: 'Acme',
    passwordMinimum: 20,
    lifetimes: { invitation: 61 },
  });
  expect(restorePolicy(JSON.stringify(policy))).toStrictEqual(policy);
  for (const text of ['', 'null', '{"passwordMinimum":0}', '{"unheard":1}'])
    expect(() => restorePolicy(text)).toThrow(Error);
});
