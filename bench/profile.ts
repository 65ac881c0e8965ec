/**
 * `pnpm bench:profile`: says where the time of the rows goes that are furthest from their bars, as shares
 * of what the main thread of ours is at work, and has README.md quote it.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { startLoad } from './load/load.ts';
import { startRelay } from './mail/relay.ts';
import { startSink } from './mail/sink.ts';
import { newFolder } from './places/folder.ts';
import { startImport } from './places/import.ts';
import { startPostgres } from './places/postgres.ts';
import { startServer } from './places/server.ts';
import { written } from './quoted.ts';
import { machine } from './report.ts';
import { profileIn, roomNames, timeByRoom } from './rooms.ts';

/** Enough to be warm, and then so many that are looked at. */
const [warm, many] = [1000, 5000];

type Times = ReadonlyMap<string, number>;

/** Does the work under a profiler, and reads what that wrote when the process had ended. */
async function profiled(
  work: (nodeOptions: readonly string[], warmedUp: () => void) => Promise<void>,
): Promise<Times> {
  using folder = newFolder();
  const profiles = dirname(folder.file('any'));
  const begun = performance.now();
  let from = 0;
  await work(['--cpu-prof', `--cpu-prof-dir=${profiles}`], () => {
    from = (performance.now() - begun) * 1000;
  });
  const [file] = globSync(`${profiles}/*.cpuprofile`);
  if (file === undefined) throw new Error('nothing was profiled');
  return timeByRoom(profileIn(readFileSync(file, 'utf8')), from);
}

const creates = (database: string, connections: number): Promise<Times> =>
  profiled(async (nodeOptions, warmedUp) => {
    await using server = await startServer({ database, poolSize: connections }, { nodeOptions });
    await using load = startLoad();
    const { url, master } = server;
    const job = {
      url,
      connections,
      requests: { kind: 'customers', apiKey: master.apiKey, parent: master.id },
    } as const;
    await load.run({ ...job, until: { requests: warm } });
    warmedUp();
    await load.run({ ...job, until: { requests: many } });
  });

async function onSqlite(): Promise<Times> {
  using folder = newFolder();
  return await creates(`sqlite:${folder.file('ours.db')}`, 64);
}

async function onPostgres(): Promise<Times> {
  await using postgres = await startPostgres();
  return await creates(await postgres.newDatabase(), 32);
}

async function imported(): Promise<Times> {
  using folder = newFolder();
  return await profiled(async (nodeOptions, warmedUp) => {
    await using running = await startImport(folder.file('ours.db'), { nodeOptions });
    await running.rows(warm);
    warmedUp();
    await running.rows(many);
  });
}

async function relayed(): Promise<Times> {
  using folder = newFolder();
  await using sink = await startSink();
  return await profiled(async (nodeOptions, warmedUp) => {
    await using relay = await startRelay(
      {
        database: `sqlite:${folder.file('ours.db')}`,
        mail: `smtp://127.0.0.1:${sink.port}?tls=never`,
      },
      { nodeOptions },
    );
    await relay.owe(many);
    warmedUp();
    await relay.deliver(many);
  });
}

const seen: readonly (readonly [string, Times])[] = [
  ['creates, SQLite', await onSqlite()],
  ['creates, PostgreSQL', await onPostgres()],
  ['import', await imported()],
  ['relay', await relayed()],
];

const share = (times: Times, room: string): string => {
  const all = [...times.values()].reduce((sum, time) => sum + time, 0);
  return `${((100 * (times.get(room) ?? 0)) / all).toFixed(0)} %`;
};
const table = [
  `| room | ${seen.map(([name]) => name).join(' | ')} |`,
  `|---|${seen.map(() => '---:|').join('')}`,
  ...roomNames.map(
    (room) => `| ${room} | ${seen.map(([, times]) => share(times, room)).join(' | ')} |`,
  ),
].join('\n');

console.log(table);
const document = new URL('README.md', import.meta.url);
const day = new Date().toISOString().slice(0, 10);
writeFileSync(
  document,
  written(readFileSync(document, 'utf8'), 'profile', `On ${day}, ${machine()}:\n\n${table}`),
);
