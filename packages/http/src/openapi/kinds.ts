import type { Application, Failure, FailureKind, Result } from '@tenantry/domain';

/** Every outcome of a use case that is no success. */
export type KindsOf<
  UseCase extends (...given: never) => Promise<Result<unknown, Pick<Failure, 'kind'>>>,
> = Extract<Awaited<ReturnType<UseCase>>, { readonly ok: false }>['error']['kind'];

/** What becomes of proofs that do not hold, by their form. */
export interface UnprovenBy {
  readonly key: KindsOf<Application['keys']['authenticate']>;
  readonly token: KindsOf<Application['sessions']['authenticateToken']>;
  readonly password: KindsOf<Application['sessions']['authenticatePassword']>;
}

/**
 * A list of outcomes that leaves none out and has no other: a use case that comes to answer something
 * new does not compile until that is described.
 */
export const everyKind =
  <Kind extends FailureKind>() =>
  <const Kinds extends readonly Kind[]>(
    kinds: Kinds &
      ([Exclude<Kind, Kinds[number]>] extends [never]
        ? unknown
        : { readonly missing: Exclude<Kind, Kinds[number]> }),
  ): readonly Kind[] =>
    kinds;
