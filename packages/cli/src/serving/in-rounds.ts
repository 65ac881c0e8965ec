/**
 * Does one round after another until stopped; `stop` resolves once the round in hand is done. A round
 * is handed what tells it to end early, and which one it is, from 0; it must not reject.
 */
export const inRounds = (round: (signal: AbortSignal, number: number) => Promise<void>) => {
  const stopping = new AbortController();
  const { signal } = stopping;

  const running = (async () => {
    for (let number = 0; !signal.aborted; number++) await round(signal, number);
  })();

  return {
    stop: async (): Promise<void> => {
      stopping.abort();
      await running;
    },
  };
};
