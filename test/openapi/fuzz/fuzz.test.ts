import fc from 'fast-check';
import { expect, it } from 'vitest';
import { undescribed } from '../../protocols/described.ts';
import { openInstallation } from '../../protocols/installation.ts';
import { quickHasher } from '../../protocols/quick-hasher.ts';
import { rounds } from '../../rounds.ts';
import { textIn } from '../served.ts';
import { readDocument } from './document.ts';
import { poolOf } from './pool.ts';
import { draftsOf, type Made, meet } from './requests.ts';

/** Twenty thousand in all; an installation that is long in use is slower to ask. */
const installations = rounds(20);
/** Each draft meets other things each time. */
const draftsEach = 250;
const times = 4;

/** Numbers without an order, the same for one seed (a linear congruence after Knuth). */
const chanceFrom = (seed: number) => {
  let state = BigInt(seed);
  return (): number => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
    return Number(state >> 33n);
  };
};

/** What is wrong with an answer, besides what its description says of that. */
const faultsOf = ({ operation, manner }: Made, { status, headers }: Response) => [
  ...(status >= 500 ? [`answered ${status}`] : []),
  ...(headers.get('X-Request-Id') === null ? ['has no request id'] : []),
  ...(status < 400 && manner.endsWith('proven') && operation.proofs.length > 0
    ? ['was let in without a proof']
    : []),
];

it('keeps to its description whatever comes', { timeout: 1_200_000 }, async () => {
  const answered = new Map<string, Map<number, number>>();
  /** By operation and fault, each with the request that showed it last. */
  const found = new Map<string, string>();
  const seed = 20_261_122;
  for (let round = 0; round < installations; round += 1) {
    const installation = await openInstallation({ hasher: quickHasher() });
    const { http } = installation;
    const described = readDocument(await textIn(http));
    const pool = await poolOf(installation);
    const next = chanceFrom(seed + round);
    const drafts = fc.sample(draftsOf(described), { numRuns: draftsEach, seed: seed + round });
    for (const draft of Array.from({ length: times }, () => drafts).flat()) {
      const made = meet(draft, pool, 'https://tenantry.test', next);
      const response = await http.fetch(made.request);
      const text = await response.text();
      const isJson = !(response.headers.get('Content-Type') ?? '').startsWith('text/plain');
      const faults = [
        ...faultsOf(made, response),
        ...(isJson ? await undescribed(made.request, response, text) : []),
      ];
      for (const fault of faults) {
        const place = `${made.operation.id} ${fault}`;
        found.set(place, `${place}\n  ${made.text}\n  ${text.slice(0, 500)}`);
      }
      pool.harvest(made, response, text);
      const counts = answered.get(made.operation.id) ?? new Map<number, number>();
      counts.set(response.status, (counts.get(response.status) ?? 0) + 1);
      answered.set(made.operation.id, counts);
    }
  }
  expect([...found.values()].slice(0, 20).join('\n')).toBe('');
  const table = [...answered].map(([id, counts]) => [id, [...counts].toSorted()] as const);
  // An operation that never succeeds was not looked into, only knocked at.
  const neverReached = table.filter(([, counts]) => counts.every(([status]) => status >= 300));
  expect(neverReached).toEqual([]);
});
