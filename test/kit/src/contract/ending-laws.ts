import type { View } from '@tenantry/domain';
import { demand, demandFault, same, show } from './expect.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { openMaster } from './unit.ts';

/** What comes of work is what whoever asked for it is told, and what it was lent is taken back. */
export const endingLaws = (law: StateLaw): readonly Law[] => [
  law('a unit answers what its work answered, with all its members', async ({ store }) => {
    const value = { at: new Date(0), none: undefined, list: [new Map([['a', 1]])] };
    for (const answer of [
      { ok: true, value, replayed: true },
      { ok: true, value: undefined },
      { ok: false, error: { kind: 'Declined', at: new Date(1) }, also: [undefined, null] },
    ] as const)
      same(await store.transact(async () => answer), answer, 'the answer');
  }),

  law('a unit and a read throw what their work threw', async ({ store, make }) => {
    const thrown: readonly unknown[] = [
      new TypeError('on purpose'),
      Object.freeze({ reason: 'on purpose' }),
    ];
    for (const what of thrown) {
      const asked = {
        unit: () =>
          store.transact(async ({ accounts }) => {
            await accounts.addMaster(make.master());
            throw what;
          }),
        read: () =>
          store.read(async ({ accounts }) => {
            await accounts.masters('installation');
            throw what;
          }),
      };
      for (const [name, ask] of Object.entries(asked)) {
        const [outcome] = await Promise.allSettled([ask()]);
        if (outcome.status === 'fulfilled')
          throw new Error(`a ${name} whose work threw answered ${show(outcome.value)}`);
        demand(outcome.reason === what, `a ${name} threw ${String(outcome.reason)} instead`);
      }
    }
    const left = await store.read(({ accounts }) => accounts.masters('installation'));
    same(left, [], 'what is left of it');
  }),

  law('what a read handed out throws once it is over', async (trial) => {
    const { store } = trial;
    const { id } = await openMaster(trial);
    const views: View[] = [];
    await store.read(async (view) => {
      views.push(view);
    });
    const failed = store.read(async (view) => {
      views.push(view);
      throw new Error('on purpose');
    });
    await demandFault(() => failed, 'a read whose work threw');
    for (const view of views) await demandOver(trial, view);
    await store.read(async ({ accounts }) => {
      for (const view of views) await demandOver(trial, view);
      same((await accounts.find('installation', id))?.id, id, 'what another read finds');
    });
  }),
];

async function demandOver(
  { make }: Trial,
  { accounts, access, deliveries, records }: View,
): Promise<void> {
  const calls = {
    find: () => accounts.find('installation', make.accountId()),
    statuses: () => accounts.statuses([make.accountId()]),
    masters: () => accounts.masters('installation'),
    userByMailbox: () => access.userByMailbox(make.mailbox()),
    members: () => access.members(make.accountId(), { limit: 1 }),
    listDeliveries: () => deliveries.listDeliveries({ limit: 1 }),
    installation: () => records.installation(),
    events: () => records.events('installation', { limit: 1 }),
  };
  for (const [name, call] of Object.entries(calls))
    await demandFault(call, `${name}, called after its read was over,`);
}
