/**
 * Does work under names: what has one in common goes one after another, in the order it was asked for;
 * all else side by side.
 */
export const inTurn = () => {
  const last = new Map<string, Promise<unknown>>();
  return <T>(names: readonly string[], work: () => Promise<T>): Promise<T> => {
    const before = names.flatMap((name) => last.get(name) ?? []);
    const done = before.length === 0 ? work() : Promise.allSettled(before).then(work);
    for (const name of names) last.set(name, done);
    const forget = (): void => {
      for (const name of names) if (last.get(name) === done) last.delete(name);
    };
    done.then(forget, forget);
    return done;
  };
};
