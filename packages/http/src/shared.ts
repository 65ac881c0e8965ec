/**
 * While an answer is on its way, whoever asks waits for that one. It is good for so many milliseconds
 * besides, a failure too.
 */
export const shared = <T>(ask: () => Promise<T>, lasting = 0): (() => Promise<T>) => {
  let answer: Promise<T> | undefined;
  let until = Number.POSITIVE_INFINITY;
  return () => {
    if (performance.now() >= until) answer = undefined;
    if (answer === undefined) {
      until = Number.POSITIVE_INFINITY;
      answer = ask().finally(() => {
        until = performance.now() + lasting;
      });
    }
    return answer;
  };
};

/** For how long those who watch a process are told the same, however often they ask: milliseconds. */
export const aMoment = 1000;
