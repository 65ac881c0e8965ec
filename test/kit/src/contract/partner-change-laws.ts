import type { Partner } from '@tenantry/domain';
import fc from 'fast-check';
import { accountParts, forAll } from './cases.ts';
import { demand, same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import { settlesInTurns, whileOpen } from './meanwhile.ts';
import { partnerOf, partnerParts } from './partner-cases.ts';
import { addPartner, addUser, nextVersion, savePartner } from './partner-unit.ts';
import { openMaster } from './unit.ts';

/** That a partner is corrected whole, from the version that stands, or not at all. */
export const partnerChangeLaws = (law: StateLaw): readonly Law[] => [
  law('a partner that was corrected comes back whole', (trial) =>
    forAll(
      fc.record({ before: partnerParts, after: partnerParts, node: accountParts }),
      async ({ before, after, node: { name, status, updatedAt } }) => {
        const { store, make } = trial;
        const master = await openMaster(trial);
        const opened = make.partner([master]);
        const { id: memberId, accountId } = opened.contactMember;
        const userId = await addUser(trial);
        const first = partnerOf(make, userId, before);
        const partner = await addPartner(trial, {
          ...first.details,
          account: opened.account,
          contactMember: { id: memberId, accountId, ...first.person },
        });
        const { details, person } = partnerOf(make, userId, after);
        const { id, number } = partner.account;
        const corrected: Partner = {
          ...details,
          account: {
            ...partner.account,
            ...(name === undefined ? {} : { name }),
            status: status === 'suspended' ? status : 'active',
            ...(updatedAt === undefined ? {} : { updatedAt }),
            version: partner.account.version + 1,
          },
          contactMember: {
            id: memberId,
            accountId,
            number: partner.contactMember.number,
            ...person,
          },
        };
        same(
          await savePartner(trial, corrected),
          corrected,
          'savePartner answered another partner',
        );
        await store.read(async ({ accounts, access }) => {
          const lineage = [master, corrected.account];
          same(await accounts.findPartner('installation', id), corrected, 'by id');
          same(await accounts.findPartner('installation', number), corrected, 'by number');
          same(await accounts.lineage('installation', id), lineage, 'its lineage');
          const { status: own } = corrected.account;
          same(await accounts.statuses([id]), new Map([[id, own]]), 'its status');
          same(
            await access.findMembership(memberId),
            { membership: corrected.contactMember, lineage },
            'its contact',
          );
        });
      },
    ),
  ),

  law('what cannot be corrected of a partner stays as it is', async (trial) => {
    const { store, make } = trial;
    const [first, second] = [await openMaster(trial), await openMaster(trial)];
    const [partner, other] = [
      await addPartner(trial, make.partner([first])),
      await addPartner(trial, make.partner([second])),
    ];
    const { address, number, ancestors } = other.account;
    const corrected = nextVersion(partner);
    await savePartner(trial, {
      ...corrected,
      account: {
        ...corrected.account,
        address: make.master().address,
        kind: 'customer',
        ancestors,
      },
    });
    const again = nextVersion(corrected);
    await savePartner(trial, {
      ...again,
      account: { ...again.account, address, number },
      contactMember: { ...again.contactMember, number: other.contactMember.number },
    });
    await store.read(async ({ accounts }) => {
      const found = await accounts.findPartner('installation', partner.account.id);
      same(found, again, 'what was corrected');
      same(await accounts.findPartner({ below: first.id }, partner.account.id), again, 'its place');
      same(await accounts.findPartner('installation', number), other, 'the other');
      same(await accounts.findByAddress('installation', address), other.account, 'its address');
    });
  }),

  law('a correction of a partner that does not exist stores nothing', async (trial) => {
    const { store, make } = trial;
    const master = await openMaster(trial);
    const there = await addPartner(trial, make.partner([master]));
    const { account, ...details } = make.partner([master]);
    const absent: Partner = {
      ...details,
      account: { ...account, number: there.account.number, version: 2 },
      contactMember: { ...details.contactMember, number: there.contactMember.number },
    };
    const answered = await store
      .transact(({ accounts }) => accounts.savePartner(absent))
      .then(
        ({ ok }) => ok,
        () => false,
      );
    same(answered, false, 'whether a partner that does not exist was saved');
    await store.read(async ({ accounts }) => {
      same(await accounts.find('installation', account.id), undefined, 'the one that was absent');
      same(await accounts.findPartner('installation', there.account.id), there, 'the other');
    });
  }),

  law('a suspension waits for whoever holds the account in a lineage', async (trial) => {
    const { store, make } = trial;
    const master = await openMaster(trial);
    const partner = await addPartner(trial, make.partner([master]));
    const below = await addPartner(trial, make.partner([master, partner.account]));
    const corrected = nextVersion(partner);
    const suspended: Partner = {
      ...corrected,
      account: { ...corrected.account, status: 'suspended' },
    };
    const savings: Promise<Partner>[] = [];
    await whileOpen(
      store,
      ({ accounts }) => accounts.holdLineage('installation', below.account.id),
      async () => {
        const saving = savePartner(trial, suspended);
        savings.push(saving);
        demand(!(await settlesInTurns(saving)), 'suspended while the account was held');
      },
    );
    same(await Promise.all(savings), [suspended], 'the suspension');
  }),
];
