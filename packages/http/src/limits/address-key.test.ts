import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressKey } from './address-key.ts';

describe('who is behind an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:0201', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['::192.0.2.1', '0:0:0:0::/64'],
    ['', undefined],
    ['somebody', undefined],
    ['192.0.2.1:80', undefined],
    ['[::1]', undefined],
  ])('%s is %s', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });

  it('is one for all that share 64 bits, and for no others', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((number) => number.toString(16));
    const groups = fc.array(group, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(groups, groups, groups, (one, two, host) => {
        const keys = [one, two].map((network) => addressKey([...network, ...host].join(':')));
        // What maps an IPv4 address has its own 32 bits.
        if (keys.some((key) => key?.includes('.'))) return;
        expect(keys[0] === keys[1]).toBe(one.join(':') === two.join(':'));
        expect(addressKey([...one, '0', '0', '0', '1'].join(':'))).toBe(keys[0]);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void addressKey(text)));
  });
});
