import type { BindWhenOnFluentSyntax, ContainerModuleLoadOptions } from 'inversify';

/** A symbol, and no class: inversify knows by what it is said to make what may be bound to it. */
export type Port<T> = symbol & (abstract new (...given: never[]) => T);

/** Names something that a container holds, and knows its type. */
export interface Token<T> {
  readonly identifier: Port<T>;
  /** Never there: it keeps tokens of different types apart. */
  readonly holds?: () => T;
}

export function token<T>(name: string): Token<T>;
export function token(name: string) {
  return { identifier: Symbol(name) };
}

/** What tokens stand for, in their order. */
type Held<Tokens extends readonly Token<unknown>[]> = {
  -readonly [At in keyof Tokens]: Tokens[At] extends Token<infer T> ? T : never;
};

/**
 * Binds what a token names to a factory and to the tokens of what the factory needs. It is made
 * once, when it is first asked for; a factory that takes or makes anything else does not compile.
 */
export const provide = <T, const Needs extends readonly Token<unknown>[]>(
  bind: ContainerModuleLoadOptions['bind'],
  provided: Token<T>,
  needs: Needs,
  make: (...needs: Held<Needs>) => NoInfer<T> | Promise<NoInfer<T>>,
): BindWhenOnFluentSyntax<T> =>
  bind<T>(provided.identifier)
    .toResolvedValue<unknown[]>(
      // The container resolves each token by what was provided for it: see the types above.
      (...resolved) => make(...(resolved as Held<Needs>)),
      needs.map(({ identifier }) => identifier),
    )
    .inSingletonScope();
