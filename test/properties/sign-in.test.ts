import type { SignInName } from '@tenantry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  kindOf,
  type SignInInstallation,
  signInInstallation,
} from '../embed/sign-in-installation.ts';
import { addPerson, addPlace } from '../protocols/people.ts';
import { rounds } from '../rounds.ts';

/** What somebody does who signs in, or tries to. */
type Step =
  | { readonly does: 'guess'; readonly form: number; readonly password: string }
  | { readonly does: 'guessAtOnce'; readonly form: number; readonly times: number }
  | { readonly does: 'signIn'; readonly form: number }
  | { readonly does: 'beTurnedAway'; readonly form: number }
  | { readonly does: 'wait'; readonly seconds: number };

const form = fc.nat({ max: 20 });

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ does: fc.constant('guess' as const), form, password: fc.string() }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        does: fc.constant('guessAtOnce' as const),
        form,
        times: fc.integer({ min: 1, max: 8 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('signIn' as const), form }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('beTurnedAway' as const), form }) },
    {
      weight: 2,
      arbitrary: fc.record({
        does: fc.constant('wait' as const),
        seconds: fc.integer({ min: 1, max: 90 }),
      }),
    },
  ),
  { maxLength: 30 },
);

const window = 60;
const limits = fc.integer({ min: 1, max: 4 });

const password = 'the one that is right';

/** How a mailbox of the master account may be named, in one spelling or another. */
const namesOf = (
  { master }: SignInInstallation,
  mailbox: string,
): readonly [SignInName, ...SignInName[]] => [
  { userName: mailbox },
  { userName: ` ${mailbox.toUpperCase()} ` },
  { userName: `${master.address}/${mailbox}` },
  { userName: `${master.number}/${mailbox.toUpperCase()}` },
  // Together too long for a mailbox.
  { userName: `${master.id}/${mailbox}` },
  { account: master.id, email: mailbox },
  { account: master.address, email: mailbox.toUpperCase() },
  { account: master.number, email: ` ${mailbox}` },
  { account: 4711, email: mailbox },
];

const nameAt = <T>(names: readonly [T, ...T[]], at: number): T =>
  names[at % names.length] ?? names[0];

/** What is to come of a step: counting tries is all that there is to it. */
const modelOf = (limit: number) => {
  let now = 0;
  let tries = 0;
  let until = 0;
  const attempt = (counts: boolean, outcome: string): string => {
    if (until <= now) tries = 0;
    if (tries >= limit) return `TooManyTries ${until - now}`;
    if (tries === 0) until = now + window;
    if (counts) tries += 1;
    return outcome;
  };
  return (step: Step): readonly string[] => {
    switch (step.does) {
      case 'guess':
        return [attempt(true, 'NotAuthenticated')];
      case 'guessAtOnce':
        return Array.from({ length: step.times }, () => attempt(true, 'NotAuthenticated'));
      case 'signIn':
        return [attempt(false, 'in')];
      case 'beTurnedAway':
        return [attempt(false, 'Busy')];
      case 'wait':
        now += step.seconds;
        return [];
    }
  };
};

/** What comes of a step, in whatever order, and what it costs. */
const carryOut = async (
  { app, hasher, clock, counted }: SignInInstallation,
  step: Step,
  names: readonly [SignInName, ...SignInName[]],
): Promise<readonly [cost: number, outcomes: readonly string[]]> => {
  const attempt = async (at: number, given: string): Promise<string> => {
    const outcome = await app.sessions.signIn({ ...nameAt(names, at), password: given });
    return !outcome.ok && outcome.error.kind === 'TooManyTries'
      ? `TooManyTries ${outcome.error.retryAfter}`
      : kindOf(outcome);
  };
  switch (step.does) {
    case 'guess':
      return counted(async () => [await attempt(step.form, step.password)]);
    case 'guessAtOnce':
      return counted(async () => {
        const guesses = Array.from({ length: step.times }, (_, at) => `guess ${at}`);
        const made = guesses.map((guess, at) => attempt(step.form + at, guess));
        return (await Promise.all(made)).toSorted();
      });
    case 'signIn':
      return counted(async () => [await attempt(step.form, password)]);
    case 'beTurnedAway': {
      hasher.turn('Busy');
      const turnedAway = await counted(async () => [await attempt(step.form, 'whatever')]);
      hasher.turn('verdict');
      return turnedAway;
    }
    case 'wait':
      clock.advance(step.seconds);
      return [0, []];
  }
};

