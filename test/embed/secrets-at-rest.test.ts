import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Letter, Persistence } from '@tenantry/domain';
import { openPostgres } from '@tenantry/postgres';
import { openSqlite } from '@tenantry/sqlite';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import { emptyDatabase } from '../postgres/server.ts';
import { expectOk } from '../protocols/installation.ts';
import { install } from './stores.ts';

interface Kept {
  readonly open: () => Promise<Persistence>;
  /** All that the store has written anywhere. */
  readonly dump: () => Promise<string>;
}

const inFile = async (): Promise<Kept> => {
  const file = join(emptyFolder(), 'a.db');
  return {
    open: () => openSqlite({ file, migrate: 'auto' }),
    dump: async () => [file, `${file}-wal`].map((path) => readFileSync(path, 'latin1')).join('\n'),
  };
};

const inDatabase = async (): Promise<Kept> => {
  const url = await emptyDatabase();
  return {
    open: () => openPostgres({ url, migrate: 'auto' }),
    dump: async () => {
      const client = new pg.Client(url);
      await client.connect();
      const { rows: tables } = await client.query<{ readonly name: string }>(
        `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
         WHERE table_schema NOT IN ('pg_catalog', 'information_schema')`,
      );
      const texts: string[] = [];
      for (const { name } of tables) {
        const { rows } = await client.query(`SELECT t::text AS row FROM ${name} t`);
        texts.push(...rows.map(({ row }) => String(row)));
      }
      await client.end();
      return Buffer.from(texts.join('\n')).toString('latin1');
    },
  };
};

/** As it may have slipped in somewhere. */
const spellings = (secret: string): readonly string[] => {
  const bytes = Buffer.from(secret);
  // Wherever it begins in a longer text, some of its base64 is the same: what its middle becomes.
  const within = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  return [
    secret,
    ...within,
    ...within.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    bytes.toString('hex'),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
  ].map((text) => Buffer.from(text).toString('latin1'));
};

describe.each([
  ['sqlite', inFile],
  ['postgres', inDatabase],
])('no secret can be read at rest in %s', (_, kept) => {
  it('in any of its usual spellings', async () => {
    const { open, dump } = await kept();
    const letters: Letter[] = [];
    const send = async (letter: Letter) => {
      letters.push(letter);
      return { kind: 'sent' as const };
    };
    const { app, caller } = await install(open, { send });
    const password = 'pä ss"wörd\\/+&=?ÿ>1';
    const phrase = 'blüe "kettles" + 9/7 & more';
    const idempotencyKey = 'a-key/that+nobody=reads';
    const context = { caller, idempotencyKey };
    const registration = { firstName: 'Joe', lastName: 'Doe', email: 'joe@example.com', password };
    expectOk(
      await app.registers.register({ ...registration, passwordConfirmation: password }, context),
    );
    const opened = expectOk(await app.registers.open({ email: 'jim@example.com' }, context));
    const key = expectOk(await app.keys.create({}, context));
    const contact = {
      userName: 'jane',
      firstName: 'Jane',
      lastName: 'Doe',
      email: 'jane@example.com',
      phone: '+390612345',
      sendWelcomeEmail: true,
    };
    expectOk(
      await app.partners.create({ name: 'Acme', verificationPhrase: phrase, contact }, context),
    );
    await app.deliverMail();
    const signedIn = expectOk(await app.sessions.signIn({ userName: 'joe@example.com', password }));
    const secrets: Readonly<Record<string, string>> = {
      password,
      phrase,
      idempotencyKey,
      generated: opened.password?.reveal() ?? '',
      key: key.text?.reveal() ?? '',
      invitation: letters.map(({ link }) => link.split('/').at(-1)).join(),
      access: signedIn.accessToken.reveal(),
      refresh: signedIn.refreshToken.reveal(),
    };
    const everything = await dump();
    // Whoever looks finds what is there.
    expect(everything).toContain('jane@example.com');
    for (const [name, secret] of Object.entries(secrets)) {
      expect(secret.length, name).toBeGreaterThan(15);
      for (const spelling of spellings(secret))
        expect(everything.includes(spelling), `${name} as ${spelling.slice(0, 6)}...`).toBe(false);
    }
  });
});
