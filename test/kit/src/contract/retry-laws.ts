import { demand, same } from './expect.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { addSome, at, claim, claimOne, endings, find, type Known, settle } from './outbox.ts';
import { commit } from './unit.ts';

/** That mail is tried anew where that can do no harm, and nowhere else. */
export const retryLaws = (law: StateLaw): readonly Law[] => [
  law('mail that is to be tried again is due as if it had never been tried', async (trial) => {
    const { make } = trial;
    const failed = { reason: 'refused', attempts: 12 };
    const given = await claimOne(trial);
    await settle(trial, given, { ...failed, state: 'undeliverable' });
    const waiting = await claimOne(trial);
    await settle(trial, waiting, { ...failed, state: 'retry', at: at(1000) });
    const lapsed = await claimOne(trial, at(50));
    const [untried] = await addSome(trial, 1, at(2000));
    for (const mail of [given, waiting, lapsed, untried]) {
      const before = await find(trial, mail);
      same(await retry(trial, mail, at(50)), true, `mail that was ${before?.state}`);
      const { leasedUntil: _, reason: __, ...rest } = before ?? {};
      const { fence } = (await find(trial, mail)) ?? {};
      const anew = { ...rest, state: 'due', attempts: 0, dueAt: at(50), fence };
      same(await find(trial, mail), anew, 'as it stands');
    }
    same(await claim(trial, { now: at(49) }), [], 'before its time');
    const claimed = await claim(trial, { now: at(50), until: at(90) });
    same(claimed.length, 4, 'what is due');
    for (const before of [given, waiting, lapsed]) {
      const now = claimed.find(({ id }) => id === before.id);
      demand((now?.fence ?? 0) > before.fence, `fence ${now?.fence} came after ${before.fence}`);
      same(await settle(trial, before, { state: 'sent' }), false, 'a relay that had it before');
    }
    same(await retry(trial, { id: make.uuid() }, at(50)), false, 'mail that there is not');
  }),

  law('mail that was sent, or is being sent, is not tried again', async (trial) => {
    for (const ending of endings) {
      const claimed = await claimOne(trial, at(60));
      const leased = await find(trial, claimed);
      same(await retry(trial, claimed, at(59)), false, 'mail under a live lease');
      same(await find(trial, claimed), leased, 'mail under a live lease');
      await settle(trial, claimed, ending);
      const ended = await find(trial, claimed);
      if (ending.state === 'undeliverable') continue;
      same(await retry(trial, claimed, at(1000)), false, `mail that was ${ending.state}`);
      same(await find(trial, claimed), ended, `mail that was ${ending.state}`);
    }
    same(await claim(trial, { now: at(2000) }), [], 'what is due');
  }),
];

const retry = ({ store }: Trial, mail: Known | undefined, due: Date): Promise<boolean> =>
  commit(store, ({ deliveries }) => deliveries.retry(mail?.id ?? 'none', due));
