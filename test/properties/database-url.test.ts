import { parseDatabaseUrl } from '@tenantry/container';
import fc from 'fast-check';
import { Client } from 'pg';
import { expect, it } from 'vitest';
import { rounds } from '../rounds.ts';

/** Parts of URLs, and of what is not one, for any order. */
const parts = [
  ['postgres://', 'jane', ':', '@', '/', '?', '#', '%', '%2F', '%40', '%3a', '%zz', '%C3%A9'],
  ['db.test', 'tenantry', '[::1]', 'sslmode=disable', 'host=x', '&', 'é', '\t', '\\', ' ', ','],
  ['12', ';', '+', '..', '.'],
].flat();

/** Mostly right, so that most of them are taken. */
const urls = fc
  .record({
    user: fc.constantFrom('', 'jane@', 'jane:pass@', 'j%40ne:p%2Fa%23s%25s@', ':pass@', 'jane:@'),
    host: fc.constantFrom('db.test', '127.0.0.1', '[::1]', '%2Frun%2Fpostgresql', 'db.test:6543'),
    database: fc.constantFrom('tenantry', 'a%20b', 'caf%C3%A9', 'a-b_c', "o'b"),
    query: fc.constantFrom('', '?', '?sslmode=disable', '?application_name=a%3Db'),
    stray: fc.tuple(
      fc.nat(60),
      fc.oneof({ weight: 2, arbitrary: fc.constant('') }, fc.constantFrom(...parts)),
    ),
  })
  .map(({ user, host, database, query, stray: [at, part] }) => {
    const url = `postgres://${user}${host}/${database}${query}`;
    return url.slice(0, at) + part + url.slice(at);
  });

it('the URL of a PostgreSQL database is refused, or is to us what it is to the driver', () => {
  let taken = 0;
  const anything = fc.array(fc.constantFrom(...parts), { maxLength: 10 });
  fc.assert(
    fc.property(
      fc.oneof(
        { weight: 3, arbitrary: urls },
        anything.map((few) => `postgres://${few.join('')}`),
      ),
      (url) => {
        const read = parseDatabaseUrl(url);
        if (!read.ok || read.value.kind !== 'postgres') return;
        taken++;
        const { host, port, database, hasPassword } = read.value;
        const driven = new Client({ connectionString: read.value.url });
        expect({ host, port, database, hasPassword }).toEqual({
          host: driven.host,
          port: driven.port,
          database: driven.database,
          hasPassword: Boolean(driven.password),
        });
        const { user, password } = partsWritten(url);
        if (user !== '') expect(driven.user).toBe(user);
        if (password !== '') expect(driven.password).toBe(password);
      },
    ),
    { numRuns: rounds(1500) },
  );
  expect(taken).toBeGreaterThan(500);
});

/** What stands before the host, as RFC 3986 divides it. */
function partsWritten(url: string): { readonly user: string; readonly password: string } {
  const [, said = ''] = /^[a-z]+:\/\/(?:([^/?#]*)@)?/i.exec(url) ?? [];
  const [user = '', ...password] = said.split(':');
  return { user: decodeURIComponent(user), password: decodeURIComponent(password.join(':')) };
}
