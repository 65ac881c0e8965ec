import { describe, expect, it } from 'vitest';
import { basePathOf, isBeneath, withBase, withoutBase } from './base-path.ts';

const routes = [{ path: '/v2/customers' }, { path: '/a/:address' }, { path: '/healthz' }];

describe('the path of the public URL', () => {
  it.each([
    ['https://example.com', ''],
    ['https://example.com/', ''],
    ['https://example.com/accounts', '/accounts'],
    ['https://example.com/x/a/', '/x/a'],
    ['https://example.com/über', '/%C3%BCber'],
  ])('of %s is %j', (url, base) => {
    expect(basePathOf(url, routes)).toBe(base);
  });

  it.each([
    ['https://example.com/a', '"/a"'],
    ['https://example.com/v2/x', '"/v2"'],
    ['https://example.com/healthz', '"/healthz"'],
    ['https://example.com//x', 'empty segment'],
  ])('cannot be that of %s', (url, why) => {
    expect(() => basePathOf(url, routes)).toThrow(why);
  });

  it('is taken off where it stands', () => {
    expect(withoutBase('/accounts', '/accounts/v2/customers')).toBe('/v2/customers');
    expect(withoutBase('/accounts', '/v2/customers')).toBe('/v2/customers');
    expect(withoutBase('/accounts', '/accounts')).toBe('/');
    expect(withoutBase('/accounts', '/accountsx/v2')).toBe('/accountsx/v2');
    expect(withoutBase('', '/v2')).toBe('/v2');
    expect(isBeneath('/accounts', '/accountsx')).toBe(false);
  });

  it('is put before every path of ours that a reply names, and no other', () => {
    const headers = {
      Location: '/v2/customers/1',
      Link: '</v1/accounts?cursor=a>; rel="next", <https://example.com/>; rel="help"',
      Allow: 'GET',
    };
    expect(withBase('/x', { status: 201, headers }).headers).toEqual({
      Location: '/x/v2/customers/1',
      Link: '</x/v1/accounts?cursor=a>; rel="next", <https://example.com/>; rel="help"',
      Allow: 'GET',
    });
    const elsewhere = { Location: 'https://example.com/' };
    expect(withBase('/x', { status: 302, headers: elsewhere }).headers).toEqual(elsewhere);
    expect(withBase('/x', { status: 204 })).toEqual({ status: 204 });
    expect(withBase('', { status: 201, headers }).headers).toBe(headers);
  });
});
