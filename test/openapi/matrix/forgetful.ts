import { err, type Persistence } from '@tenantry/domain';

/**
 * A store of which nothing stays for as long as it is told so: units are carried out to their end,
 * undone, and answered as if they stood. So whatever may be done can be done again and again.
 */
export const forgetfulStore = () => {
  let forgets = false;
  const around = (persistence: Persistence): Persistence => ({
    ...persistence,
    transact: async (work) => {
      if (!forgets) return persistence.transact(work);
      let done: Awaited<ReturnType<typeof work>> | undefined;
      const undoing = await persistence.transact<never, typeof undone>(async (unit) => {
        done = await work(unit);
        return err(undone);
      });
      if (!undoing.ok && undoing.error !== undone) return err(undoing.error);
      if (done === undefined) throw new Error('a unit was undone before it was done');
      return done;
    },
  });
  return {
    around,
    /** Whether what is done now is to be forgotten. */
    forget: (now: boolean): void => {
      forgets = now;
    },
  };
};

const undone = Symbol('undone');
