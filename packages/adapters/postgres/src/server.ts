import { rowsOf } from './rows.ts';
import type { Session } from './session.ts';

/** PostgreSQL 15. */
const leastVersion = 150_000;

/** As much of a server's settings as matters to us. */
export interface Server {
  readonly version: number;
  readonly encoding: string;
  readonly fsync: string;
  readonly synchronous_commit: string;
}

const settings = `SELECT current_setting('server_version_num')::int AS version,
  current_setting('server_encoding') AS encoding,
  current_setting('fsync') AS fsync,
  current_setting('synchronous_commit') AS synchronous_commit`;

/** Throws an Error of one line where a server cannot be trusted with what we keep. */
export const demandServer = async (session: Session, demandDurable: boolean): Promise<void> => {
  const { rows } = await session.send(settings);
  for (const server of rowsOf<Server>(rows)) {
    const problem = problemOf(server, demandDurable);
    if (problem !== undefined) throw new Error(problem);
  }
};

/** What is wrong with a server, in one line. */
export const problemOf = (server: Server, demandDurable: boolean): string | undefined => {
  const { version, encoding } = server;
  if (version < leastVersion)
    return `PostgreSQL ${leastVersion / 10_000} or later is needed, this is ${Math.floor(version / 10_000)}`;
  if (encoding !== 'UTF8') return `the database must be encoded in UTF8, and is in ${encoding}`;
  const off = (['fsync', 'synchronous_commit'] as const).filter((name) => server[name] === 'off');
  return demandDurable && off.length > 0
    ? `the server may lose what it has acknowledged: its ${off.length > 1 ? 'settings' : 'setting'} ${off.join(' and ')} must not be off`
    : undefined;
};
