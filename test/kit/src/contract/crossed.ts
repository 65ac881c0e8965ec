import { type Conflict, ok, type Result, type Unit } from '@tenantry/domain';
import type { Trial } from './law.ts';
import { allEnd, settlesInTurns } from './meanwhile.ts';

type Refused = Conflict<string>;
type Take<Thing> = (unit: Unit, thing: Thing) => Promise<Result<unknown, Refused>>;

/**
 * Two units that each take one of two things and then want the other's. Where the store runs both
 * at once they wait for each other, which it has to end: what was `Unavailable` is tried again,
 * alone. Answers what was refused in the end.
 */
export const crossed = async <Thing>(
  trial: Trial,
  [one, other]: readonly [Thing, Thing],
  take: Take<Thing>,
): Promise<readonly unknown[]> => {
  const [hasOne, hasOther] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];

  const run = (first: Thing, second: Thing, mine: () => void, theirs: Promise<void>) =>
    trial.store.transact<undefined, Refused>(async (unit) => {
      const taken = await take(unit, first);
      if (!taken.ok) return taken;
      mine();
      // Where units run one after another the second has not begun, and does not yet.
      await settlesInTurns(theirs);
      const both = await take(unit, second);
      return both.ok ? ok(undefined) : both;
    });

  const attempts = [
    () => run(one, other, hasOne.resolve, hasOther.promise),
    () => run(other, one, hasOther.resolve, hasOne.promise),
  ];
  const begun = attempts.map((attempt) => attempt());
  const ended = await allEnd(trial, begun);
  const refused: unknown[] = [];
  for (const [at, answer] of ended.entries()) {
    const again = answer.ok || 'taken' in answer.error ? undefined : attempts[at]?.();
    const last = (await again) ?? answer;
    if (!last.ok) refused.push(last.error);
  }
  return refused;
};
