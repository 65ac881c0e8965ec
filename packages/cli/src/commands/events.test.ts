import { describe, expect, it, onTestFinished } from 'vitest';
import { initialised, linesOf, tenantry } from '../in-process.test.kit.ts';

/** What NDJSON says. */
const lines = (out: string) => linesOf(out).map((line) => JSON.parse(line));

describe('events', () => {
  it('are told oldest first, of all or of one account, and after a position', async () => {
    const here = await initialised(onTestFinished);
    await tenantry(here, ['customer', 'create', '--name', 'First']);
    await tenantry(here, ['customer', 'create', '--name', 'Second', '--parent', '2']);
    await tenantry(here, ['suspend', '3', '--yes']);
    const all = lines((await tenantry(here, ['events', '--json'])).out);
    expect(all.slice(-3).map(({ kind }) => kind)).toEqual([
      'CustomerOpened',
      'CustomerOpened',
      'AccountSuspended',
    ]);
    expect(all.at(-1)).toEqual({
      position: expect.any(Number),
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      at: expect.stringMatching(/Z$/),
      kind: 'AccountSuspended',
      accountId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      actor: 'operator:tester',
      channel: 'cli',
    });
    const [, , third] = all.slice(-3);
    const below = await tenantry(here, ['events', '3', '--json']);
    expect(lines(below.out)).toEqual(all.slice(-2));
    const since = ['events', '--after', `${third.position - 1}`];
    expect(lines((await tenantry(here, [...since, '--json'])).out)).toEqual([third]);
    expect((await tenantry(here, since)).out).toBe(
      `${third.position}\t${third.at}\tAccountSuspended\t${third.accountId}\t\toperator:tester\n`,
    );
    const none = await tenantry(here, ['events', '--after', '999999999']);
    expect(none).toEqual({ code: 0, out: '', said: '' });
  });

  it('are followed until it is asked to stop', async () => {
    const here = await initialised(onTestFinished);
    const stopping = Promise.withResolvers<void>();
    const following = tenantry({ ...here, stopping: stopping.promise }, ['events', '--follow']);
    stopping.resolve();
    const { code, out } = await following;
    expect(code).toBe(0);
    expect(out).toContain('MasterOpened');
  });

  it('refuse what is no position, and an account that is not there', async () => {
    const here = await initialised(onTestFinished);
    for (const after of ['x', '-1', '1.5', '9'.repeat(30), ''])
      expect((await tenantry(here, ['events', `--after=${after}`])).code).toBe(7);
    expect((await tenantry(here, ['events', '99'])).code).toBe(5);
  });
});