const costOf = (outcomes: readonly string[]): number =>
  outcomes.filter((outcome) => !outcome.startsWith('TooManyTries')).length;

describe('the budget of tries', () => {
  it('is as a counter has it, whatever is tried in whatever order, by whatever name', async () => {
    await fc.assert(
      fc.asyncProperty(limits, steps, async (limit, tried) => {
        const here = await signInInstallation({ signIn: { limit, window } });
        const { ports, master, customer } = here;
        const them = { email: 'them@example.com', userName: 'them', password };
        const credential = { origin: 'given', accountId: master.id } as const;
        const { user } = await addPerson(ports, master, { ...them, credential });
        await addPlace(ports, await customer('Other'), user, { userName: 'them elsewhere' });
        // An account that is not there lets nobody in, and is left out.
        const [first, ...others] = namesOf(here, 'them@example.com').slice(0, -1);
        const names = [
          first ?? them,
          ...others,
          { userName: 'them' },
          { userName: ' THEM' },
        ] as const;
        const model = modelOf(limit);
        for (const step of tried) {
          const expected = model(step);
          const [cost, outcomes] = await carryOut(here, step, [...names]);
          expect(outcomes).toEqual(expected.toSorted());
          expect(cost).toBe(costOf(outcomes));
        }
      }),
      { numRuns: rounds(60) },
    );
  });

  it('tells nobody who is there: a mailbox of somebody and one of nobody answer alike', async () => {
    await fc.assert(
      fc.asyncProperty(limits, steps, async (limit, tried) => {
        const here = await signInInstallation({ signIn: { limit, window } });
        const they = { email: 'somebody.with.rather.a.long.name@example.com', password };
        await addPerson(here.ports, here.master, they);
        const twin = await signInInstallation({ signIn: { limit, window } });
        for (const step of tried) {
          if (step.does === 'signIn') continue;
          const [somebody, nobody] = [
            await carryOut(
              here,
              step,
              namesOf(here, 'somebody.with.rather.a.long.name@example.com'),
            ),
            await carryOut(
              twin,
              step,
              namesOf(twin, 'somebody.with.rather.a.long.name@example.com'),
            ),
          ];
          expect(nobody).toEqual(somebody);
        }
      }),
      { numRuns: rounds(40) },
    );
  });

  it('is each name’s own where that names nobody at all', async () => {
    const here = await signInInstallation({ signIn: { limit: 2, window } });
    const guess = async (userName: string) =>
      kindOf(await here.app.sessions.signIn({ userName, password: 'x' }));
    const kinds = [];
    for (const name of ['nobody', 'else', ' NOBODY', 'else', 'Nobody', 'other'])
      kinds.push(await guess(name));
    expect(kinds).toEqual([
      ...Array.from({ length: 4 }, () => 'NotAuthenticated'),
      'TooManyTries',
      'NotAuthenticated',
    ]);
  });

  it('is asked before anything costs, whatever a name is made of', async () => {
    const here = await signInInstallation({ signIn: { limit: 1, window } });
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.emailAddress(),
      fc.constantFrom('', '/', '@', 'a/b', '\0', '\ud800', '/a@b.test', 'a//b@c.test'),
    );
    const names: fc.Arbitrary<SignInName> = fc.oneof(
      fc.record({ userName: texts }),
      fc.record({ account: fc.oneof(texts, fc.double()), email: texts }),
    );
    await fc.assert(
      fc.asyncProperty(names, texts, async (name, given) => {
        const attempt = () => here.app.sessions.signIn({ ...name, password: given });
        const [cost, outcome] = await here.counted(attempt);
        expect([cost, kindOf(outcome)]).toEqual([1, 'NotAuthenticated']);
        const [more, refused] = await here.counted(attempt);
        expect([more, kindOf(refused)]).toEqual([0, 'TooManyTries']);
        here.clock.advance(window);
      }),
      { numRuns: rounds(150) },
    );
  });
});
