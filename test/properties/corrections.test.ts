import type { Account, Result } from '@tenantry/domain';
import {
  createCustomerInputs,
  openRegisterInputs,
  updateCustomerInputs,
  updateMasterInputs,
  updateRegisterInputs,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';
import { openWorld } from './use-case-world.ts';

type World = Awaited<ReturnType<typeof openWorld>>;

/** An account, and how it is corrected: by what it has already, or by what was generated. */
interface Corrected {
  readonly account: Account;
  readonly correct: (by: 'the same' | 'another', version?: number) => Promise<Answered>;
}

type Answered = Result<object, { readonly kind: string }>;
type Open = (world: World) => Promise<Corrected>;

const valueOf = <T>(answer: Result<T, { readonly kind: string }>): T => {
  if (!answer.ok) throw new Error(answer.error.kind);
  return answer.value;
};

const seen = (version: number | undefined) => (version === undefined ? {} : { version });

const kinds: Readonly<Record<string, fc.Arbitrary<Open>>> = {
  'a customer': fc.tuple(createCustomerInputs({ maxUsers: 1 }), updateCustomerInputs()).map(
    ([input, { version: _, ...another }]): Open =>
      async ({ app, operator, root }) => {
        const opened = await app.customers.create({ ...input, parent: root.id }, operator);
        const { account, members: __, ...details } = valueOf(opened);
        const same = { ...details, name: account.name };
        return {
          account,
          correct: (by, version) => {
            const parts = by === 'another' ? another : same;
            const command = { ...parts, ...seen(version), customer: account.id };
            return app.customers.update(command, operator);
          },
        };
      },
  ),

  'a register entry': fc.tuple(openRegisterInputs(), updateRegisterInputs()).map(
    ([input, { version: _, ...another }]): Open =>
      async ({ app, operator, root }) => {
        const opened = await app.registers.open({ ...input, parent: root.id }, operator);
        const { account, member: __, ...details } = valueOf(opened).register;
        const { name, mayHaveSubAccounts } = account;
        const gone = { firstName: null, lastName: null, companyName: null, mobilePhone: null };
        const same = { ...gone, ...details, name, mayHaveSubAccounts };
        return {
          account,
          correct: (by, version) => {
            const parts = by === 'another' ? another : same;
            const command = { ...parts, ...seen(version), account: account.id };
            return app.registers.update(command, operator);
          },
        };
      },
  ),

  'a master account': updateMasterInputs().map(
    ({ version: _, ...another }): Open =>
      async ({ app, operator, root }) => {
        const { id: master, name, defaultRole = null } = root;
        return {
          account: root,
          correct: (by, version) => {
            const parts = by === 'another' ? another : { name, defaultRole };
            return app.masters.update({ ...parts, ...seen(version), master }, operator);
          },
        };
      },
  ),
};

const told = (opens: fc.Arbitrary<Open>, holds: (world: World, open: Open) => Promise<void>) =>
  fc.assert(
    fc.asyncProperty(opens, async (open) => holds(await openWorld(), open)),
    { numRuns: rounds(4) },
  );

describe.each(Object.entries(kinds))('correcting %s', (_, opens) => {
  it('by what it has already moves its version and time, and nothing else', () =>
    told(opens, async (world, open) => {
      const { account, correct } = await open(world);
      const { events: happened, ...before } = await world.snapshot();
      world.clock.advance(1);
      const now = { version: account.version + 1, updatedAt: world.clock.now() };
      expect(await correct('the same', account.version)).toMatchObject({ ok: true });
      const { events, ...after } = await world.snapshot();
      expect(after).toEqual(moved(before, account.id, now));
      expect(events.length).toBe(happened.length + 1);
    }));

  it('twice from one version is done once, and stale then', () =>
    told(opens, async (world, open) => {
      const { account, correct } = await open(world);
      const { version } = account;
      expect(await correct('another', version)).toMatchObject({ ok: true });
      const after = await world.snapshot();
      for (const by of ['another', 'the same'] as const)
        expect(await correct(by, version)).toEqual({
          ok: false,
          error: { kind: 'VersionStale', current: version + 1 },
        });
      expect(await world.snapshot()).toEqual(after);
      expect(await correct('the same')).toMatchObject({ ok: true });
      expect(await correct('another', version + 2)).toMatchObject({ ok: true });
    }));
});

/** What is stored, where an account has moved on, wherever it stands, and is the same otherwise. */
const moved = (stored: unknown, id: string, now: object): unknown => {
  if (Array.isArray(stored)) return stored.map((part: unknown) => moved(part, id, now));
  if (typeof stored !== 'object' || stored === null || stored instanceof Date) return stored;
  const parts = Object.entries(stored).map(([key, part]: [string, unknown]) => [
    key,
    moved(part, id, now),
  ]);
  const same = Object.fromEntries(parts);
  return 'address' in stored && 'id' in stored && stored.id === id ? { ...same, ...now } : same;
};
