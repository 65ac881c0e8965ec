import { AccountName, RoleId } from '@tenantry/domain';
import { correctableKinds } from './correction-unit.ts';
import { same } from './expect.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { commit, demandConflict, stored } from './unit.ts';

/** That an account of each kind is corrected in its own parts, from the version that stands. */
export const correctionLaws = (law: StateLaw): readonly Law[] => [
  ...correctableKinds.map(({ what, moves, open }) =>
    law(`a correction of ${what} moves what it may, and nothing else`, async (trial) => {
      const { store } = trial;
      const [{ account, save, find, whole }, other] = [await open(trial), await open(trial)];
      const { id, version, mayHaveSubAccounts } = account;
      const role = { defaultRole: RoleId.parse(7) };
      const corrections = [
        { ...anew(trial), version: version + 1, mayHaveSubAccounts: !mayHaveSubAccounts, ...role },
        { ...anew(trial), version: version + 2, mayHaveSubAccounts },
      ];
      const foreign = { ...other.account, id, kind: 'partner', status: 'closed' } as const;
      for (const said of corrections) {
        const { name, updatedAt } = said;
        const stands = { ...account, name, updatedAt, version: said.version, ...moves(said) };
        await commit(store, async (unit) => {
          await unit.accounts.holdForChange('installation', id);
          stored(await save(unit, { ...foreign, ...said }));
          same(await find(unit.accounts), whole(stands), 'in the unit that saved it');
        });
        await store.read(async ({ accounts }) => {
          const { address } = account;
          const named = (called: AccountName) =>
            accounts.named('installation', called, [account.kind], 10);
          same(await find(accounts), whole(stands), 'what was corrected');
          same((await accounts.lineage('installation', id))?.at(-1), stands, 'its lineage');
          same(await accounts.findByAddress('installation', address), stands, 'by its address');
          same(await named(name), [stands], 'by its name');
          same(await named(account.name), [], 'by the name that it had');
          same(await other.find(accounts), other.whole(other.account), 'the other');
        });
      }
    }),
  ),

  ...correctableKinds.map(({ what, open }) =>
    law(`${what} of another version is not corrected, nor one that there is not`, async (trial) => {
      const { store, make } = trial;
      const { account, save, find, whole } = await open(trial);
      const { id, version } = account;
      for (const stale of [version - 1, version, version + 2])
        await demandConflict(store, { taken: 'VersionStale' }, (unit) =>
          save(unit, { ...account, ...anew(trial), version: stale }),
        );
      const absent = { ...account, id: make.accountId(), version: version + 1 };
      const answered = await store
        .transact((unit) => save(unit, absent))
        .then(
          ({ ok }) => ok,
          () => false,
        );
      same(answered, false, 'whether one that does not exist was corrected');
      await store.read(async ({ accounts }) => {
        same(await find(accounts), whole(account), 'the one that there is');
        same(await accounts.find('installation', id), account, 'its account');
        same(await accounts.find('installation', absent.id), undefined, 'the absent one');
      });
    }),
  ),
];

const anew = ({ make }: Trial) => ({
  name: AccountName.parse(make.text('corrected')),
  updatedAt: make.time(),
});
