import { EmailAddress, type NewAccountRegister } from '@tenantry/domain';
import fc from 'fast-check';
import { accountParts, forAll, fullTree, texts, trees } from './cases.ts';
import { same } from './expect.ts';
import { byNumber, grow, parentOf } from './forest.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import type { RegisterWithUser } from './make-beneath.ts';
import { registerParts } from './partner-cases.ts';
import { demandSlices } from './slices.ts';
import { commit, demandAbsent, demandConflict, openMaster, stored } from './unit.ts';

/** That a registered account comes back as it was stored, with its user and that one's place. */
export const registerLaws = (law: StateLaw): readonly Law[] => [
  law('a registered account comes back whole, by id and by number', (trial) =>
    forAll(
      fc.record(
        { parts: registerParts, node: accountParts, userName: texts },
        { requiredKeys: ['parts', 'node'] },
      ),
      async ({ parts: { details, domain, credential, member }, node, userName }) => {
        const { store, make } = trial;
        const master = await openMaster(trial);
        const { account, user, member: place } = make.register([master]);
        const email = EmailAddress.parse(`${make.uuid()}@${domain}`);
        const added: RegisterWithUser = {
          ...details,
          account: { ...account, ...node },
          user: { id: user.id, email, credential: { ...user.credential, ...credential } },
          member: {
            ...place,
            ...member,
            email,
            ...(userName === undefined ? {} : { userName: make.userName(userName) }),
          },
        };
        const answered = await commit(store, async ({ accounts }) =>
          stored(await accounts.addRegister(added)),
        );
        const { user: _, ...register } = added;
        const expected = {
          ...register,
          account: { ...added.account, number: answered.account.number },
          member: { ...added.member, number: answered.member.number },
        };
        same(answered, expected, 'addRegister answered another register');
        await store.read(async ({ accounts, access }) => {
          const { id, number } = expected.account;
          const found = { membership: expected.member, lineage: [master, expected.account] };
          const spelt = EmailAddress.parse(email.address.toUpperCase());
          same(await accounts.findRegister('installation', id), expected, 'by id');
          same(await accounts.findRegister('installation', number), expected, 'by number');
          same(await accounts.find('installation', id), expected.account, 'its account');
          same(await access.findUser(user.id), added.user, 'its user');
          same(await access.userByMailbox(spelt), added.user, 'its user, by the mailbox');
          same(await access.findMembership(place.id), found, 'its member');
          same(await access.membershipByMailbox(id, spelt), found, 'its member, by the mailbox');
        });
      },
    ),
  ),

  law('registered accounts come by number, from directly beneath one', (trial) =>
    forAll(
      trees,
      async (tree) => {
        const nodes = await grow(trial, tree);
        await trial.store.read(async ({ accounts }) => {
          for (const { account } of nodes) {
            const beneath = nodes.filter((node) => parentOf(node) === account.id);
            const expected = beneath.flatMap(({ register }) => register ?? []).toSorted(byNumber);
            await demandSlices(
              (slice) => accounts.registers('installation', account.id, slice),
              expected,
              'registers',
            );
          }
        });
      },
      { runs: 3, examples: [fullTree] },
    ),
  ),

  law(
    'a mailbox is registered once among all users, and invited as often as wanted',
    async (trial) => {
      const { store, make } = trial;
      const [first, second] = [await openMaster(trial), await openMaster(trial)];
      const user = make.user({ email: EmailAddress.parse('jane@bücher.example') });
      const invited = { ...make.invited(first.id), email: EmailAddress.parse('jo@example.com') };
      await commit(store, async ({ access }) => {
        stored(await access.addUser(user));
        stored(await access.addMembership(invited));
      });
      await add(trial, make.register([first], { email: 'Jo@Example.com' }));
      for (const email of ['JANE@xn--bcher-kva.example', 'jo@EXAMPLE.com']) {
        for (const parents of [[first], [second]] as const)
          await demandTaken(trial, 'EmailTaken', make.register(parents, { email }));
        const again = make.user({ email: EmailAddress.parse(email) });
        const taken = { taken: 'EmailTaken' };
        await demandConflict(store, taken, ({ access }) => access.addUser(again));
        const elsewhere = { ...make.invited(second.id), email: EmailAddress.parse(email) };
        await commit(store, async ({ access }) => stored(await access.addMembership(elsewhere)));
      }
    },
  ),

  law(
    'of all that a registered account would take its address is looked at first',
    async (trial) => {
      const { make } = trial;
      const master = await openMaster(trial);
      const email = 'jane@example.com';
      await add(trial, make.register([master], { email }));
      const both = make.register([master], { email });
      const { address } = master;
      await demandTaken(trial, 'AddressTaken', { ...both, account: { ...both.account, address } });
    },
  ),
];

const add = ({ store }: Trial, register: NewAccountRegister) =>
  commit(store, async ({ accounts }) => stored(await accounts.addRegister(register)));

/** Nothing of what is refused may be left, and its ids are free. */
async function demandTaken(trial: Trial, taken: string, register: RegisterWithUser): Promise<void> {
  const { store, make } = trial;
  await demandConflict(store, { taken }, ({ accounts }) => accounts.addRegister(register));
  await demandAbsent(store, register.account.id);
  await store.read(async ({ access }) => {
    same(await access.findUser(register.user.id), undefined, 'a user that was refused');
    same(await access.findMembership(register.member.id), undefined, 'a member that was refused');
  });
  const email = make.mailbox();
  const { address } = make.master();
  await add(trial, {
    ...register,
    account: { ...register.account, address },
    user: { ...register.user, email },
    member: { ...register.member, email },
  });
}
