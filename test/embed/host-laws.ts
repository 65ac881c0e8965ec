import { ok } from '@tenantry/domain';
import { beforeEach, describe, expect, it } from 'vitest';
import { noAccount } from '../postgres/accounts.ts';
import { expectOk } from '../protocols/installation.ts';
import type { Host, HostKind } from './host-databases.ts';
import {
  customerNamed,
  type HostInstallation,
  installIn,
  partnerNamed,
} from './host-installation.ts';

/** What every host may rely on, whatever its driver. */
export const hostLaws = ({ name, open, tick, step }: HostKind): void => {
  describe(`in a transaction of a host: ${name}`, () => {
    let host: Host;
    let here: HostInstallation;
    beforeEach(async () => {
      host = await open();
      here = await installIn(host.persistence);
    });

    const rolledBack = (work: Parameters<Host['inTransaction']>[0]) =>
      expect(
        host.inTransaction(async (inside) => {
          await work(inside);
          throw new Error('the host thinks better of it');
        }),
      ).rejects.toThrow('the host thinks better of it');

    it('a commit keeps what is the host’s and what is ours, and the mail is owed', async () => {
      const made = await host.inTransaction(async ({ tx, note }) => {
        await note('before');
        const customer = expectOk(
          await here.app.customers.create(customerNamed('A'), { ...here.own, tx }),
        );
        expect(await here.accounts()).toEqual(['Root']);
        await note('after');
        return customer;
      });
      expect(await host.notes()).toEqual(['before', 'after']);
      expect(
        expectOk(await here.app.customers.find({ customer: made.account.id }, here.own)),
      ).toEqual(made);
      expect(await here.app.deliverMail()).toEqual({ sent: 1, failed: 0 });
      expect(here.letters.map(({ to }) => to.address)).toEqual(['A@example.com']);
    });

    it('a rollback leaves nothing, and no mail', async () => {
      const before = await here.footprint();
      await rolledBack(async ({ tx, note }) => {
        await note('before');
        expectOk(await here.app.customers.create(customerNamed('A'), { ...here.own, tx }));
        expectOk(
          await here.app.registers.open(
            { email: 'b@example.com', firstName: 'B', lastName: 'C' },
            { ...here.own, tx },
          ),
        );
        await note('after');
      });
      expect(await here.app.deliverMail()).toEqual({ sent: 0, failed: 0 });
      expect(await here.footprint()).toEqual(before);
      expect(await host.notes()).toEqual([]);
      expectOk(await here.app.customers.create(customerNamed('A'), here.own));
    });

    it('a use case that answers an error leaves the rest as it was, and usable', async () => {
      await host.inTransaction(async ({ tx, note }) => {
        const inside = { ...here.own, tx };
        await note('before');
        expectOk(await here.app.apps.create({ name: 'app' }, inside));
        // The store itself refuses this one, after it has begun to write.
        expect(await here.app.apps.create({ name: 'APP'.toLowerCase() }, inside)).toMatchObject({
          error: { kind: 'AppNameTaken' },
        });
        expect(
          await here.app.customers.create(customerNamed('A', crypto.randomUUID()), inside),
        ).toMatchObject({ error: { kind: 'ParentNotFound' } });
        expectOk(await here.app.partners.create(partnerNamed('Partner'), inside));
        const again = { ...partnerNamed('Partner'), reference: 'another' };
        expect(await here.app.partners.create(again, inside)).toMatchObject({
          error: { kind: 'NameTaken', also: [{ kind: 'UserNameTaken' }] },
        });
        await note('between');
        expectOk(await here.app.customers.create(customerNamed('B'), inside));
      });
      expect(await host.notes()).toEqual(['before', 'between']);
      expect(await here.accounts()).toEqual(['Root', 'Partner', 'B']);
      expect(expectOk(await here.app.apps.list({}, here.own)).total).toBe(1);
    });

    it('a unit that throws leaves the rest as it was, and usable', async () => {
      await host.inTransaction(async ({ tx, note }) => {
        await note('before');
        const within = host.persistence.within(tx);
        const fault = new Error('in the middle');
        await expect(
          within.transact(async ({ records }) => {
            await records.setSecretCheck('another');
            throw fault;
          }),
        ).rejects.toBe(fault);
        const installation = await within.read(({ records }) => records.installation());
        expect(installation?.secretCheck).not.toBe('another');
        expectOk(await here.app.customers.create(customerNamed('A'), { ...here.own, tx }));
      });
      expect(await host.notes()).toEqual(['before']);
      expect(await here.accounts()).toEqual(['Root', 'A']);
    });

    it('a unit is undone where a statement failed that nobody awaited', async () => {
      await host.inTransaction(async ({ tx, note }) => {
        await note('before');
        const within = host.persistence.within(tx);
        const unit = within.transact(async ({ records }) => {
          await records.setSecretCheck('another');
          // On its way when the work is done.
          records.addEvent(noAccount()).catch(() => undefined);
          return ok(undefined);
        });
        await expect(unit).rejects.toThrow('cannot be committed');
        const installation = await within.read(({ records }) => records.installation());
        expect(installation?.secretCheck).not.toBe('another');
      });
      expect(await host.notes()).toEqual(['before']);
    });

    it('a use case sees what another has made before it', async () => {
      await host.inTransaction(async ({ tx }) => {
        const first = expectOk(
          await here.app.customers.create(customerNamed('A'), { ...here.own, tx }),
        );
        const caller = here.app.as.account(first.account.id);
        expectOk(await here.app.customers.create(customerNamed('B'), { caller, tx }));
        const seen = await here.app.accounts.subtree(
          { account: first.account.id, limit: 10 },
          { caller, tx },
        );
        expect(expectOk(seen).items.map(({ name: seenName }) => seenName)).toEqual(['A', 'B']);
      });
      expect(await here.accounts()).toEqual(['Root', 'A', 'B']);
    });

    it('use cases that are called at once follow one another', async () => {
      const names = ['A', 'B', 'C', 'D', 'E'];
      const results = await host.inTransaction(({ tx }) =>
        Promise.all(
          names.map((each) => here.app.customers.create(customerNamed(each), { ...here.own, tx })),
        ),
      );
      expect(results.map((result) => expectOk(result).account.name)).toEqual(names);
      expect((await here.accounts()).toSorted()).toEqual([...names, 'Root']);
      expect(await here.app.deliverMail()).toEqual({ sent: 5, failed: 0 });
    });

    it('an attempt is made once in the same transaction, and in the next', async () => {
      const attempt = { ...here.own, idempotencyKey: 'first' };
      const create = (tx?: Parameters<typeof here.app.customers.create>[1]['tx']) =>
        here.app.customers.create(customerNamed('A'), { ...attempt, ...(tx && { tx }) });
      const [made, again] = await host.inTransaction(async ({ tx }) => [
        await create(tx),
        await create(tx),
      ]);
      expect(again).toEqual({ ...made, replayed: true });
      const [later, other] = await host.inTransaction(async ({ tx }) => [
        await create(tx),
        await here.app.customers.create(customerNamed('B'), { ...attempt, tx }),
      ]);
      expect(later).toEqual(again);
      expect(other).toEqual({ ok: false, error: { kind: 'IdempotencyKeyReused' } });
      expect(await create()).toEqual(again);
      expect(await here.accounts()).toEqual(['Root', 'A']);
    });

    it('an attempt that was rolled back was never made', async () => {
      const attempt = { ...here.own, idempotencyKey: 'first' };
      await rolledBack(async ({ tx }) => {
        expectOk(await here.app.customers.create(customerNamed('A'), { ...attempt, tx }));
      });
      const made = await here.app.customers.create(customerNamed('B'), attempt);
      expect(made).not.toHaveProperty('replayed');
      expect(await here.accounts()).toEqual(['Root', 'B']);
    });

    it('savepoints of the host’s take what was done in them', async () => {
      await host.inTransaction(async ({ tx, note, run }) => {
        await run('SAVEPOINT hosts');
        expectOk(await here.app.customers.create(customerNamed('A'), { ...here.own, tx }));
        await note('A');
        await run('ROLLBACK TO SAVEPOINT hosts');
        expectOk(await here.app.customers.create(customerNamed('B'), { ...here.own, tx }));
        await note('B');
        await run('RELEASE SAVEPOINT hosts');
      });
      expect(await here.accounts()).toEqual(['Root', 'B']);
      expect(await host.notes()).toEqual(['B']);
      expect(await here.app.deliverMail()).toEqual({ sent: 1, failed: 0 });
    });

    it('a unit inside a unit throws at once', async () => {
      await host.inTransaction(async ({ tx }) => {
        const within = host.persistence.within(tx);
        await expect(
          within.transact(async () => within.transact(async () => ok(undefined))),
        ).rejects.toThrow('transact inside transact');
        await expect(within.read(() => within.transact(async () => ok(undefined)))).rejects.toThrow(
          'transact inside transact',
        );
        // A read is part of what is under way.
        const seen = await within.transact(async ({ records }) => {
          await records.setSecretCheck('another');
          return ok(await within.read(({ records: read }) => read.installation()));
        });
        expect(expectOk(seen)?.secretCheck).toBe('another');
      });
    });

    it('what was handed to a unit is of no use after it', async () => {
      await host.inTransaction(async ({ tx }) => {
        const within = host.persistence.within(tx);
        const kept: (() => Promise<unknown>)[] = [];
        await within.transact(async ({ records }) => {
          kept.push(() => records.setSecretCheck('late'));
          return ok(undefined);
        });
        await within.read(async ({ records }) => {
          kept.push(() => records.installation());
        });
        for (const late of kept) await expect(late()).rejects.toThrow('after its end');
      });
    });

    it('a transaction that is over is refused', async () => {
      const before = await here.footprint();
      const ended = await host.inTransaction(async ({ tx }) => tx);
      await expect(
        here.app.customers.create(customerNamed('A'), { ...here.own, tx: ended }),
      ).rejects.toThrow(/over|already committed|no transaction is open/);
      expect(await here.footprint()).toEqual(before);
    });

    it('a transaction that commits while a use case runs keeps all of it or nothing', async () => {
      let kept = 0;
      // Until it is done by then.
      for (let ticks = 0; kept === 0; ticks += step) {
        let running: Promise<[PromiseSettledResult<unknown>]> | undefined;
        const ended = host.inTransaction(async ({ tx, note }) => {
          await note('forgets to await');
          running = Promise.allSettled([
            here.app.customers.create(customerNamed('A'), { ...here.own, tx }),
          ]);
          for (let each = 0; each < ticks; each++) await tick();
        });
        const [committed] = await Promise.allSettled([ended]);
        const made = (await running)?.[0];
        if (committed.status === 'fulfilled' && made?.status === 'fulfilled') kept++;
        expect(await here.accounts()).toEqual(kept === 0 ? ['Root'] : ['Root', 'A']);
        expect(await here.app.deliverMail()).toEqual({ sent: kept, failed: 0 });
        await host.inTransaction(({ note }) => note('is usable'));
      }
    });
  });
};
