import { createHash } from 'node:crypto';
import { memoryPersistence } from '@tenantry/memory';
import { secretsOf } from '@tenantry/runtime';
import { anyTexts, standIns } from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const { secrets, ids, clock } = standIns(memoryPersistence());

describe('what stands in for the ports', () => {
  it('digests as the real thing does', () => {
    const real = secretsOf([]);
    fc.assert(
      fc.property(anyTexts(), (text) => {
        expect(secrets.digest(text)).toBe(real.digest(text));
      }),
    );
  });

  it.each([55, 56, 63, 64, 119, 120, 1000])('digests %i bytes', (length) => {
    const text = 'x'.repeat(length);
    const expected = createHash('sha256').update(text).digest('base64url');
    expect(secrets.digest(text)).toBe(expected);
  });

  it('seals for one purpose and salt', () => {
    fc.assert(
      fc.property(anyTexts(), (text) => {
        const sealed = secrets.seal('idempotency', 'salt', text);
        expect(secrets.unseal('idempotency', 'salt', sealed)).toBe(text);
        expect(secrets.unseal('idempotency', 'pepper', sealed)).toBeUndefined();
        expect(secrets.unseal('invitation', 'salt', sealed)).toBeUndefined();
      }),
    );
  });

  it('draws other bytes each time, and the same in another one of them', () => {
    const another = standIns(memoryPersistence()).secrets;
    const [first, second] = [another.random(40), another.random(40)];
    expect(first).not.toEqual(second);
    expect(standIns(memoryPersistence()).secrets.random(40)).toEqual(first);
  });

  it('counts ids, and moves its clock when told', () => {
    expect(ids.uuid() < ids.uuid()).toBe(true);
    const before = clock.now();
    clock.advance(1.5);
    expect(clock.now().getTime() - before.getTime()).toBe(1500);
  });
});
