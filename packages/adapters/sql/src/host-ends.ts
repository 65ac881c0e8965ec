/**
 * A host that ends its transaction while a use case still runs in it has forgotten an `await`. What a
 * unit has done so far must not be committed, and nothing of it may land behind the end.
 */
export const stillRuns = (): Error =>
  new Error('a use case still runs in this transaction: await it before the transaction ends');

export const isOver = (cause?: unknown): Error =>
  new Error('the transaction of the host is over', { cause });

/** Whether a statement of a host ends its transaction, and how. */
export const endIn = (text: string): 'commit' | 'rollback' | undefined => {
  if (/^\s*(commit|end)\b/i.test(text)) return 'commit';
  return /^\s*(rollback|abort)\b(?!(\s+(work|transaction))?\s+to\b)/i.test(text)
    ? 'rollback'
    : undefined;
};

export type Call = (...given: readonly unknown[]) => unknown;

/** A method of a connection that others are kept from for a while. */
export interface Watched {
  /** Calls the method as if nobody were kept from it. */
  asOurs<R>(call: () => R): R;
  giveBack(): void;
}

/** What was there before watches that are over. */
const beneath = new WeakMap<object, PropertyDescriptor | undefined>();

/** What is left of what was there once, without the watches in it that are over. */
const stillThere = (was: PropertyDescriptor | undefined): PropertyDescriptor | undefined => {
  const watch: unknown = was?.value;
  return typeof watch === 'function' && beneath.has(watch) ? stillThere(beneath.get(watch)) : was;
};

/**
 * Puts what `foreign` makes in the place of a method of one connection, for all but us; it is given the
 * method itself. A connection that cannot be changed stays as it is.
 */
export const watch = (
  connection: object,
  method: string,
  foreign: (own: Call) => Call,
): Watched => {
  const before = Object.getOwnPropertyDescriptor(connection, method);
  const inherited: unknown = Reflect.get(connection, method);
  if (typeof inherited !== 'function')
    return { asOurs: (call) => call(), giveBack: () => undefined };
  let ours = false;
  let isBack = false;
  const own: Call = (...given) => Reflect.apply(inherited, connection, given);
  const others = foreign(own);
  const value: Call = (...given) => (ours || isBack ? own : others)(...given);
  const isPlaced = Reflect.defineProperty(connection, method, {
    configurable: true,
    writable: true,
    value,
  });
  return {
    asOurs: (call) => {
      ours = true;
      try {
        // The flag is looked at before anybody else comes to run.
        return call();
      } finally {
        ours = false;
      }
    },
    giveBack: () => {
      isBack = true;
      beneath.set(value, before);
      // Who has put something over it since calls it still: what comes that way just passes.
      const present: unknown = Object.getOwnPropertyDescriptor(connection, method)?.value;
      if (!isPlaced || present !== value) return;
      const left = stillThere(before);
      if (left === undefined) Reflect.deleteProperty(connection, method);
      else Reflect.defineProperty(connection, method, left);
    },
  };
};
