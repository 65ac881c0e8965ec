import { isIP } from 'node:net';

/** Hexadecimal groups of an IPv6 address that are given to one customer of a network: 64 bits. */
const prefixGroups = 4;
const allGroups = 8;

/**
 * Who is behind a network address, as far as requests are counted: an IPv4 address, also where it is
 * written as an IPv6 one; of an IPv6 address the first 64 bits, since whoever has one has them all.
 * Undefined for a text that is no address.
 */
export const addressKey = (address: string): string | undefined => {
  const [plain = ''] = address.split('%', 1);
  const version = isIP(plain);
  if (version === 4) return plain;
  if (version !== 6) return undefined;
  const groups = groupsOf(plain);
  return ipv4In(groups) ?? `${groups.slice(0, prefixGroups).join(':')}::/64`;
};

/** All eight, in the one spelling that a URL has for them. */
function groupsOf(address: string): readonly string[] {
  const { hostname } = new URL(`http://[${address}]`);
  const [before = '', after] = hostname.slice(1, -1).split('::');
  const left = before === '' ? [] : before.split(':');
  const right = after === undefined || after === '' ? [] : after.split(':');
  const zeros = Array<string>(allGroups - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right];
}

/** RFC 4291, 2.5.5.2. */
function ipv4In(groups: readonly string[]): string | undefined {
  const isMapped = groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff';
  if (!isMapped) return undefined;
  const bytes = groups.slice(6).flatMap((group) => {
    const number = Number.parseInt(group, 16);
    return [number >> 8, number & 255];
  });
  return bytes.join('.');
}
