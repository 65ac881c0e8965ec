import { describe, expect, it, onTestFinished } from 'vitest';
import { type Installation, initialised, linesOf, tenantry } from '../in-process.test.kit.ts';

/** An installation with the customer 2, which Jane is invited to, and one beneath it. */
const tree = async () => {
  const here = await initialised(onTestFinished);
  const words = ['customer', 'create', '--name', 'Acme', '--user', 'Jane <jane@example.com>'];
  await tenantry(here, words);
  await tenantry(here, ['customer', 'create', '--name', 'Below', '--parent', '2']);
  return here;
};

const statuses = async (here: Installation) =>
  linesOf((await tenantry(here, ['tree', '--json'])).out)
    .map((line) => JSON.parse(line))
    .map(({ status, effectiveStatus }) => `${status} ${effectiveStatus}`);

const allActive = Array.from({ length: 3 }, () => 'active active');

describe('suspend and reactivate', () => {
  it('ask where somebody can answer, and do nothing unless the answer is yes', async () => {
    const here = await tree();
    for (const answer of ['', 'n', 'no', 'yes please', 'Y\u0000']) {
      const asked = await tenantry({ ...here, answer }, ['suspend', '2']);
      expect({ answer, ...asked }).toMatchObject({ answer, code: 3, out: '' });
      expect(asked.said).toMatch(/^Suspend Acme \(customer 2\) .*tenantry: cancelled: nothing/s);
    }
    expect(await statuses(here)).toEqual(allActive);
    const suspended = await tenantry({ ...here, answer: ' Yes ' }, ['suspend', '2', '--json']);
    expect(suspended.code).toBe(0);
    expect(JSON.parse(suspended.out)).toMatchObject({
      number: 2,
      kind: 'customer',
      status: 'suspended',
      effectiveStatus: 'suspended',
      version: 2,
    });
    expect(await statuses(here)).toEqual([
      'active active',
      'suspended suspended',
      'active suspended',
    ]);
    // Nothing is asked, and nothing but the one account was touched.
    const back = await tenantry({ ...here, answer: 'no' }, ['reactivate', '2']);
    expect(back).toMatchObject({ code: 0, said: '' });
    expect(back.out).toContain('status          active\n');
    expect(await statuses(here)).toEqual(allActive);
  });

  it.each(['suspend', 'close'])('%s needs --yes where nobody can be asked', async (verb) => {
    const here = await tree();
    expect(await tenantry(here, [verb, '2'])).toEqual({
      code: 2,
      out: '',
      said: `tenantry: ${verb} needs --yes where nobody can be asked\n`,
    });
    expect(await statuses(here)).toEqual(allActive);
    expect(await tenantry(here, [verb, '2', '--yes'])).toMatchObject({ code: 0, said: '' });
  });

  it('act on a master account too, unless it is the one that is acted for', async () => {
    const here = await tree();
    expect((await tenantry(here, ['suspend', '1', '--yes', '--as', '1'])).code).toBe(4);
    expect((await tenantry(here, ['suspend', '1', '--yes'])).code).toBe(0);
    expect((await statuses(here))[2]).toBe('active suspended');
    expect((await tenantry(here, ['customer', 'create', '--name', 'No'])).code).not.toBe(0);
    expect((await tenantry(here, ['reactivate', '1'])).code).toBe(0);
    expect(await statuses(here)).toEqual(allActive);
  });

  it('know nobody outside, and ask nothing then', async () => {
    const here = { ...(await tree()), answer: 'yes' };
    for (const account of ['99', '99999999999999999999', 'nobody', '\u001b[2J', ''])
      expect(await tenantry(here, ['suspend', account])).toEqual({
        code: 5,
        out: '',
        said: expect.stringContaining('tenantry: there is no such account\n'),
      });
    expect((await tenantry(here, ['suspend', '2', '--as', '3'])).code).toBe(5);
  });
});

describe('close', () => {
  it('says that it is final, and wants the number typed', async () => {
    const here = await tree();
    for (const answer of ['y', 'yes', '3', ''])
      expect((await tenantry({ ...here, answer }, ['close', '2'])).code).toBe(3);
    expect(await statuses(here)).toEqual(allActive);
    const closed = await tenantry({ ...here, answer: '2' }, ['close', '2']);
    expect(closed.code).toBe(0);
    for (const told of [
      'is final',
      'ends every membership',
      'references, its name and its address stay',
    ])
      expect(closed.said).toContain(told);
    expect(await statuses(here)).toEqual(['active active', 'closed closed', 'active closed']);
    const { out } = await tenantry(here, ['member', 'list', '2', '--json']);
    expect(JSON.parse(out)).toMatchObject({ name: 'Jane', status: 'revoked' });
    expect(await tenantry(here, ['close', '2', '--yes'])).toMatchObject({ code: 0 });
    for (const words of [
      ['suspend', '2', '--yes'],
      ['reactivate', '2'],
    ])
      expect(await tenantry(here, words)).toEqual({
        code: 6,
        out: '',
        said: 'tenantry: the account is closed\n',
      });
  });
});
