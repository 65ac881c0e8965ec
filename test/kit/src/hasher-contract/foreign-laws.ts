import { demand, same } from '../contract/expect.ts';
import type { Law } from '../contract/law.ts';
import { type HasherLaw, verifyBy } from './trial.ts';

const own = 'nine blue kettles';

/** Hashes that are not the hasher's own, or not as it made them. */
export const foreignLaws = (law: HasherLaw): readonly Law[] => [
  law('a text that is not its own hash matches nothing', async ({ hash, verify }) => {
    const hashed = await hash(own);
    const texts = [
      '',
      own,
      'sha256:g9swMl48BBxnDwhVqmX9oA-2ZywspbxDosstFkOWP9U',
      '$2b$12$GhvMmNVjRW29ulnudl.LbuAnUtN/LRfe1JsBm1Xu6LE3059z5Tr8m',
      hashed.slice(0, -1),
      hashed.slice(0, hashed.length / 2),
      `${hashed} `,
      `${hashed}\0`,
      '\ud800',
      hashed.repeat(10_000),
    ];
    for (const text of texts.filter((candidate) => candidate !== hashed))
      same(await verify(own, text), false, `whether it matches ${text.slice(0, 100)}`);
  }),

  law('half a character is not what takes its place', async ({ hash, verify }) => {
    same(await verify('half \ud800', await hash('half \ufffd')), false, 'whether it matches');
  }),

  law('a hash that demands more than a bound is false, and as soon as any', async (trial) => {
    const hashed = await trial.hash(own);
    for (const demanding of raised(hashed)) {
      const verdict = verifyBy(trial.hasher, own, demanding);
      const pace = await trial.another();
      const isSoon = await settlesWithin(verdict, patience, () => verifyBy(pace, own, hashed));
      demand(isSoon, `it works on ${demanding} for longer than on ${patience} of its own`);
      same(await verdict, false, `whether it matches ${demanding}`);
    }
  }),

  law('a hash that is none costs about as much as one of its own', async (trial) => {
    const hashed = await trial.hash(own);
    const pace = await trial.another();
    const verified = { own: 0, none: 0 };
    const count = async (): Promise<void> => {
      for (; verified.none < asked; verified.none++) await trial.verify(own, 'no hash of anybody');
    };
    const besides = async (): Promise<void> => {
      for (; verified.none < asked; verified.own++) await verifyBy(pace, own, hashed);
    };
    // The machine may keep either waiting: one of three tries has to be fair.
    for (let left = 3; left > 0 && verified.own < asked / 3; left--) {
      verified.own = verified.none = 0;
      await Promise.all([count(), besides()]);
    }
    const found = `${verified.own} of its own in the time of ${asked} that are none`;
    demand(verified.own >= asked / 3, found);
  }),
];

/** How many verifications of its own are let go by. */
const patience = 50;

/** How many hashes that are none are verified. */
const asked = 6;

/** Its own hash with parameters that would take very long, each by itself and all together. */
function raised(hashed: string): readonly string[] {
  const parameters = hashed.match(/\b[a-z]+=\d+/g) ?? [];
  const raise = (text: string, parameter: string): string =>
    text.replace(parameter, `${parameter}000`);
  const each = parameters.map((parameter) => raise(hashed, parameter));
  return parameters.length === 0 ? [] : [...each, parameters.reduce(raise, hashed)];
}

/** Whether a promise settles while something else is done so many times: its pace is the clock. */
async function settlesWithin(
  promise: Promise<unknown>,
  times: number,
  doOnce: () => Promise<unknown>,
): Promise<boolean> {
  const state = { settled: false };
  const settle = (): void => {
    state.settled = true;
  };
  promise.then(settle, settle);
  for (let done = 0; done < times && !state.settled; done++) await doOnce();
  return state.settled;
}
