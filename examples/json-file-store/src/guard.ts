/** How far a unit, or a read, has come. */
export interface Scope {
  open: boolean;
  /** A repository has answered a conflict, or has thrown: nothing may follow. */
  spent: boolean;
}

/** A repository whose methods answer at once: nothing can come between what one of them does. */
export type AtOnce<Port> = {
  readonly [Name in keyof Port]: Port[Name] extends (...given: infer Given) => Promise<infer Answer>
    ? (...given: Given) => Answer
    : never;
};

/**
 * What is handed to `work`. Whatever holds for every method stands here, so that none can forget it:
 * refused once the scope is over or spent; what goes in and what comes out are copies.
 */
// An overload, for no type says that every method has become asynchronous.
export function handedOut<Port extends object>(repository: AtOnce<Port>, scope: Scope): Port;
export function handedOut(repository: object, scope: Scope): object {
  const calls = Object.entries(repository).map(([name, method]: [string, unknown]) => {
    if (typeof method !== 'function') throw new TypeError(`${name} is no method`);
    const call = async (...given: readonly unknown[]): Promise<unknown> =>
      within(scope, () => Reflect.apply(method, undefined, structuredClone(given)));
    return [name, call] as const;
  });
  return Object.fromEntries<unknown>(calls);
}

function within(scope: Scope, call: () => unknown): unknown {
  if (!scope.open) throw new Error('this unit or read has settled: what it handed out is dead');
  if (scope.spent)
    throw new Error('this unit is spent: after a conflict or a fault it can only end');
  try {
    const answer = structuredClone(call());
    scope.spent = isConflict(answer);
    return answer;
  } catch (fault) {
    scope.spent = true;
    throw fault;
  }
}

const isConflict = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false;
