import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

const proxies = ['10.0.0.0/8', '192.0.2.1', '2001:db8::/32'];
const addressOf = clientAddress(proxies);

describe('the client behind proxies', () => {
  it.each([
    ['nobody is trusted who is not named', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['a proxy says who came to it', '10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['a proxy over both protocols', '::ffff:10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['what stands before may be made up', '10.1.2.3', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
    ['several proxies', '10.1.2.3', '198.51.100.1, 192.0.2.1, 10.0.0.1', '198.51.100.1'],
    ['proxies alone', '10.1.2.3', '10.0.0.2,10.0.0.1', '10.0.0.2'],
    ['no header', '10.1.2.3', undefined, '10.1.2.3'],
    ['garbage', '10.1.2.3', 'unknown', '10.1.2.3'],
    ['garbage behind a proxy', '10.1.2.3', '198.51.100.1, _x, 10.0.0.1', '10.0.0.1'],
    ['a port', '10.1.2.3', '198.51.100.1:4711', '198.51.100.1'],
    ['a port of IPv6', '2001:db8::1', '[2001:db9::5]:4711', '2001:db9::5'],
    ['no connection any more', undefined, '198.51.100.1', undefined],
  ])('%s', (_, connected, forwarded, client) => {
    expect(addressOf(connected, forwarded)).toBe(client);
  });

  it('is never made up: whatever a client sends, what our proxy has added decides', () => {
    fc.assert(
      fc.property(fc.string(), fc.ipV4(), (sent, client) => {
        fc.pre(!client.startsWith('10.') && client !== '192.0.2.1');
        expect(addressOf('10.1.2.3', `${sent}, ${client}`)).toBe(client);
        expect(addressOf(client, sent)).toBe(client);
      }),
    );
  });

  it('believes nobody without proxies', () => {
    expect(clientAddress([])('10.1.2.3', '198.51.100.1')).toBe('10.1.2.3');
  });

  it.each(['proxy.test', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/x', '::/129', '', '10.0.0.0/8/8'])(
    'takes no proxy called %j',
    (proxy) => {
      expect(() => clientAddress([proxy])).toThrow(RangeError);
    },
  );

  it('may be behind any proxy there is', () => {
    expect(clientAddress(['0.0.0.0/0'])('203.0.113.9', '198.51.100.1')).toBe('198.51.100.1');
  });
});
