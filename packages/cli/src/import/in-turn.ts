/** Does work under one name one after another, in the order it was asked for; else side by side. */
export const inTurn = () => {
  const last = new Map<string, Promise<unknown>>();
  return <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const before = last.get(name);
    const done = before === undefined ? work() : before.then(work, work);
    last.set(name, done);
    const forget = (): void => {
      if (last.get(name) === done) last.delete(name);
    };
    done.then(forget, forget);
    return done;
  };
};
