import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { statementNames } from './names.ts';
import type { PgPoolClient, PgQuery, PgResult } from './options.ts';
import { sessionOn } from './session.ts';

it('one text has one name, in every process, and another text another', () => {
  const [here, there] = [statementNames(), statementNames()];
  expect(here.of('select 1')).toBe(there.of('select 1'));
  expect(here.of('select 1')).not.toBe(here.of('select 2'));
});

it('what begins and ends transactions has none, nor has a page or what is very long', () => {
  const names = statementNames();
  for (const text of ['COMMIT', 'BEGIN', `select '${'x'.repeat(4000)}'`, 'select 1 limit $1'])
    expect(names.of(text)).toBeUndefined();
  expect(names.of('select 1 limit 1')).toBeDefined();
});

it('there are so many at most, and those stay', () => {
  const names = statementNames();
  const first = names.of('select 1');
  const named = Array.from({ length: 1000 }, (_, at) => names.of(`select ${at}`));
  expect(named.filter((name) => name !== undefined)).toHaveLength(200);
  expect(names.of('select 1')).toBe(first);
});

it('of several that meet an outdated plan the first one renews the names, once', () => {
  const names = statementNames();
  const first = names.of('select 1') ?? '';
  names.renew(first);
  const second = names.of('select 1');
  expect(second).not.toBe(first);
  names.renew(first);
  expect(names.of('select 1')).toBe(second);
});

/** Answers as a server of which others have taken what was prepared, and notes what was asked. */
const refusing = (code: string) => {
  const asked: PgQuery[] = [];
  class Client extends EventEmitter implements PgPoolClient {
    pipeline = true;
    query = async (query: PgQuery): Promise<PgResult> => {
      asked.push(query);
      if (query.name === undefined) return { command: 'SELECT', rows: [] };
      throw Object.assign(new Error('told by the server'), { severity: 'ERROR', code });
    };
    release = () => undefined;
  }
  return { asked, client: new Client() };
};

it.each(['26000', '42P05'])(
  'nothing is prepared any more once a name is not what it was (%s)',
  async (code) => {
    const { asked, client } = refusing(code);
    const session = sessionOn(client, statementNames());
    await expect(session.send('select 1')).rejects.toMatchObject({ code });
    await session.send('select 1');
    expect(asked.map(({ name }) => typeof name)).toEqual(['string', 'undefined']);
  },
);
