import {
  AccountNumber,
  isWithin,
  type Named,
  type Partner,
  type Slice,
  type Sliced,
} from '@tenantry/domain';
import { composed, decomposed } from './cases.ts';
import { same } from './expect.ts';
import { byNumber } from './forest.ts';
import type { Law, StateLaw } from './law.ts';
import { addPartner, nextVersion, renamed, savePartner } from './partner-unit.ts';
import { demandSlices } from './slices.ts';
import { commit, openMaster, stored } from './unit.ts';

/** That a partner is found by all that names it, and by nothing else. */
export const partnerNamedLaws = (law: StateLaw): readonly Law[] => [
  law(
    'partners are named by id, number, name and reference, and by nothing else',
    async (trial) => {
      const { store, make } = trial;
      const [first, second] = [await openMaster(trial), await openMaster(trial)];
      const there = await commit(store, async ({ accounts }) => {
        const added: Partner[] = [];
        for (const [parent, name, reference] of [
          [first, `Caf${composed}`, 'first'],
          [second, `Caf${decomposed}`, 'second'],
          [first, 'caf', `Caf${composed}`],
          [first, `CAF${composed.toUpperCase()}`, 'fourth'],
          [second, 'other', 'caf'],
        ] as const)
          added.push(
            stored(await accounts.addPartner(make.partner([parent], { name, reference }))),
          );
        return added;
      });
      const [one, two, three, four, five] = there;
      const questions: readonly (readonly [Named | undefined, readonly (Partner | undefined)[]])[] =
        [
          [undefined, there],
          [{ text: `Caf${composed}` }, [one, two, three]],
          [{ text: `Caf${decomposed}` }, [one, two, three]],
          [{ text: `CAF${composed.toUpperCase()}` }, [four]],
          [{ text: 'caf' }, [three, five]],
          [{ text: 'first' }, [one]],
          [{ text: 'FIRST' }, []],
          [{ text: 'Ca' }, []],
          [{ text: '%' }, []],
          [{ text: '' }, []],
          [{ text: first.name }, []],
          [{ text: 'nobody', ref: first.id }, []],
          [{ text: 'nobody', ref: AccountNumber.parse(2_147_483_647) }, []],
          ...there.flatMap((partner) => [
            [{ text: 'nobody', ref: partner.account.id }, [partner]] as const,
            [{ text: 'nobody', ref: partner.account.number }, [partner]] as const,
            [{ text: 'first', ref: partner.account.id }, [one, partner]] as const,
            [{ text: partner.account.id }, []] as const,
          ]),
        ];
      await store.read(async ({ accounts }) => {
        for (const [asked, expected] of questions)
          for (const reach of ['installation', { below: first.id }] as const) {
            const seen = there
              .filter((partner) => expected.includes(partner))
              .filter(({ account }) => isWithin(reach, account))
              .toSorted(byNumber);
            const read: Read = (slice) =>
              accounts.partners(reach, {
                ...slice,
                ...(asked === undefined ? {} : { named: asked }),
              });
            const what = `partners named ${JSON.stringify(asked)}`;
            if (seen.length > 1) await demandSlices(read, seen, what);
            else same(await read(whole), { total: seen.length, items: seen }, what);
          }
      });
    },
  ),

  law('a partner that was corrected is found by what it is called now alone', async (trial) => {
    const { store, make } = trial;
    const master = await openMaster(trial);
    const before = await addPartner(trial, make.partner([master]));
    const other = make.partner([master]);
    const { userName, email } = other.contactMember;
    const corrected = nextVersion(before);
    const after: Partner = {
      ...corrected,
      account: { ...corrected.account, name: other.account.name },
      reference: other.reference,
      contactMember: { ...renamed(corrected, userName), email },
    };
    await savePartner(trial, after);
    const foundBy = ({ account: { id, name }, reference, contactMember }: Partner) =>
      store.read(async ({ accounts, access }) => {
        const partners = (text: string) =>
          accounts.partners('installation', { skip: 0, limit: 10, named: { text } });
        return {
          name: (await partners(name)).items,
          reference: (await partners(reference)).items,
          named: await accounts.named('installation', name, ['partner'], 10),
          userName:
            contactMember.userName &&
            (await access.membershipByUserName(contactMember.userName))?.membership,
          mailbox: (await access.membershipByMailbox(id, contactMember.email))?.membership,
        };
      });
    const [none, contact] = [undefined, after.contactMember];
    same(
      await foundBy(before),
      { name: [], reference: [], named: [], userName: none, mailbox: none },
      'what is found by what it was called',
    );
    same(
      await foundBy(after),
      {
        name: [after],
        reference: [after],
        named: [after.account],
        userName: contact,
        mailbox: contact,
      },
      'what is found by what it is called',
    );
  }),
];

const whole: Slice = { skip: 0, limit: 1000 };

type Read = (slice: Slice) => Promise<Sliced<Partner>>;
