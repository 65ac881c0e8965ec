import { expect, it } from 'vitest';
import { problemOf, type Server } from './server.ts';

const good: Server = { version: 150_000, encoding: 'UTF8', fsync: 'on', synchronous_commit: 'on' };

it.each<[string, Partial<Server>, boolean, string | undefined]>([
  ['is good', {}, true, undefined],
  ['is too old', { version: 149_999 }, false, 'PostgreSQL 15 or later is needed, this is 14'],
  [
    'keeps bytes',
    { encoding: 'SQL_ASCII' },
    false,
    'the database must be encoded in UTF8, and is in SQL_ASCII',
  ],
  ['forgets, which is taken', { fsync: 'off', synchronous_commit: 'off' }, false, undefined],
  [
    'forgets',
    { fsync: 'off' },
    true,
    'the server may lose what it has acknowledged: its setting fsync must not be off',
  ],
  [
    'forgets in two ways',
    { fsync: 'off', synchronous_commit: 'off' },
    true,
    'the server may lose what it has acknowledged: its settings fsync and synchronous_commit must not be off',
  ],
  ['waits for its replicas', { synchronous_commit: 'remote_apply' }, true, undefined],
])('a server that %s', (_, change, demandDurable, problem) => {
  expect(problemOf({ ...good, ...change }, demandDurable)).toBe(problem);
});
