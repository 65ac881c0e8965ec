import { partnerBody } from '../load/partners.ts';
import { another } from '../load/requests.ts';
import { type SuspensionsDone, startSuspensions } from '../load/suspensions.ts';
import { newFolder } from '../places/folder.ts';
import { startPostgres } from '../places/postgres.ts';
import { type Server, type Serving, startServer } from '../places/server.ts';
import type { Comparison, Extent, Row } from '../row.ts';

const creators = 64;

/** Of each round: enough that a hundredth of them is one. */
const suspensions = 100;

type Suspend = Comparison<'suspend'>;

const suspendOn = (store: string): Suspend['rows'] => {
  const suspend: Row = {
    name: `p99 of suspending a parent under ${creators} creators, ${store}`,
    against: 'p99 of a create under the same load',
    bar: { atMost: 3 },
  };
  return { suspend };
};

export const suspendSqlite: Suspend = {
  rows: suspendOn('SQLite'),
  measure: async (extent) => {
    using folder = newFolder();
    return await measured(extent, { database: `sqlite:${folder.file('suspend.db')}` });
  },
};

export const suspendPostgres: Suspend = {
  rows: suspendOn('PostgreSQL'),
  measure: async (extent) => {
    await using postgres = await startPostgres();
    return await measured(extent, { database: await postgres.newDatabase(), poolSize: creators });
  },
};

/** Both are seen in the same run: there is nothing to take turns with. */
async function measured(
  extent: Extent,
  serving: Serving,
): Promise<Awaited<ReturnType<Suspend['measure']>>> {
  await using server = await startServer(serving);
  await using load = startSuspensions();
  const { url, master } = server;
  const job = {
    url,
    apiKey: master.apiKey,
    account: await newPartner(server),
    creators,
    suspensions: extent.some(suspensions),
  };
  await load.run({ ...job, suspensions: extent.some(suspensions / 2) });
  const rounds: SuspensionsDone[] = [];
  while (rounds.length < extent.rounds) rounds.push(await load.run(job));
  return {
    suspend: {
      unit: 'ms',
      ours: rounds.map(({ suspensions: { p99 } }) => p99),
      theirs: rounds.map(({ creates: { p99 } }) => p99),
    },
  };
}

async function newPartner({ url, master }: Server): Promise<string> {
  const response = await fetch(`${url}/v1/accounts`, {
    method: 'POST',
    headers: { api_key: master.apiKey, 'content-type': 'application/json' },
    body: JSON.stringify(partnerBody(another())),
  });
  const made: unknown = await response.json();
  if (typeof made === 'object' && made !== null && 'id' in made && typeof made.id === 'string')
    return made.id;
  throw new Error(`${response.status} in the place of a new partner`);
}
