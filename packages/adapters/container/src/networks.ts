import { isIP } from 'node:net';
import { err, ok, type Result } from '@tenantry/domain';

/** Addresses and networks (`10.0.0.0/8`), separated by commas or blanks; else what is wrong. */
export const parseNetworks = (text: string): Result<readonly string[], string> => {
  const networks = text.split(/[\s,]+/).filter((part) => part !== '');
  return networks.every(isNetwork)
    ? ok(networks)
    : err('must be IP addresses or networks such as 10.0.0.0/8, separated by commas');
};

function isNetwork(text: string): boolean {
  const [, address = '', bits] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  return version !== 0 && (bits === undefined || Number(bits) <= (version === 6 ? 128 : 32));
}
