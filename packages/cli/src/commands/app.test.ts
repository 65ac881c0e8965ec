import { describe, expect, it, onTestFinished } from 'vitest';
import { initialised, linesOf, tenantry } from '../in-process.test.kit.ts';

/** What NDJSON says. */
const lines = (out: string) => linesOf(out).map((line) => JSON.parse(line));

describe('app', () => {
  it('is created in the account that is named, under a name of its own there', async () => {
    const here = await initialised(onTestFinished);
    const open = ['account', 'open', '--email', 'a@example.com', '--json'];
    const account = JSON.parse((await tenantry(here, open)).out);
    const words = ['app', 'create', '--name', 'Shop', '--json'];
    const made = await tenantry(here, [...words, '--account', '2']);
    expect(made).toMatchObject({ code: 0, said: '' });
    const app = JSON.parse(made.out);
    expect(app).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      accountId: account.id,
      name: 'Shop',
      createdAt: expect.stringMatching(/Z$/),
    });
    const again = await tenantry(here, [...words, '--account', account.id]);
    expect(again).toMatchObject({ code: 6, out: '' });
    expect(JSON.parse(again.said).error).toMatchObject({ kind: 'AppNameTaken', path: ['name'] });

    // In another account the name is free, and the id alone is data.
    const elsewhere = await tenantry(here, ['app', 'create', '--name', 'Shop']);
    expect(elsewhere.out).toMatch(/^[0-9a-f-]{36}\n$/);
    const listed = await tenantry(here, ['app', 'list', '--account', '2', '--json']);
    expect(lines(listed.out)).toEqual([app]);
    expect((await tenantry(here, ['app', 'list', '--account', '2'])).out).toBe(`${app.id}\tShop\n`);
  });

  it('answers 2, 5 and 7 each for its reason', async () => {
    const here = await initialised(onTestFinished);
    expect((await tenantry(here, ['app', 'create'])).code).toBe(2);
    expect((await tenantry(here, ['app', 'create', '--name', ' '])).code).toBe(7);
    for (const account of ['99', 'nobody']) {
      const words = ['--account', account];
      expect((await tenantry(here, ['app', 'create', '--name', 'A', ...words])).code).toBe(5);
      expect((await tenantry(here, ['app', 'list', ...words])).code).toBe(5);
    }
    expect((await tenantry(here, ['app', 'list'])).out).toBe('');
  });
});
