import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import { emptyDatabase, onServer } from '../postgres/server.ts';
import { rounds } from '../rounds.ts';
import { type Form, postgresForm, sqliteForm } from './form.ts';
import { killedMigration } from './processes.ts';

const never = 0;

/** Some statements of so many, the later ones first. */
const some = (statements: number): readonly number[] =>
  Array.from({ length: rounds(1) }, (_, at) => statements - 3 * (at + 1)).filter((at) => at > 0);

/** What a migration gives, and what it gives where one before it was killed. */
const completed = async (
  newDatabase: () => Promise<string>,
  formOf: (database: string) => Promise<Form>,
) => {
  const whole = await newDatabase();
  const statements = Number(killedMigration(whole, never));
  expect(statements).toBeGreaterThan(40);
  const afterKill: Form[] = [];
  for (const statement of some(statements)) {
    const database = await newDatabase();
    expect(killedMigration(database, statement)).toBe('killed');
    expect(killedMigration(database, never)).toBeGreaterThan(0);
    afterKill.push(await formOf(database));
  }
  return { whole: await formOf(whole), afterKill };
};

describe('a process that dies of kill -9 while it migrates leaves to the next', () => {
  it('a SQLite file', async () => {
    const { whole, afterKill } = await completed(
      async () => `sqlite:${join(emptyFolder(), 'a.db')}`,
      async (url) => sqliteForm(url.slice('sqlite:'.length)),
    );
    for (const form of afterKill) expect(form).toEqual(whole);
  });

  it('a PostgreSQL database', async () => {
    const { whole, afterKill } = await completed(emptyDatabase, (url) =>
      onServer(url, (client) => postgresForm(client)),
    );
    for (const form of afterKill) expect(form).toEqual(whole);
  });
});
