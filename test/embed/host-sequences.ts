import fc from 'fast-check';
import { expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { rounds } from '../rounds.ts';
import type { HostKind, Inside } from './host-databases.ts';
import { customerNamed, type HostInstallation, installIn } from './host-installation.ts';

const steps = ['note', 'create', 'at once', 'refused', 'taken', 'save', 'back', 'release'] as const;
type Step = (typeof steps)[number];

/** What is there, as the transaction sees it. */
interface Seen {
  readonly notes: readonly string[];
  readonly accounts: readonly string[];
}

/** Carries the steps out and foretells what they leave. */
async function carryOut(
  taken: readonly Step[],
  { app, own }: HostInstallation,
  { tx, note, run }: Inside,
  before: Seen,
): Promise<Seen> {
  let seen = before;
  const saved: Seen[] = [];
  const context = { ...own, tx };
  const make = async (): Promise<void> => {
    const name = `account ${seen.accounts.length} ${Math.random()}`;
    expectOk(await app.customers.create(customerNamed(name), context));
    seen = { ...seen, accounts: [...seen.accounts, name] };
  };
  const write = async (): Promise<void> => {
    const text = `note ${seen.notes.length}`;
    await note(text);
    seen = { ...seen, notes: [...seen.notes, text] };
  };
  for (const step of taken)
    switch (step) {
      case 'note':
        await write();
        break;
      case 'create':
        await make();
        break;
      case 'at once':
        await Promise.all([make(), make()].concat(write()));
        break;
      case 'refused': {
        const nobody = customerNamed('Nobody', crypto.randomUUID());
        expect(await app.customers.create(nobody, context)).toMatchObject({ ok: false });
        break;
      }
      case 'taken':
        expect(await app.apps.create({ name: 'taken' }, context)).toMatchObject({
          error: { kind: 'AppNameTaken' },
        });
        break;
      case 'save':
        await run(`SAVEPOINT hosts_${saved.length}`);
        saved.push(seen);
        break;
      case 'back': {
        const last = saved.at(-1);
        if (last === undefined) break;
        await run(`ROLLBACK TO SAVEPOINT hosts_${saved.length - 1}`);
        seen = last;
        break;
      }
      case 'release':
        if (saved.pop() !== undefined) await run(`RELEASE SAVEPOINT hosts_${saved.length}`);
    }
  return seen;
}

/** Whatever a host does in its transaction: all of it is kept, or nothing. */
export const hostSequences = ({ name, open }: HostKind): void => {
  it(`all or nothing, whatever is done in a transaction: ${name}`, async () => {
    const host = await open();
    const here = await installIn(host.persistence);
    expectOk(await here.app.apps.create({ name: 'taken' }, here.own));
    let kept: Seen = { notes: [], accounts: ['Root'] };
    let mail = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...steps), { maxLength: 8 }),
        fc.boolean(),
        async (taken, commits) => {
          const thinksBetter = new Error('the host thinks better of it');
          const ended = host.inTransaction(async (inside) => {
            const seen = await carryOut(taken, here, inside, kept);
            if (!commits) throw thinksBetter;
            return seen;
          });
          if (commits) {
            const made = await ended;
            mail += made.accounts.length - kept.accounts.length;
            kept = made;
          } else await expect(ended).rejects.toBe(thinksBetter);
          expect(await host.notes()).toEqual(kept.notes);
          expect((await here.accounts()).toSorted()).toEqual(kept.accounts.toSorted());
          await here.app.deliverMail();
          expect(here.letters).toHaveLength(mail);
        },
      ),
      { numRuns: rounds(8) },
    );
  });
};
