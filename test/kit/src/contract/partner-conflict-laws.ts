import type { Conflict, NewPartner, Partner } from '@tenantry/domain';
import type { Law, StateLaw, Trial } from './law.ts';
import { addPartner, nextVersion, savePartner } from './partner-unit.ts';
import { commit, demandAbsent, demandConflict, openMaster, stored } from './unit.ts';

/** That a partner which is refused is told all that others have, and in one order. */
export const partnerConflictLaws = (law: StateLaw): readonly Law[] => [
  law('a partner hears of all that others have, and of an address alone', async (trial) => {
    const { store, make } = trial;
    const { master, named, referred, called } = await openOthers(trial);
    const partner = make.partner([master]);
    for (const others of [[named, referred, called] as const, [named, named, named] as const])
      for (const wants of everyChoice) {
        const wrong = taking(partner, wants, ...others);
        const refused = ({ accounts }: Parameters<Work>[0]) => accounts.addPartner(wrong);
        await demandConflict(store, conflictOver(wants), refused);
        await demandAbsent(store, wrong.account.id);
        for (const { address } of [master, called.account]) {
          const there = { ...wrong, account: { ...wrong.account, address } };
          await demandConflict(store, { taken: 'AddressTaken' }, ({ accounts }) =>
            accounts.addPartner(there),
          );
        }
      }
    await addPartner(trial, partner);
  }),

  law('a correction hears of all that others have, its mailbox as the last', async (trial) => {
    const { store, make } = trial;
    const { master, named, referred, called } = await openOthers(trial);
    const partner = await addPartner(trial, make.partner([master]));
    const guest = await commit(store, async ({ access }) =>
      stored(await access.addMembership(make.invited(partner.account.id))),
    );
    const corrected = nextVersion(partner);
    for (const isMoved of [false, true])
      for (const wants of isMoved ? [[], ...everyChoice] : everyChoice) {
        const { contactMember, ...wrong } = taking(corrected, wants, named, referred, called);
        const { email } = isMoved ? guest : contactMember;
        const all = isMoved ? [...wants, 'EmailTaken'] : wants;
        await demandConflict(store, conflictOver(all), ({ accounts }) =>
          accounts.savePartner({ ...wrong, contactMember: { ...contactMember, email } }),
        );
      }
    await savePartner(trial, corrected);
  }),
];

type Work = Parameters<typeof demandConflict>[2];

type Wanted = 'NameTaken' | 'ReferenceTaken' | 'UserNameTaken';

/** What may be taken at once, in the order in which it is to be told. */
const everyChoice: readonly (readonly Wanted[])[] = [
  ['NameTaken'],
  ['ReferenceTaken'],
  ['UserNameTaken'],
  ['NameTaken', 'ReferenceTaken'],
  ['NameTaken', 'UserNameTaken'],
  ['ReferenceTaken', 'UserNameTaken'],
  ['NameTaken', 'ReferenceTaken', 'UserNameTaken'],
];

const conflictOver = ([taken = 'none', ...also]: readonly string[]): Conflict<string> =>
  also.length === 0 ? { taken } : { taken, also };

/** Three partners of one parent, each of whom has something. */
async function openOthers(trial: Trial) {
  const master = await openMaster(trial);
  const open = () => addPartner(trial, trial.make.partner([master]));
  return { master, named: await open(), referred: await open(), called: await open() };
}

/** The partner with what these others have. */
function taking<Each extends NewPartner>(
  partner: Each,
  wants: readonly Wanted[],
  { account: { name } }: Partner,
  { reference }: Partner,
  { contactMember: { userName } }: Partner,
): Each {
  const isWanted = (what: Wanted): boolean => wants.includes(what);
  return {
    ...partner,
    ...(isWanted('NameTaken') ? { account: { ...partner.account, name } } : {}),
    ...(isWanted('ReferenceTaken') ? { reference } : {}),
    ...(isWanted('UserNameTaken') ? { contactMember: { ...partner.contactMember, userName } } : {}),
  };
}
