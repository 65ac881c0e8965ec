import { alternating } from '../alternate.ts';
import { startBarePostgres } from '../bare/postgres.ts';
import { startLoad } from '../load/load.ts';
import { startPostgres } from '../places/postgres.ts';
import { startServer } from '../places/server.ts';
import type { Comparison } from '../row.ts';

const connections = 32;

/** Whole customers over HTTP on PostgreSQL, beside bare pg that writes the same rows. */
export const postgresCreates: Comparison<'rate'> = {
  rows: {
    rate: {
      name: 'whole customers per second over HTTP, PostgreSQL, 32 connections',
      against: 'bare pg with the minimal statements, same concurrency',
      bar: { atLeast: 0.6 },
    },
  },
  measure: async (extent) => {
    await using postgres = await startPostgres();
    await using server = await startServer({
      database: await postgres.newDatabase(),
      poolSize: connections,
    });
    await using bare = await startBarePostgres({
      url: await postgres.newDatabase(),
      connections,
    });
    await using load = startLoad();
    const milliseconds = extent.some(3000);
    const { apiKey, id: parent } = server.master;
    const overHttp = async () => {
      const { perSecond } = await load.run({
        url: server.url,
        connections,
        requests: { kind: 'customers', apiKey, parent },
        until: { milliseconds },
      });
      return perSecond;
    };
    const inserts = () => bare.run(milliseconds);
    return { rate: { unit: 'customers/s', ...(await alternating(extent, overHttp, inserts)) } };
  },
};
