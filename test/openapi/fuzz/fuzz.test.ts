import { memoryPersistence } from '@tenantry/memory';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Store, stores } from '../../embed/stores.ts';
import { undescribed } from '../../protocols/described.ts';
import { openInstallation } from '../../protocols/installation.ts';
import { quickHasher } from '../../protocols/quick-hasher.ts';
import { rounds } from '../../rounds.ts';
import { textIn } from '../served.ts';
import { readDocument } from './document.ts';
import type { Made } from './made.ts';
import { poolOf } from './pool.ts';
import { draftsOf, meet } from './requests.ts';

/** Each takes a thousand requests: one that is long in use is slower to ask. */
const installations = rounds(3);
const draftsEach = 250;
/** Each draft meets other things each time. */
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

/** What has come of requests so far. */
interface Seen {
  /** By operation and fault, each with the request that showed it last. */
  readonly faults: Map<string, string>;
  readonly succeeded: Set<string>;
  readonly asked: Set<string>;
}

/** Asks an installation of its own on a store, whose answers go through `twist`. */
async function ask(
  { faults, succeeded, asked }: Seen,
  seed: number,
  { open }: Pick<Store, 'open'>,
  twist: (response: Response) => Response = (response) => response,
): Promise<void> {
  const store = await open();
  onTestFinished(() => store.close());
  const installation = await openInstallation({ hasher: quickHasher(), around: () => store });
  const { http } = installation;
  const described = readDocument(await textIn(http));
  const pool = await poolOf(installation);
  const next = chanceFrom(seed);
  const drafts = fc.sample(draftsOf(described), { numRuns: draftsEach, seed });
  for (const draft of Array.from({ length: times }, () => drafts).flat()) {
    const made = meet(draft, pool, 'https://tenantry.test', next);
    const response = twist(await http.fetch(made.request));
    const text = await response.text();
    const isData = !(response.headers.get('Content-Type') ?? '').startsWith('text/plain');
    const found = [
      ...faultsOf(made, response),
      ...(isData ? await undescribed(made.request, response, text) : []),
    ];
    for (const fault of found) {
      const place = `${made.operation.id} ${fault}`;
      faults.set(place, `${place}\n  ${made.text}\n  ${text.slice(0, 500)}`);
    }
    pool.harvest(made, response, text);
    asked.add(made.operation.id);
    if (response.ok) succeeded.add(made.operation.id);
  }
}

const memory: Pick<Store, 'open'> = { open: async () => memoryPersistence() };

const nothingSeen = (): Seen => ({ faults: new Map(), succeeded: new Set(), asked: new Set() });

describe('the interface', { timeout: 1_200_000 }, () => {
  it('keeps to its description whatever comes', async () => {
    const seen = nothingSeen();
    for (let round = 0; round < installations; round += 1)
      await ask(seen, 20_261_122 + round, stores[round % stores.length] ?? memory);
    expect([...seen.faults.values()].slice(0, 20).join('\n')).toBe('');
    // An operation that never succeeds was not looked into, only knocked at: in a short run few are.
    const knocked = [...seen.asked].filter((id) => !seen.succeeded.has(id));
    if (installations >= 20) expect(knocked).toEqual([]);
    else expect(knocked.length).toBeLessThan(seen.asked.size / 6);
  });

  it('is looked at in earnest: what departs is found', async () => {
    const seen = nothingSeen();
    await ask(seen, 1, memory, (response) => {
      const { status, headers } = response;
      if (status === 201) return new Response('{}', { status, headers });
      return status === 401 ? new Response(response.body, { status: 202, headers }) : response;
    });
    const found = [...seen.faults.keys()].join('\n');
    expect(found).toMatch(/ was let in without a proof$/m);
    expect(found).toMatch(/ no status 202$/m);
    expect(found).toMatch(/ 201 .*required property/m);
  });
});
