import { as, type Caller, reachOf, toChannel } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';

describe('a caller that a host vouches for', () => {
  it.each([undefined, null, '', 'junk', 7, {}])('is refused where its account is %j', (lost) => {
    expect(() => Reflect.apply(as.account, as, [lost])).toThrow(TypeError);
  });

  it('reaches its account and below, and never everything for want of one', () => {
    const id = '01a20006-2dee-7602-9809-817b874940b7';
    expect(reachOf(as.account(id))).toEqual({ below: id });
    expect(reachOf(as.operator('me'))).toBe('installation');
    const nobody: Caller = { power: 'manage', proof: { kind: 'host' }, channel: toChannel('host') };
    expect(() => reachOf(nobody)).toThrow(TypeError);
  });
});
