import fc from 'fast-check';
import { forAll } from './cases.ts';
import { addRegister, oneVersionOn } from './correction-unit.ts';
import { same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import { registerParts } from './partner-cases.ts';
import { commit, openMaster, stored } from './unit.ts';

/** That a register entry is corrected whole: what is said no more is gone. */
export const registerChangeLaws = (law: StateLaw): readonly Law[] => [
  law('a register entry that was corrected comes back whole', async (trial) => {
    const { store, make } = trial;
    const master = await openMaster(trial);
    await forAll(
      fc.record({ before: registerParts, after: registerParts }),
      async ({ before, after }) => {
        const opened = make.register([master]);
        const { account, member } = await addRegister(trial, {
          ...before.details,
          account: opened.account,
          user: opened.user,
          member: opened.member,
        });
        let saved = account;
        // At last nothing that need not be said: whatever was said before is gone by then.
        for (const details of [after.details, { timeZone: before.details.timeZone }]) {
          const corrected = oneVersionOn({ ...details, account: saved, member });
          const other = { ...member, ...after.member, email: make.mailbox() };
          await commit(store, async ({ accounts }) => {
            await accounts.holdForChange('installation', account.id);
            stored(await accounts.saveRegister({ ...corrected, member: other }));
          });
          await store.read(async ({ accounts, access }) => {
            const { id, number } = account;
            same(await accounts.findRegister('installation', id), corrected, 'by id');
            same(await accounts.findRegister('installation', number), corrected, 'by number');
            const found = await access.findMembership(member.id);
            same(found?.membership, member, 'its member');
            same(await access.findUser(opened.user.id), opened.user, 'its user');
          });
          saved = corrected.account;
        }
      },
      { runs: 5 },
    );
  }),
];
