import { defaultPolicy, parseCreateCustomer, parseRegistration } from '@tenantry/domain';
import { expect, it } from 'vitest';

it('takes a field that is undefined for one that was not written', () => {
  const written = parseCreateCustomer(
    {
      parent: undefined,
      name: 'Acme',
      users: [{ name: 'Jane', email: 'jane@example.com', roles: undefined }],
      references: [{ name: 'a', value: 'b', description: undefined, metadata: { c: 'd' } }],
      configurations: undefined,
    },
    defaultPolicy,
    'manage',
  );
  const plain = parseCreateCustomer(
    {
      name: 'Acme',
      users: [{ name: 'Jane', email: 'jane@example.com' }],
      references: [{ name: 'a', value: 'b', metadata: { c: 'd' } }],
    },
    defaultPolicy,
    'manage',
  );
  expect(written).toEqual(plain);
  expect(plain.ok).toBe(true);
});

it('still names what is required', () => {
  const parsed = parseRegistration({ firstName: undefined }, defaultPolicy, () => false);
  const paths = parsed.ok ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
  expect(paths).toContain('firstName');
});

it('is not brought down by data that is nested without end', () => {
  let nested: unknown = [];
  for (let depth = 0; depth < 100_000; depth++) nested = [nested];
  const parsed = parseCreateCustomer({ name: nested, users: nested }, defaultPolicy, 'manage');
  expect(parsed.ok).toBe(false);
});
