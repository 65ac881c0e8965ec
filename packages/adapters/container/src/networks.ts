import { err, networkIn, ok, type Result } from '@tenantry/domain';

/** Addresses and networks (`10.0.0.0/8`), separated by commas or blanks; else what is wrong. */
export const parseNetworks = (text: string): Result<readonly string[], string> => {
  const networks = text.split(/[\s,]+/).filter((part) => part !== '');
  return networks.every((part) => networkIn(part) !== undefined)
    ? ok(networks)
    : err('must be IP addresses or networks such as 10.0.0.0/8, separated by commas');
};
