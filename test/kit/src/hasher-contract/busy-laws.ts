import { err, type Later, type Result, secret } from '@tenantry/domain';
import { demand, same, show } from '../contract/expect.ts';
import type { Law } from '../contract/law.ts';
import { type HasherLaw, hashBy, verifyBy } from './trial.ts';

const own = 'nine blue kettles';

/** What becomes of those that come at once, of whom so many are taken. */
export const busyLaws = (law: HasherLaw, atOnce: number): readonly Law[] => [
  law(`${atOnce} at once are each told about their own password`, async ({ hasher }) => {
    const passwords = Array.from({ length: atOnce }, (_, at) => `${own} ${at}`);
    const hashes = await Promise.all(passwords.map((password) => hashBy(hasher, password)));
    const found = await Promise.all(
      hashes.map((hash, at) => verifyBy(hasher, passwords[at] ?? '', hash)),
    );
    same(
      found,
      hashes.map(() => true),
      'whether each matches its own',
    );
    const crossed = await Promise.all(
      hashes.map((hash, at) => verifyBy(hasher, passwords[at - 1] ?? '', hash)),
    );
    same(
      crossed,
      hashes.map(() => false),
      'whether any matches its neighbour',
    );
  }),

  law(`more than ${atOnce} at once are told to come later, at once`, async ({ hasher, hash }) => {
    const hashed = await hash(own);
    for (const ask of [() => hasher.hash(secret(own)), () => hasher.verify(own, hashed)]) {
      const order: Answer[] = [];
      const asked = Array.from({ length: atOnce * 2 }, async () => order.push(await ask()));
      await Promise.all(asked);
      const turnedAway = order.slice(0, atOnce);
      demand(turnedAway.every(isBusy), `not told at once: ${show(order.map(isBusy))}`);
      demand(!order.slice(atOnce).some(isBusy), 'more were turned away than had to be');
    }
  }),

  law('it takes as many as before once it is free again', async ({ hasher, hash, verify }) => {
    const hashed = await hash(own);
    const ask = () => hasher.verify(own, hashed);
    for (let round = 0; round < 3; round++)
      await Promise.all(Array.from({ length: atOnce * 2 }, ask));
    demand(await verify(own, hashed), 'a password is not its own any more');
    const answers = await Promise.all(Array.from({ length: atOnce }, ask));
    demand(!answers.some(isBusy), 'fewer are taken than before');
  }),
];

type Answer = Result<unknown, Later<'Busy'>>;

const isBusy = (answer: Answer): boolean => {
  if (answer.ok) return false;
  const { retryAfter } = answer.error;
  same(answer, err({ kind: 'Busy', retryAfter }), 'the answer is another');
  demand(Number.isSafeInteger(retryAfter) && retryAfter >= 1, 'not told in whole seconds');
  return true;
};
