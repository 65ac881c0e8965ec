/** Every runtime has it, though the types of none are here. */
declare const setTimeout: (then: () => void) => unknown;

/** So many turns of the event loop. */
export const turns = async (count: number): Promise<void> => {
  for (let taken = 0; taken < count; taken++) await turn();
};

/** Lets everything else that is due run first, timers and input too. */
export const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve);
  });
