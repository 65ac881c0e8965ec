import type { Account, AccountId, Lineage, Partner, Unit } from '@tenantry/domain';
import { demand, same } from './expect.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { allEnd, settlesInTurns, whileOpen } from './meanwhile.ts';
import { addPartner, nextVersion } from './partner-unit.ts';
import { commit, endings, openMaster, stored } from './unit.ts';

/** That whoever will change an account has it alone, and sees what those before left of it. */
export const holdLaws = (law: StateLaw): readonly Law[] => [
  ...holds.map(({ how, hold }) =>
    law(`an account that is held ${how} is not held for change by another`, async (trial) => {
      const family = await openFamily(trial);
      await demandWaiting(trial, {
        holder: (unit) => hold(unit, family),
        waiting: [(unit) => holdForChange(unit, family)],
      });
    }),
  ),

  law('an account that is held for change is held by no other in any way', async (trial) => {
    const family = await openFamily(trial);
    await demandWaiting(trial, {
      holder: (unit) => holdForChange(unit, family),
      waiting: holds.map(
        ({ hold }) =>
          (unit: Unit) =>
            hold(unit, family),
      ),
    });
  }),

  ...endings.map(({ after, isCommit, end }) =>
    law(`whoever holds an account after another’s change sees it after ${after}`, async (trial) => {
      const { store } = trial;
      const family = await openFamily(trial);
      const { partner } = family;
      const left = isCommit ? suspended(partner) : partner;
      const begun: Promise<unknown>[] = [];
      await whileOpen(
        store,
        async ({ accounts }) => {
          await accounts.holdForChange('installation', partner.account.id);
          stored(await accounts.savePartner(suspended(partner)));
        },
        async () => {
          for (const { how, hold } of holds) {
            const unit = commit(store, async (handles) => {
              const lineage = await hold(handles, family);
              const seen = lineage?.find(({ id }) => id === partner.account.id);
              same(seen, left.account, `the account in the lineage, held ${how}`);
              const { id } = partner.account;
              const found = await handles.accounts.findPartner('installation', id);
              same(found, left, `what is read after it was held ${how}`);
            });
            begun.push(unit);
            await settlesInTurns(unit, 20);
          }
        },
        end,
      );
      await allEnd(trial, begun);
    }),
  ),

  law('corrections that each go by what they hold follow one another', async (trial) => {
    const { store } = trial;
    const { partner } = await openFamily(trial);
    const { id, version } = partner.account;
    const corrections = Array.from({ length: 6 }, () =>
      commit(store, async ({ accounts }) => {
        await accounts.holdForChange('installation', id);
        const stands = await accounts.findPartner('installation', id);
        const saved = stored(await accounts.savePartner(nextVersion(stands ?? partner)));
        return saved.account.version;
      }),
    );
    const versions = await allEnd(trial, corrections);
    same(
      versions.toSorted((a, b) => a - b),
      corrections.map((_, at) => version + 1 + at),
      'the versions that were saved',
    );
  }),

  law('what a unit holds it may hold again, whichever way', async (trial) => {
    const family = await openFamily(trial);
    const again = commit(trial.store, async (unit) => {
      for (const first of holds)
        for (const { hold } of [first, ...holds])
          demand((await hold(unit, family)) !== undefined, 'an account was not found again');
    });
    await allEnd(trial, [again]);
  }),
];

interface Family {
  readonly partner: Partner;
  /** Beneath the partner. */
  readonly below: Account;
}

const openFamily = async (trial: Trial): Promise<Family> => {
  const { store, make } = trial;
  const master = await openMaster(trial);
  const partner = await addPartner(trial, make.partner([master]));
  const customer = make.customer([master, partner.account]);
  const below = await commit(store, async ({ accounts }) =>
    stored(await accounts.addCustomer(customer)),
  );
  return { partner, below: below.account };
};

type Hold = (unit: Unit, family: Family) => Promise<Lineage | undefined>;

const lineageOf = ({ accounts }: Unit, id: AccountId) => accounts.holdLineage('installation', id);

const holdForChange: Hold = ({ accounts }, { partner }) =>
  accounts.holdForChange('installation', partner.account.id);

/** Each way in which a unit can hold the partner. */
const holds: readonly { readonly how: string; readonly hold: Hold }[] = [
  { how: 'in its lineage', hold: (unit, { partner }) => lineageOf(unit, partner.account.id) },
  { how: 'in the lineage of one beneath it', hold: (unit, { below }) => lineageOf(unit, below.id) },
  { how: 'for change', hold: holdForChange },
  {
    how: 'in the lineage of one that is held for change',
    hold: ({ accounts }, { below }) => accounts.holdForChange('installation', below.id),
  },
];

const suspended = (partner: Partner): Partner => {
  const next = nextVersion(partner);
  return { ...next, account: { ...next.account, status: 'suspended' } };
};

interface Waiting {
  readonly holder: (unit: Unit) => Promise<unknown>;
  readonly waiting: readonly ((unit: Unit) => Promise<unknown>)[];
}

/** None of the others comes to hold anything before the holder has ended; then each does. */
async function demandWaiting(trial: Trial, { holder, waiting }: Waiting): Promise<void> {
  const begun: Promise<unknown>[] = [];
  await whileOpen(trial.store, holder, async () => {
    for (const hold of waiting) begun.push(commit(trial.store, hold));
    const first = Promise.race(begun);
    demand(!(await settlesInTurns(first)), 'it was held while another held it');
  });
  await allEnd(trial, begun);
}
