import type { NewPartner, Partner, Slice, Sliced } from '@tenantry/domain';
import fc from 'fast-check';
import { accountParts, forAll, fullTree, trees } from './cases.ts';
import { same } from './expect.ts';
import { byNumber, grow, isVisible, reachesOf } from './forest.ts';
import type { Law, StateLaw } from './law.ts';
import { partnerOf, partnerParts } from './partner-cases.ts';
import { addUser } from './partner-unit.ts';
import { demandSlices } from './slices.ts';
import { commit, openMaster, stored } from './unit.ts';

/** That a partner comes back as it was stored, and is found by all that names it. */
export const partnerLaws = (law: StateLaw): readonly Law[] => [
  law('a partner comes back whole, by id and by number', (trial) =>
    forAll(fc.record({ parts: partnerParts, node: accountParts }), async ({ parts, node }) => {
      const { store, make } = trial;
      const master = await openMaster(trial);
      const { account, contactMember } = make.partner([master]);
      const { details, person } = partnerOf(make, await addUser(trial), parts);
      const { id, accountId } = contactMember;
      const added: NewPartner = {
        ...details,
        account: { ...account, ...node },
        contactMember: { id, accountId, ...person },
      };
      const answered = await commit(store, async ({ accounts }) =>
        stored(await accounts.addPartner(added)),
      );
      const { number } = answered.contactMember;
      const expected = {
        ...added,
        account: { ...added.account, number: answered.account.number },
        contactMember: { ...added.contactMember, number },
      };
      same(answered, expected, 'addPartner answered another partner');
      await store.read(async ({ accounts, access }) => {
        const lineage = [master, expected.account];
        const byNumbers = await accounts.findPartner('installation', expected.account.number);
        same(await accounts.findPartner('installation', accountId), expected, 'by id');
        same(byNumbers, expected, 'by number');
        same(await accounts.find('installation', accountId), expected.account, 'its account');
        same(
          await access.findMembership(id),
          { membership: expected.contactMember, lineage },
          'its contact',
        );
      });
    }),
  ),

  law('what is no partner, or no registered account, is not found as one', async (trial) => {
    const { store, make } = trial;
    const master = await openMaster(trial);
    const others = await commit(store, async ({ accounts }) => [
      master,
      stored(await accounts.addPartner(make.partner([master]))).account,
      stored(await accounts.addCustomer(make.customer([master]))).account,
      stored(await accounts.addRegister(make.register([master]))).account,
    ]);
    await store.read(async ({ accounts }) => {
      for (const { id, number, kind } of others)
        for (const ref of [id, number]) {
          const found = {
            customer: await accounts.findCustomer('installation', ref),
            partner: await accounts.findPartner('installation', ref),
            registered: await accounts.findRegister('installation', ref),
          };
          const kinds = Object.entries(found).flatMap(([as, it]) => (it === undefined ? [] : [as]));
          same(kinds, kind === 'master' ? [] : [kind], `what a ${kind} is found as`);
        }
    });
  }),

  law('partners come by number, those of the reach alone, however they are cut', (trial) =>
    forAll(
      trees,
      async (tree) => {
        const nodes = await grow(trial, tree);
        await trial.store.read(async ({ accounts }) => {
          for (const reach of reachesOf(nodes, trial.make.accountId())) {
            if (reach === 'installation') continue;
            const visible = nodes.filter((node) => isVisible(reach, node));
            const expected = visible.flatMap(({ partner }) => partner ?? []).toSorted(byNumber);
            const read: Read = (slice) => accounts.partners(reach, slice);
            await demandSlices(read, expected, `partners below ${reach.below}`);
          }
        });
      },
      { runs: 3, examples: [fullTree] },
    ),
  ),
];

type Read = (slice: Slice) => Promise<Sliced<Partner>>;
