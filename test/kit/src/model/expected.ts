import {
  type Context,
  type Failure,
  type Power,
  type Result,
  type Secret,
  secret,
  suffices,
} from '@tenantry/domain';
import { same } from '../contract/expect.ts';
import type { Model } from './model.ts';

/** What a use case has to answer. */
export type Expected<T> =
  | { readonly refused: Failure }
  | { readonly replayed: object }
  | {
      /** The whole value; ids, numbers and secrets are those of the answer. */
      readonly value: (answered: T) => unknown;
      /** Writes down what has changed. */
      readonly keep?: (answered: T) => void;
    };

export const refused = (failure: Failure): { readonly refused: Failure } => ({ refused: failure });

/** What comes of a command of a caller who has the power for it; the power is asked for first. */
export const asking = <Command, T>(
  { caller }: Context,
  needed: Power,
  parsed: Result<Command, Failure>,
  expect: (command: Command) => Expected<T>,
): Expected<T> => {
  if (!suffices(caller.power, needed)) return refused({ kind: 'NotPermitted', needed });
  return parsed.ok ? expect(parsed.value) : refused(parsed.error);
};

/** A secret that is in an answer this once; what it is the model does not know. */
export const shownIn = (given: Secret | undefined): Secret =>
  given ?? secret('whatever was made, and had to be shown');

/** What a model makes of what a use case is given. */
export type Expect<Given extends readonly unknown[], T> = (
  model: Model,
  ...given: Given
) => Expected<T>;

/** A use case that throws where it answers otherwise than the model. */
export const expecting =
  <Given extends readonly unknown[], T, E>(
    model: Model,
    now: () => Date,
    use: string,
    useCase: (...given: Given) => Promise<Result<T, E>>,
    expect: Expect<Given, T>,
  ) =>
  async (...given: Given): Promise<Result<T, E>> => {
    model.now = now();
    const expected = expect(model, ...given);
    const answer = await useCase(...given);
    const otherwise = `${use} answered otherwise than the model`;
    if ('refused' in expected)
      same(plain(answer), { ok: false, error: expected.refused }, otherwise);
    else if ('replayed' in expected) {
      const replay = { ok: true, replayed: true, value: expected.replayed };
      same(plain(answer), plain(replay), otherwise);
    } else {
      const value = answer.ok ? expected.value(answer.value) : 'a value';
      same(plain(answer), plain({ ok: true, value }), otherwise);
      if (answer.ok) expected.keep?.(answer.value);
    }
    return answer;
  };

/** Secrets as what they hide: they would all look the same. */
const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const reveal: unknown = Reflect.get(value, 'reveal');
  if (typeof reveal === 'function') return `secret: ${String(Reflect.apply(reveal, value, []))}`;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]: [string, unknown]) => [key, plain(part)]),
  );
};
