import { AccountName, EmailAddress, type Partner, Reference, UserName } from '@tenantry/domain';
import { composed, decomposed } from './cases.ts';
import { same } from './expect.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { addPartner, nextVersion, renamed, savePartner } from './partner-unit.ts';
import { commit, demandConflict, openMaster, stored } from './unit.ts';

/** What a correction of a partner is refused for, and what it frees. */
export const partnerRefusedLaws = (law: StateLaw): readonly Law[] => [
  law('a version that is not the next one is stale, whatever else is taken', async (trial) => {
    const { make } = trial;
    const master = await openMaster(trial);
    const partner = await addPartner(trial, make.partner([master]));
    const other = await addPartner(trial, make.partner([master]));
    const { version } = await savePartner(trial, nextVersion(partner)).then(
      ({ account }) => account,
    );
    const taken = {
      reference: other.reference,
      contactMember: renamed(partner, userNameOf(other)),
    };
    for (const stale of [version - 1, version, version + 2])
      for (const rest of [{}, taken]) {
        const { name } = other.account;
        const account = { ...partner.account, name, version: stale };
        await demandRefused(trial, 'VersionStale', { ...partner, ...rest, account });
      }
  }),

  law('a correction takes nothing that another has', async (trial) => {
    const { store, make } = trial;
    const master = await openMaster(trial);
    const partner = await addPartner(trial, make.partner([master]));
    const other = await addPartner(
      trial,
      make.partner([master], {
        name: `N${composed}`,
        reference: `R${composed}`,
        contact: { userName: `U${composed}` },
      }),
    );
    const mailbox = EmailAddress.parse('Jane@bücher.example');
    await commit(store, async ({ access }) =>
      stored(await access.addMembership({ ...make.invited(partner.account.id), email: mailbox })),
    );
    const corrected = nextVersion(partner);
    const { account, contactMember } = corrected;
    for (const [name, reference, userName] of [
      [other.account.name, other.reference, userNameOf(other)],
      [
        AccountName.parse(`N${decomposed}`),
        Reference.parse(`R${decomposed}`),
        UserName.parse(`u${decomposed.toUpperCase()}`),
      ],
    ] as const)
      for (const [taken, wrong] of [
        ['NameTaken', { account: { ...account, name } }],
        ['ReferenceTaken', { reference }],
        ['UserNameTaken', { contactMember: renamed(corrected, userName) }],
      ] as const)
        await demandRefused(trial, taken, { ...corrected, ...wrong });
    const email = EmailAddress.parse('JANE@xn--bcher-kva.Example');
    const moved = { ...corrected, contactMember: { ...contactMember, email } };
    await demandRefused(trial, 'EmailTaken', moved);
    await savePartner(trial, corrected);
  }),

  law(
    'what a partner has been called is free again, and what it is called is not',
    async (trial) => {
      const { make } = trial;
      const master = await openMaster(trial);
      const partner = await addPartner(trial, make.partner([master]));
      const said = { name: 'New', reference: 'new', contact: { userName: 'newcomer' } };
      const { account, reference, contactMember } = make.partner([master], said);
      const { userName, email } = contactMember;
      const corrected = nextVersion(partner);
      await savePartner(trial, {
        ...corrected,
        account: { ...corrected.account, name: account.name },
        reference,
        contactMember: { ...renamed(corrected, userName), email },
      });
      for (const [taken, wishes] of [
        ['NameTaken', { name: said.name }],
        ['ReferenceTaken', { reference: said.reference }],
        ['UserNameTaken', { contact: said.contact }],
      ] as const) {
        const late = make.partner([master], wishes);
        await demandConflict(trial.store, { taken }, ({ accounts }) => accounts.addPartner(late));
      }
      const invited = { ...make.invited(account.id), accountId: partner.account.id };
      await demandConflict(trial.store, { taken: 'EmailTaken' }, ({ access }) =>
        access.addMembership({ ...invited, email }),
      );
      await addPartner(
        trial,
        make.partner([master], {
          name: partner.account.name,
          reference: partner.reference,
          contact: { userName: userNameOf(partner) },
        }),
      );
      const { email: former } = partner.contactMember;
      await commit(trial.store, async ({ access }) =>
        stored(await access.addMembership({ ...invited, email: former })),
      );
    },
  ),
];

const userNameOf = ({ contactMember: { userName } }: Partner): UserName =>
  userName ?? UserName.parse('none');

/** A conflict, after which the partner and its contact are what they were. */
async function demandRefused({ store }: Trial, taken: string, saved: Partner): Promise<void> {
  const found = () =>
    store.read(async ({ accounts, access }) => [
      await accounts.findPartner('installation', saved.account.id),
      await access.findMembership(saved.contactMember.id),
    ]);
  const before = await found();
  await demandConflict(store, { taken }, ({ accounts }) => accounts.savePartner(saved));
  same(await found(), before, 'a correction that was refused changed something');
}
