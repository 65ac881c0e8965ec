import fc from 'fast-check';
import { anyTexts } from '../arbitraries/code-points.ts';
import { demand, same } from '../contract/expect.ts';
import type { Law } from '../contract/law.ts';
import type { HasherLaw } from './trial.ts';

/** Which passwords match which hashes. */
export const passwordLaws = (law: HasherLaw): readonly Law[] => [
  law('a password matches its own hash', async ({ hash, verify }) => {
    for (const password of [own, '\u{1f511} \u00e9', ' blanks around ', 'x'.repeat(1024)])
      demand(await verify(password, await hash(password)), `not so ${JSON.stringify(password)}`);
  }),

  law('another password does not match', async ({ hash, verify }) => {
    const hashed = await hash(own);
    for (const other of ['', `${own}.`, own.slice(0, -1), 'N' + own.slice(1), ` ${own}`, `${own} `])
      same(await verify(other, hashed), false, `whether ${JSON.stringify(other)} matches`);
  }),

  ...lookalikes.map(([what, password, other]) =>
    law(`${what} is another password`, async ({ hash, verify }) => {
      same(await verify(other, await hash(password)), false, 'whether it matches');
    }),
  ),

  law('equal passwords have different hashes', async ({ hash, verify }) => {
    const [one, other] = [await hash(own), await hash(own)];
    demand(one !== other, 'equal passwords have the same hash');
    demand((await verify(own, one)) && (await verify(own, other)), 'not both match');
  }),

  law('a hash is a text that every store keeps, and shows nothing', async ({ hash }) => {
    const hashed = await hash(own);
    demand(/^[\x20-\x7e]{20,255}$/.test(hashed), 'it is not 20 to 255 visible characters');
    demand(!hashed.includes(own), 'the hash holds the password');
  }),

  law('whatever is asked, it answers', ({ hash, verify }) =>
    fc.assert(
      fc.asyncProperty(anyTexts(), anyTexts(), async (password, other) => {
        const hashed = await hash(password.toWellFormed());
        demand(await verify(password.toWellFormed(), hashed), 'a password is not its own');
        same(await verify(password, other), false, 'whether it matches any text');
      }),
      { numRuns: 3 },
    ),
  ),
];

const own = 'nine blue kettles';

/** Pairs that are one to whoever cuts, folds or replaces. */
const lookalikes: readonly (readonly [what: string, password: string, other: string])[] = [
  ['what differs past 72 bytes', `${'x'.repeat(80)}a`, `${'x'.repeat(80)}b`],
  ['what differs past 1000 characters', `${'x'.repeat(1000)}a`, `${'x'.repeat(1000)}b`],
  ['what differs past NUL', 'before\0after', 'before\0other'],
  ['what ends at NUL', 'before\0after', 'before'],
  ['another letter case', 'Nine Blue Kettles', 'nine blue kettles'],
  ['a decomposed letter', 'caf\u00e9 noir', 'cafe\u0301 noir'],
  ['an invisible character', 'nine\u200b blue kettles', 'nine blue kettles'],
  ['another line ending', 'nine\r\nblue kettles', 'nine\nblue kettles'],
  ['another width', 'nine blue kettles', 'nine blue \uff4bettles'],
];
