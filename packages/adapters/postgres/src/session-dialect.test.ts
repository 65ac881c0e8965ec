import { Kysely, sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Session } from './session.ts';
import { sessionDialect } from './session-dialect.ts';

it('waits for no answer for ever, and for no step less than the server gives it', async () => {
  const waits = new Map<string, number>();
  const session: Session = {
    send: async (text, _, wait = Number.POSITIVE_INFINITY) => {
      waits.set(text, wait);
      if (text === 'fails') throw new Error('it does');
      return { command: text, rows: [] };
    },
    release: () => undefined,
  };
  const db = new Kysely<object>({ dialect: sessionDialect(session) });
  const step = (text: string) => db.transaction().execute((unit) => sql.raw(text).execute(unit));
  await sql`before`.execute(db);
  await step('step');
  await sql`between`.execute(db);
  await expect(step('fails')).rejects.toThrow('it does');
  await sql`after`.execute(db);

  const minutes = (text: string) => Math.floor((waits.get(text) ?? 0) / 60_000);
  expect(['before', 'between', 'after', 'ROLLBACK'].map(minutes)).toEqual([0, 0, 0, 0]);
  expect(['step', 'fails', 'COMMIT'].map(minutes)).toEqual([60, 60, 60]);
  expect([...waits.values()].every((wait) => wait > 0 && Number.isFinite(wait))).toBe(true);
});
