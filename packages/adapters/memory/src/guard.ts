/** How far a unit, or a read, has come. */
export interface Scope {
  open: boolean;
  /** A repository has answered a conflict, or has failed: nothing may follow. */
  spent: boolean;
}

/** A repository's methods, answering at once: whatever one of them does, it does whole. */
export type AtOnce<Port> = {
  readonly [Name in keyof Port]: Port[Name] extends (...given: infer Given) => Promise<infer Answer>
    ? (...given: Given) => Answer
    : never;
};

/**
 * The port of a repository that lives as long as its scope. Every method goes through here, so
 * that none can forget: it is refused once the scope is over or spent, and takes and gives copies.
 */
// An overload, for the type of a Proxy cannot say that every method has become asynchronous.
export function guarded<Port extends object>(repository: AtOnce<Port>, scope: Scope): Port;
export function guarded(repository: object, scope: Scope): object {
  return new Proxy(repository, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...given: readonly unknown[]): Promise<unknown> =>
        within(scope, () => Reflect.apply(method, target, structuredClone(given)));
    },
  });
}

function within(scope: Scope, call: () => unknown): unknown {
  if (!scope.open) throw new Error('this unit or read has settled: its repositories are of no use');
  if (scope.spent)
    throw new Error('this unit is spent: after a conflict or a fault its work can only end');
  try {
    const answer = call();
    if (isConflict(answer)) scope.spent = true;
    return structuredClone(answer);
  } catch (fault) {
    scope.spent = true;
    throw fault;
  }
}

const isConflict = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false;
