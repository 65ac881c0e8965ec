import { z } from 'zod';

/** The IP addresses that begin alike. */
export interface Network {
  readonly address: string;
  readonly version: 4 | 6;
  /** How many bits of it they begin with; all of them where it is one address. */
  readonly bits: number;
}

/**
 * What an address or a network (`10.0.0.0/8`) stands for; undefined for what is neither. One with a
 * zone (`fe80::1%eth0`) means something on one machine alone, and is neither.
 */
export const networkIn = (text: string): Network | undefined => {
  const [, address = '', length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = versionOf(address);
  if (version === undefined) return undefined;
  const most = version === 4 ? 32 : 128;
  const bits = length === undefined ? most : Number(length);
  return bits > most ? undefined : { address, version, bits };
};

const versionFour = z.ipv4();
const versionSix = z.ipv6();

function versionOf(address: string): Network['version'] | undefined {
  if (versionFour.safeParse(address).success) return 4;
  return versionSix.safeParse(address).success ? 6 : undefined;
}
