import { describe, expect, it } from 'vitest';
import { AccountAddress, AccountId, ApiKeyId, UserId } from '../values/ids.ts';
import { accountUrls, isUrlOf } from './account-url.ts';
import { actorOf, as, type Caller, isWithin, permit, principalOf, reachOf } from './caller.ts';
import { recorded } from './recorded.ts';

const id = (last: string): string => `018f0000-0000-7000-8000-00000000000${last}`;
const [root, child, other] = ['a', 'b', 'c'].map((last) => AccountId.parse(id(last)));
if (root === undefined || child === undefined || other === undefined) throw new Error('no ids');

const host = as.account(root);
const operator = as.operator('Olga');
const { accountId: _, ...nowhere } = host;
const keyed: Caller = {
  ...host,
  proof: { kind: 'key', id: ApiKeyId.parse(id('d')), lineage: ApiKeyId.parse(id('e')) },
};
const person: Caller = { ...host, proof: { kind: 'user', id: UserId.parse(id('f')) } };

describe('a caller that a host vouches for', () => {
  it('is an account, with every power', () => {
    expect(host).toEqual({
      accountId: root,
      power: 'manage',
      proof: { kind: 'host' },
      channel: 'host',
    });
    expect(() => as.account('x')).toThrow(new TypeError('as.account needs the id of an account'));
  });

  it('is an operator, below an account or everywhere', () => {
    const everywhere = {
      power: 'manage',
      proof: { kind: 'operator', name: 'Olga' },
      channel: 'cli',
    };
    expect(operator).toStrictEqual(everywhere);
    expect(as.operator('Olga', root)).toEqual({ ...everywhere, accountId: root });
    expect(() => as.operator('Olga', 'x')).toThrow(
      new TypeError('as.operator needs the id of an account'),
    );
  });
});

describe('what a caller reaches', () => {
  it('is its account and what is beneath, or all for an operator without one', () => {
    expect(reachOf(host)).toEqual({ below: root });
    expect(reachOf(as.operator('Olga', child))).toEqual({ below: child });
    expect(reachOf(operator)).toBe('installation');
    expect(() => reachOf(nowhere)).toThrow(new TypeError('this caller acts for no account'));
  });

  it('holds an account where that is it, or beneath it', () => {
    const below = { below: root };
    expect(isWithin('installation', { id: other, ancestors: [] })).toBe(true);
    expect(isWithin(below, { id: root, ancestors: [] })).toBe(true);
    expect(isWithin(below, { id: child, ancestors: [root] })).toBe(true);
    expect(isWithin(below, { id: child, ancestors: [other] })).toBe(false);
    expect(isWithin({ below: child }, { id: root, ancestors: [] })).toBe(false);
  });
});

it.each<readonly [Caller, string, string]>([
  [host, 'host', 'host'],
  [operator, 'operator:Olga', 'operator:Olga'],
  [person, `user:${id('f')}`, `user:${id('f')}`],
  // A key that was rotated is another one that acts, and the same that tries again.
  [keyed, `key:${id('d')}`, `key:${id('e')}`],
])('%# is named where it acts and where it tries again', (caller, actor, principal) => {
  expect(actorOf(caller)).toBe(actor);
  expect(principalOf(caller)).toBe(principal);
});

it('a power is enough for itself and what is below it', () => {
  const powers = ['read', 'provision', 'manage'] as const;
  for (const [has, power] of powers.entries())
    for (const [needs, needed] of powers.entries())
      expect(permit({ ...host, power }, needed)).toEqual(
        has >= needs ? { ok: true } : { ok: false, error: { kind: 'NotPermitted', needed } },
      );
});

describe('what a request says of itself', () => {
  it('is kept as far as a line of the history bears it', () => {
    expect(recorded({})).toStrictEqual({ channel: 'api' });
    expect(recorded({ channel: 'web portal\n' })).toStrictEqual({ channel: 'webportal' });
    expect(recorded({ channel: 'x'.repeat(65) })).toStrictEqual({ channel: 'x'.repeat(64) });
    expect(recorded({ channel: ' \u00e9' })).toStrictEqual({ channel: 'api' });
    expect(recorded({ userName: 'J\u00e9r\u00f4me\u0007\ud800 B' })).toStrictEqual({
      channel: 'api',
      userName: 'J\u00e9r\u00f4me B',
    });
    const long = '\u{1f600}'.repeat(255);
    expect(recorded({ userName: `${long}x` }).userName).toBe(long);
  });
});

describe('the URL of an account', () => {
  it('is its address under that of the installation, and known again under any other', () => {
    const { urlOf } = accountUrls({ publicUrl: 'https://one.test' });
    expect(urlOf({ address: 'acme' })).toBe('https://one.test/a/acme');
    const [acme, cme] = ['acme', 'cme'].map((text) => ({ address: AccountAddress.parse(text) }));
    if (acme === undefined || cme === undefined) throw new Error('no accounts');
    expect(isUrlOf(acme, 'https://two.test/a/acme')).toBe(true);
    expect(isUrlOf(cme, 'https://two.test/a/acme')).toBe(false);
  });
});
