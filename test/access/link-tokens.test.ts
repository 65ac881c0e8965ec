import { EmailAddress, linkHash, linkToken } from '@tenantry/domain';
import { secretsOf } from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';

const before = 'the secret before with 32 bytes or more';
const present = 'the present secret with 32 bytes or more';
const subject = { id: 'one', generation: 2, email: EmailAddress.parse('ann@example.com') };

describe.each(['invitation', 'reset'] as const)('the link of an %s', (purpose) => {
  const hash = linkHash(secretsOf([before]), purpose, subject);
  const token = (...secrets: readonly string[]) =>
    linkToken(secretsOf(secrets), purpose, subject, hash);

  it('stays the same while the secret that made it is one of them', () => {
    expect(token(present, before)).toBe(token(before));
    expect(token(before, present)).toBe(token(before));
  });

  it('cannot be mailed again once that secret is gone', () => {
    expect(() => token(present)).toThrow(`no secret of this process made the ${purpose} one`);
  });
});
