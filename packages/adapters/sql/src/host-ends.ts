/**
 * A host that ends its transaction while a use case still runs in it has forgotten an `await`. What a
 * unit has done so far must not be committed, and nothing of it may land behind the end.
 */
export const stillRuns = (): Error =>
  new Error('a use case still runs in this transaction: await it before the transaction ends');

export const isOver = (): Error => new Error('the transaction of the host is over');

/** Whether a statement of a host ends its transaction, and how. */
export const endIn = (text: string): 'commit' | 'rollback' | undefined => {
  if (/^\s*(commit|end)\b/i.test(text)) return 'commit';
  return /^\s*(rollback|abort)\b(?!(\s+(work|transaction))?\s+to\b)/i.test(text)
    ? 'rollback'
    : undefined;
};

export type Call = (...given: readonly unknown[]) => unknown;

/**
 * Puts `call` in the place of a method of one connection, whose own it is given; answers what takes
 * it away again. A connection that cannot be changed stays as it is.
 */
export const inPlaceOf = (
  connection: object,
  method: string,
  call: (own: Call) => Call,
): (() => void) => {
  const before = Object.getOwnPropertyDescriptor(connection, method);
  const inherited: unknown = Reflect.get(connection, method);
  if (typeof inherited !== 'function') return () => undefined;
  const own: Call = (...given) => Reflect.apply(inherited, connection, given);
  const isPlaced = Reflect.defineProperty(connection, method, {
    configurable: true,
    writable: true,
    value: call(own),
  });
  return () => {
    if (!isPlaced) return;
    if (before === undefined) Reflect.deleteProperty(connection, method);
    else Reflect.defineProperty(connection, method, before);
  };
};
