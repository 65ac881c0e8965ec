import { demand, same } from '../contract/expect.ts';
import type { Law } from '../contract/law.ts';
import { type HasherLaw, verifyBy } from './trial.ts';

const own = 'nine blue kettles';
const other = 'nine red kettles';

/** What a process may remember; never remembering is fine. */
export const memoryLaws = (law: HasherLaw): readonly Law[] => [
  law('what was never verified is not remembered', async ({ hasher, hash }) => {
    const hashed = await hash(own);
    for (const [password, text] of [
      [own, hashed],
      ['', ''],
      ['\ud800', hashed],
    ] as const)
      same(hasher.remembers(password, text), false, 'whether it is remembered');
  }),

  law('what did not match is not remembered', async ({ hasher, hash, verify }) => {
    const hashed = await hash(own);
    await verify(other, hashed);
    await verify(own, 'no hash of anybody');
    same(hasher.remembers(other, hashed), false, 'whether a wrong password is remembered');
    same(hasher.remembers(own, 'no hash of anybody'), false, 'whether no hash is remembered');
  }),

  law('a match is remembered for that password and that hash alone', async (trial) => {
    const { hasher, hash, verify } = trial;
    const [hashed, again] = [await hash(own), await hash(own)];
    demand(await verify(own, hashed), 'a password is not its own');
    for (const [password, text] of [
      [other, hashed],
      [own, again],
      [hashed, own],
      [own.toUpperCase(), hashed],
      // Joined these are the same text.
      [own.slice(0, -1), own.slice(-1) + hashed],
      [own + hashed.slice(0, 1), hashed.slice(1)],
    ] as const)
      same(hasher.remembers(password, text), false, 'whether something else is remembered');
    // Half a character is another one in bytes.
    const replaced = await hash('half \ufffd');
    demand(await verify('half \ufffd', replaced), 'a password is not its own');
    same(hasher.remembers('half \ud800', replaced), false, 'whether half of one is remembered');
  }),

  law('another process remembers nothing of it', async ({ hash, verify, another }) => {
    const hashed = await hash(own);
    await verify(own, hashed);
    const elsewhere = await another();
    same(elsewhere.remembers(own, hashed), false, 'whether it is remembered there');
    demand(await verifyBy(elsewhere, own, hashed), 'a hash is of no use in another process');
  }),
];
