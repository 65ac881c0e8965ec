import type { NewDelivery, PasswordReset } from '@tenantry/domain';
import fc from 'fast-check';
import { forAll, moments, texts } from './cases.ts';
import { same } from './expect.ts';
import { demandForgetting, many } from './forgetting.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { addUser } from './partner-unit.ts';
import { commit } from './unit.ts';

/** That a password is chosen anew by the link that was mailed for it, while that is good. */
export const resetLaws = (law: StateLaw): readonly Law[] => [
  law('a reset comes back whole, by its id and by the hash of its token', async (trial) => {
    const { store, make } = trial;
    const userId = await addUser(trial);
    const cases = fc.record({
      isUsers: fc.boolean(),
      generation: fc.nat({ max: 2_147_483_647 }),
      hash: texts,
      until: moments,
    });
    await forAll(cases, async ({ isUsers, generation, hash: text, until }) => {
      const hash = make.text(`x${text}`);
      const parts = { generation, hash, until, ...(isUsers ? { userId } : {}) };
      const reset = make.reset(parts);
      await add(trial, reset, new Date(0));
      await store.read(async ({ access }) => {
        same(await access.findReset(reset.id), reset, 'by its id');
        same(await access.resetByToken(hash), reset, 'by its token');
        for (const other of [hash.replace('x', 'X'), `${hash} `, reset.id])
          same(await access.resetByToken(other), undefined, 'by another token');
        same(await access.findReset(hash), undefined, 'by the token for an id');
      });
    });
  }),

  law(
    `of ${many} resets that are over some are forgotten with each that is added`,
    async (trial) => {
      const { store, make } = trial;
      const userId = await addUser(trial);
      const live = make.reset({ userId, until: at(11) });
      const over = Array.from({ length: many }, (_, place) =>
        // The first is over at that very moment, and some are nobody's.
        make.reset({
          until: new Date(at(10).getTime() - place),
          ...(place % 3 === 0 ? {} : { userId }),
        }),
      );
      const mail = [live, ...over.slice(0, 2)].map(
        ({ id }): NewDelivery => ({
          id: make.uuid(),
          kind: 'passwordReset',
          resetId: id,
          generation: 1,
          dueAt: at(0),
        }),
      );
      await commit(store, async ({ access, deliveries }) => {
        for (const reset of [live, ...over]) await access.addReset(reset, at(0));
        await deliveries.add(mail);
      });
      const left = () =>
        store.read(async ({ access }) => {
          const found = [];
          for (const { id, hash } of over) {
            const reset = await access.findReset(id);
            same(await access.resetByToken(hash), reset, 'a reset, by its token');
            if (reset !== undefined) found.push(reset);
          }
          return found.length;
        });
      await demandForgetting(left, async () => {
        const later = make.reset({ until: at(20) });
        await add(trial, later, at(10));
        const found = await store.read(({ access }) => access.findReset(later.id));
        same(found, later, 'the reset that was added');
      });
      await store.read(async ({ access, deliveries }) => {
        same(await access.findReset(live.id), live, 'a reset that is not over');
        const listed = await deliveries.listDeliveries({ limit: 10 });
        const about = listed.map(({ id }) => id);
        same(about, [mail[0]?.id], 'the mail, of which there is none about what was forgotten');
      });
    },
  ),
];

const at = (second: number): Date => new Date(Date.UTC(2030, 0) + second * 1000);

const add = ({ store }: Trial, reset: PasswordReset, now: Date): Promise<void> =>
  commit(store, ({ access }) => access.addReset(reset, now));
