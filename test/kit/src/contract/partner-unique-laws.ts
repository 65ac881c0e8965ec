import { type NewPartner, Reference, UserName } from '@tenantry/domain';
import { composed, decomposed } from './cases.ts';
import { same } from './expect.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { addPartner } from './partner-unit.ts';
import { commit, demandAbsent, demandConflict, openMaster, stored } from './unit.ts';

/** What no two partners may share, and what they may. */
export const partnerUniqueLaws = (law: StateLaw): readonly Law[] => [
  law("a partner's name is taken once beneath a parent, among partners alone", async (trial) => {
    const { make } = trial;
    const [first, second] = [await openMaster(trial), await openMaster(trial)];
    const name = `Caf${composed}`;
    const { account } = await addPartner(trial, make.partner([first], { name }));
    for (const spelt of [name, `Caf${decomposed}`])
      await demandTaken(trial, 'NameTaken', make.partner([first], { name: spelt }));
    await addPartner(trial, make.partner([first], { name: name.toUpperCase() }));
    await addPartner(trial, make.partner([second], { name }));
    await addPartner(trial, make.partner([first, account], { name }));
    await commit(trial.store, async ({ accounts }) => {
      stored(await accounts.addCustomer(make.customer([first], { name })));
      stored(await accounts.addRegister(make.register([first], { name })));
    });
  }),

  law('a reference of a partner is taken once in the installation', async (trial) => {
    const { make } = trial;
    const [first, second] = [await openMaster(trial), await openMaster(trial)];
    const reference = `R-${composed}`;
    const { account } = await addPartner(trial, make.partner([first], { reference }));
    for (const parents of [[first], [second], [first, account]] as const)
      for (const spelt of [reference, `R-${decomposed}`])
        await demandTaken(trial, 'ReferenceTaken', make.partner(parents, { reference: spelt }));
    await addPartner(trial, make.partner([second], { reference: reference.toUpperCase() }));
    await commit(trial.store, async ({ accounts }) =>
      stored(
        await accounts.addCustomer(
          make.customer([first], {
            references: [{ name: 'Partner', value: reference }],
            uniqueReferenceNames: ['Partner'],
          }),
        ),
      ),
    );
  }),

  law("a contact's user name is taken once among all members", async (trial) => {
    const { store, make } = trial;
    const [first, second] = [await openMaster(trial), await openMaster(trial)];
    const userName = `Jos${composed}`;
    await addPartner(trial, make.partner([first], { contact: { userName } }));
    const member = { ...make.invited(first.id), userName: UserName.parse('Member') };
    await commit(store, async ({ access }) => stored(await access.addMembership(member)));
    for (const spelt of [userName, `JOS${decomposed}`, 'MEMBER'])
      await demandTaken(
        trial,
        'UserNameTaken',
        make.partner([second], { contact: { userName: spelt } }),
      );
    const again = { ...make.invited(second.id), userName: UserName.parse(`jos${decomposed}`) };
    await demandConflict(store, { taken: 'UserNameTaken' }, ({ access }) =>
      access.addMembership(again),
    );
  }),

  law('an address that a partner has, or would have, is taken once', async (trial) => {
    const { store, make } = trial;
    const master = await openMaster(trial);
    const { address } = (await addPartner(trial, make.partner([master]))).account;
    const register = await commit(store, async ({ accounts }) =>
      stored(await accounts.addRegister(make.register([master]))),
    );
    for (const taken of [master.address, address, register.account.address]) {
      const partner = make.partner([master]);
      const there = { ...partner, account: { ...partner.account, address: taken } };
      await demandTaken(trial, 'AddressTaken', there);
      const opened = make.register([master]);
      const again = { ...opened, account: { ...opened.account, address: taken } };
      await demandConflict(store, { taken: 'AddressTaken' }, ({ accounts }) =>
        accounts.addRegister(again),
      );
      await demandAbsent(store, again.account.id);
    }
  }),
];

/** Nothing of what is refused may be left, and its ids are free. */
async function demandTaken(
  { store, make }: Trial,
  taken: string,
  partner: NewPartner,
): Promise<void> {
  await demandConflict(store, { taken }, ({ accounts }) => accounts.addPartner(partner));
  await demandAbsent(store, partner.account.id);
  const { id } = partner.contactMember;
  const found = await store.read(({ access }) => access.findMembership(id));
  same(found, undefined, 'the contact of a partner that was refused');
  const { address, name } = make.master();
  const { userName: _, ...contactMember } = partner.contactMember;
  await addPartner(
    { store },
    {
      ...partner,
      account: { ...partner.account, address, name },
      reference: Reference.parse(make.text('free')),
      contactMember,
    },
  );
}
