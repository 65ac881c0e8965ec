import { isIP } from 'node:net';
import { parseProcessSettings } from '@tenantry/container';
import { networkIn } from '@tenantry/domain';
import { listen } from '@tenantry/http/node';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const address = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.ipV4Extended(),
  fc.string({ unit: fc.constantFrom(...'0123af:.%') }),
);
const length = fc.oneof(
  fc.constant(''),
  fc.nat(140).map((bits) => `/${bits}`),
);

describe('a network', () => {
  it('is what Node takes for an address, without a zone, and as many bits as it can have', () => {
    fc.assert(
      fc.property(address, length, (text, suffix) => {
        const version = text.includes('%') ? 0 : isIP(text);
        const bits = suffix === '' ? 0 : Number(suffix.slice(1));
        const isOne = version !== 0 && bits <= (version === 4 ? 32 : 128);
        expect(networkIn(text + suffix) !== undefined).toBe(isOne);
      }),
    );
  });

  it.each(['fe80::1%eth0', '::1%lo/64', '10.0.0.0/33'])(
    'is the same to the settings and to the server: %s is none',
    async (proxy) => {
      const environment = { TENANTRY_TRUSTED_PROXIES: proxy };
      expect(parseProcessSettings(environment)).toMatchObject({ ok: false });
      const http = { fetch: async () => new Response() };
      await expect(listen(http, { port: 0, trustedProxies: [proxy] })).rejects.toThrow(RangeError);
    },
  );
});
