import { type HostTransaction, ok } from '@tenantry/domain';
import { demandFault, same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';

/** What every store does about transactions of hosts, also one that knows none. */
export const hostLaws = (law: StateLaw): readonly Law[] => [
  law('a transaction of a host that speaks another dialect is refused', async ({ store }) => {
    const asked: string[] = [];
    const transaction: HostTransaction = {
      dialect: 'one that no store speaks',
      query: async (text) => {
        asked.push(text);
        return [];
      },
    };
    const ran: string[] = [];
    const unit = async () =>
      store.within(transaction).transact(async () => {
        ran.push('a unit');
        return ok(undefined);
      });
    const read = async () =>
      store.within(transaction).read(async () => {
        ran.push('a read');
      });
    await demandFault(unit, 'a unit within it');
    await demandFault(read, 'a read within it');
    same(asked, [], 'what was asked of the host');
    same(ran, [], 'what ran all the same');
  }),
];
