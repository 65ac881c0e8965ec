import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { alternating } from '../alternate.ts';
import { startBareArgon2 } from '../bare/argon2.ts';
import { type Loaded, startLoad } from '../load/load.ts';
import { newFolder } from '../places/folder.ts';
import { type Server, startServer } from '../places/server.ts';
import type { Comparison, Extent, Pair } from '../row.ts';

/** As a process has it where nothing is said. */
const concurrency = Math.min(4, availableParallelism());

/** As many as can run or wait, and about as many again who are turned away. */
const crowd = 2 * (64 + concurrency);

/** Enough that some always wait for a hash, and none is turned away. */
const registering = 16;

/** Whoever else asks, and how often in a second: far from all that one process can answer. */
const reading = { connections: 4, pace: 200 } as const;

/** Passwords are slow on purpose: what that costs whoever has none, and what it costs besides. */
export const hashing: Comparison<'others' | 'registrations' | 'basic'> = {
  rows: {
    others: {
      name: 'p99 of other requests while the hash queue is full',
      against: 'p99 of the same requests alone',
      bar: { atMost: 3 },
    },
    registrations: {
      name: 'registrations per second over HTTP',
      against: 'bare argon2id, same parameters and concurrency',
      bar: { atLeast: 0.9 },
    },
    basic: {
      name: 'Basic-authenticated creates per second, one caller',
      against: 'the same creates with an API key',
      bar: { atLeast: 0.7 },
    },
  },
  measure: async (extent) => {
    using folder = newFolder();
    await using server = await startServer({
      database: `sqlite:${folder.file('hashing.db')}`,
      hashConcurrency: concurrency,
    });
    return {
      others: await others(extent, server),
      registrations: await registrations(extent, server),
      basic: await basic(extent, server),
    };
  },
};

/** A cheap read at a steady pace, while more people register than can be hashed for. */
async function others(extent: Extent, { url, master }: Server): Promise<Pair> {
  await using few = startLoad();
  await using crowding = startLoad();
  const milliseconds = extent.some(3000);
  /** Until the queue has filled. */
  const before = extent.some(500);
  const { apiKey, id } = master;
  const alone = () =>
    few.run({
      url,
      ...reading,
      requests: { kind: 'account', apiKey, id },
      until: { milliseconds },
    });
  const amongMany = async (): Promise<Loaded> => {
    const crowded = crowding.run({
      url,
      connections: crowd,
      patient: true,
      requests: { kind: 'registrations', apiKey, parent: id },
      until: { milliseconds: before + milliseconds },
    });
    const [{ refused }, seen] = await Promise.all([crowded, sleep(before).then(alone)]);
    if (refused === 0) throw new Error('the hash queue was never full');
    return seen;
  };
  const { ours, theirs } = await alternating(extent, amongMany, alone);
  return { unit: 'ms', ours: ours.map(({ p99 }) => p99), theirs: theirs.map(({ p99 }) => p99) };
}

async function registrations(extent: Extent, { url, master }: Server): Promise<Pair> {
  await using load = startLoad();
  await using bare = startBareArgon2();
  const milliseconds = extent.some(2000);
  const overHttp = async () => {
    const { perSecond } = await load.run({
      url,
      connections: registering,
      requests: { kind: 'registrations', apiKey: master.apiKey, parent: master.id },
      until: { milliseconds },
    });
    return perSecond;
  };
  const hashes = () => bare.run({ milliseconds, concurrency });
  return { unit: 'accounts/s', ...(await alternating(extent, overHttp, hashes)) };
}

/** Partners without a phrase: in what is made itself nothing is hashed slowly. */
async function basic(extent: Extent, { url, master }: Server): Promise<Pair> {
  await using load = startLoad();
  const milliseconds = extent.some(2000);
  const { userName, password, apiKey } = master;
  const encoded = Buffer.from(`${userName}:${password}`).toString('base64');
  const creating = (proof: Readonly<Record<string, string>>) => async () => {
    const { perSecond } = await load.run({
      url,
      connections: 1,
      requests: { kind: 'partners', proof },
      until: { milliseconds },
    });
    return perSecond;
  };
  const byPassword = creating({ authorization: `Basic ${encoded}` });
  const byKey = creating({ api_key: apiKey });
  return { unit: 'partners/s', ...(await alternating(extent, byPassword, byKey)) };
}
