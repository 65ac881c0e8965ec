import { join } from 'node:path';
import { type ApplicationConfig, openApplication, openTestApplication } from '@tenantry/container';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';

const config = (file: string): ApplicationConfig => ({
  database: `sqlite:${join(emptyFolder(), file)}`,
  migrate: 'auto',
  publicUrl: 'http://localhost',
  secret: 'put 32 bytes here that nobody guesses',
});

const master = { name: 'My Platform', email: 'me@example.com' };

const openedIn = async (
  { app }: Pick<Awaited<ReturnType<typeof openApplication>>, 'app'>,
  policy: object = {},
) => {
  const made = await app.initialise({ ...master, policy }, { caller: app.as.operator('me') });
  if (!made.ok) throw new Error(made.error.kind);
  return app.as.account(made.value.account.id);
};

describe('several applications in one process', () => {
  it('on two databases, each with its policy', async () => {
    const [a, b] = [await openApplication(config('a.db')), await openTestApplication()];
    const below = [await openedIn(a, { depth: 2 }), await openedIn(b, { depth: 3 })] as const;
    const parent = async ({ app }: Pick<typeof a, 'app'>, caller: (typeof below)[0]) => {
      const made = await app.customers.create({ name: 'Above' }, { caller });
      if (!made.ok) throw new Error(made.error.kind);
      return app.customers.create({ name: 'Below', parent: made.value.account.id }, { caller });
    };
    expect(await parent(a, below[0])).toMatchObject({ error: { kind: 'TooDeep', limit: 2 } });
    expect(await parent(b, below[1])).toMatchObject({ ok: true });
    await a.close();
    // What is left open goes on.
    expect(await b.app.customers.create({ name: 'Another' }, { caller: below[1] })).toMatchObject({
      ok: true,
    });
  });

  it('twice on one file', async () => {
    const given = config('shared.db');
    const [a, b] = [await openApplication(given), await openApplication(given)];
    const caller = await openedIn(a);
    const made = await Promise.all(
      [a, b, a, b].map(({ app }, at) =>
        app.customers.create({ name: `Customer ${at}` }, { caller }),
      ),
    );
    expect(made.filter(({ ok }) => !ok)).toEqual([]);
    await a.close();
    const found = await b.app.accounts.children({}, { caller });
    expect(found.ok && found.value.items).toHaveLength(4);
    await b.close();
  });

  it('on one file under two prefixes, each an installation of its own', async () => {
    const given = config('prefixes.db');
    const [a, b] = [
      await openApplication(given),
      await openApplication({ ...given, prefix: 'other_' }),
    ];
    await openedIn(a);
    await openedIn(b);
    expect(await a.app.accounts.masters({}, { caller: a.app.as.operator('me') })).toMatchObject({
      value: { length: 1 },
    });
    await Promise.all([a.close(), b.close()]);
  });

  it('tests that do not meet', async () => {
    const [a, b] = [await openTestApplication(), await openTestApplication()];
    a.clock.advance(60);
    expect(a.clock.now().getTime() - b.clock.now().getTime()).toBe(60_000);
    const [first, second] = [await openedIn(a), await openedIn(b)];
    expect(first.accountId).toBe(second.accountId);
  });
});
