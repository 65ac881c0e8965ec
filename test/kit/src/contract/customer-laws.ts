import type { Customer, NewCustomer } from '@tenantry/domain';
import fc from 'fast-check';
import {
  accountParts,
  bareCustomer,
  customerCommands,
  forAll,
  fullCustomer,
  roles,
  texts,
} from './cases.ts';
import { same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import { commit, openMaster, stored } from './unit.ts';

/** That a customer comes back as it was stored, down to the last token. */
export const customerLaws = (law: StateLaw): readonly Law[] => [
  law('a customer comes back whole, by id and by number', async ({ store, make }) => {
    const master = await openMaster({ store, make });
    await forAll(
      fc.record({ command: customerCommands, parts: accountParts, people: peoples }),
      async ({ command, parts, people }) => {
        const opened = make.customer([master], { ...command, people: people.length });
        const added: NewCustomer = {
          ...opened,
          account: { ...opened.account, ...parts },
          members: opened.members.map((member, at) => {
            const { userName, ...rest } = people[at] ?? {};
            const named = userName === undefined ? {} : { userName: make.userName(userName) };
            return { ...member, ...rest, ...named };
          }),
        };
        const answered = await commit(store, async ({ accounts }) =>
          stored(await accounts.addCustomer(added)),
        );
        const expected = withNumbersOf(added, answered);
        const { id, number } = expected.account;
        same(answered, expected, 'addCustomer answered another customer');
        await store.read(async ({ accounts }) => {
          same(await accounts.findCustomer('installation', id), expected, 'by id');
          same(await accounts.findCustomer('installation', number), expected, 'by number');
          same(await accounts.find('installation', id), expected.account, 'its account');
          const lineage = await accounts.lineage('installation', id);
          same(lineage, [master, expected.account], 'its lineage');
        });
      },
      {
        examples: [
          { command: fullCustomer, parts: {}, people: [{ roles: [], userName: 'Jo' }] },
          { command: bareCustomer, parts: {}, people: [] },
        ],
      },
    );
  }),

  law('an account that is no customer is not found as one', async ({ store, make }) => {
    const master = await openMaster({ store, make });
    const found = await store.read(({ accounts }) =>
      accounts.findCustomer('installation', master.id),
    );
    same(found, undefined, 'findCustomer of a master account');
  }),
];

const peoples = fc.array(fc.record({ roles, userName: texts }, { requiredKeys: ['roles'] }), {
  maxLength: 3,
});

const withNumbersOf = (added: NewCustomer, answered: Customer): Customer => {
  const { uniqueReferenceNames: _, ...customer } = added;
  return {
    ...customer,
    account: { ...added.account, number: answered.account.number },
    members: added.members.flatMap((member, at) => {
      const number = answered.members[at]?.number;
      return number === undefined ? [] : [{ ...member, number }];
    }),
  };
};
