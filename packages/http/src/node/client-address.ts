import { BlockList, isIP } from 'node:net';
import { networkIn } from '@tenantry/domain';

/** Whose client a request is, by who is connected and what its `X-Forwarded-For` says. */
export type ClientAddress = (
  connected: string | undefined,
  forwarded: string | undefined,
) => string | undefined;

/**
 * Believes `X-Forwarded-For` from these proxies alone, given as addresses and as networks
 * (`10.0.0.0/8`). Each hop is added at the right end by whoever it came from: read from there, the
 * first one that is no proxy of ours is the client, and what stands before it may be made up. An
 * entry that is no address ends the reading at the hop before. Throws a RangeError for a proxy that
 * is neither.
 */
export const clientAddress = (proxies: readonly string[]): ClientAddress => {
  const trusted = new BlockList();
  for (const proxy of proxies) add(trusted, proxy);
  const isTrusted = (address: string): boolean =>
    trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

  return (connected, forwarded = '') => {
    let client = connected;
    for (const entry of forwarded.split(',').toReversed()) {
      if (client === undefined || isIP(client) === 0 || !isTrusted(client)) return client;
      const address = addressIn(entry.trim());
      if (address === undefined) return client;
      client = address;
    }
    return client;
  };
};

function add(trusted: BlockList, proxy: string): void {
  const network = networkIn(proxy);
  if (network === undefined) throw new RangeError(`no address and no network: ${proxy}`);
  trusted.addSubnet(network.address, network.bits, `ipv${network.version}`);
}

/** Some proxies write the port behind it. */
function addressIn(entry: string): string | undefined {
  const [, inBrackets] = /^\[([^\]]*)\](?::\d+)?$/.exec(entry) ?? [];
  const [, beforePort] = /^([\d.]+):\d+$/.exec(entry) ?? [];
  const address = inBrackets ?? beforePort ?? entry;
  return isIP(address) === 0 ? undefined : address;
}
