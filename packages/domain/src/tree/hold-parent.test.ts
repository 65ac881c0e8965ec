import { expect, it } from 'vitest';
import { as } from '../access/caller.ts';
import { AccountId } from '../values/ids.ts';
import { holdParent } from './hold-parent.ts';

const id = AccountId.parse('018f0000-0000-7000-8000-000000000001');

it.each([undefined, 4711, id])('a parent that is not in reach is not found: %s', async (ref) => {
  const unit = { accounts: { holdLineage: async () => undefined } };
  const held: unknown = Reflect.apply(holdParent, undefined, [unit, as.account(id), ref]);
  expect(await held).toEqual({ ok: false, error: { kind: 'ParentNotFound', path: ['parent'] } });
});
