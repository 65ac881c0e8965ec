import { type Invalid, type Issue, issuesOf, type Result } from '@tenantry/domain';
import fc from 'fast-check';
import type { Faulty, FaultyCommand } from './faulty.ts';

/**
 * What the laws below speak of. Each of them is a property: hand it to `fc.assert`, which says the
 * seed and the path of an input that breaks it.
 */
export type Parser<T> = (input: unknown) => Result<T, readonly Issue[]>;

/** As much of a value's schema as is asked for here. */
export interface Schema<T> {
  safeParse(
    input: unknown,
    parameters: { readonly reportInput: true },
  ):
    | { readonly success: true; readonly data: T }
    | { readonly success: false; readonly error: Parameters<typeof issuesOf>[0] };
}

/** A value of the domain as a parser. */
export const parserOf =
  <T>(schema: Schema<T>): Parser<T> =>
  (input) => {
    const parsed = schema.safeParse(input, { reportInput: true });
    return parsed.success
      ? { ok: true, value: parsed.data }
      : { ok: false, error: issuesOf(parsed.error) };
  };

/** A command's `parse...` as a parser. */
export const parserOfCommand =
  <T>(parse: (input: unknown) => Result<T, Invalid>): Parser<T> =>
  (input) => {
    const parsed = parse(input);
    return parsed.ok ? parsed : { ok: false, error: parsed.error.issues };
  };

/** Every input is accepted, and becomes what is expected of it. */
export const accepts = <Input, T>(
  parse: Parser<T>,
  inputs: fc.Arbitrary<Input>,
  isExpected: (value: T, input: Input) => boolean,
): fc.IProperty<[Input]> =>
  fc.property(inputs, (input) => {
    const parsed = parse(input);
    if (!parsed.ok) throw new Error(`refused: ${written(parsed.error)}`);
    return isExpected(parsed.value, input);
  });

/** Every input is refused, for the reasons that it has and for no other. */
export const refuses = (
  parse: Parser<unknown>,
  inputs: fc.Arbitrary<Faulty>,
): fc.IProperty<[FaultyCommand]> =>
  reportsEveryFault(
    parse,
    inputs.map(({ input, codes }) => ({
      input,
      faults: codes.map((code) => ({ path: [], code })),
    })),
  );

/** Every planted fault is reported with its path and code, nothing else is, and nothing passes. */
export const reportsEveryFault = (
  parse: Parser<unknown>,
  commands: fc.Arbitrary<FaultyCommand>,
): fc.IProperty<[FaultyCommand]> =>
  fc.property(commands, ({ input, faults }) => {
    const parsed = parse(input);
    if (parsed.ok) throw new Error(`accepted in spite of ${written(faults)}`);
    const reported = written(parsed.error);
    if (reported !== written(faults))
      throw new Error(`planted ${written(faults)}, reported ${reported}`);
  });

/** What was accepted is accepted again in the form that it was kept in, and stays as it is. */
export const idempotentParse = <Input, T>(
  parse: Parser<T>,
  inputs: fc.Arbitrary<Input>,
  kept: (value: T) => unknown,
): fc.IProperty<[Input]> =>
  fc.property(inputs, (input) => {
    const once = parse(input);
    const twice = once.ok ? parse(kept(once.value)) : once;
    if (!once.ok || !twice.ok) throw new Error('refused');
    return fc.stringify(once.value) === fc.stringify(twice.value);
  });

/** The same seed makes the same inputs, so that a failure can be had again. */
export const sameForSameSeed = (
  inputs: fc.Arbitrary<unknown>,
  numRuns = 20,
): fc.IProperty<[number]> =>
  fc.property(fc.integer(), (seed) => {
    const sample = () => fc.stringify(fc.sample(inputs, { seed, numRuns }));
    return sample() === sample();
  });

/** The same input gives the same output, and no part of the input is changed on the way. */
export const pure = <Input>(
  transition: (input: Input) => unknown,
  inputs: fc.Arbitrary<Input>,
): fc.IProperty<[Input]> =>
  fc.property(inputs, (input) => {
    // Modules are strict: writing to what is frozen throws.
    const frozen = deeplyFrozen(input);
    return fc.stringify(transition(frozen)) === fc.stringify(transition(frozen));
  });

/** Freezes an input with all that it holds; what a date says is beyond that. */
export const deeplyFrozen = <T>(input: T): T => {
  if (typeof input !== 'object' || input === null) return input;
  Object.values(Object.freeze(input)).forEach(deeplyFrozen);
  return input;
};

/** Each once, in an order that does not depend on who found it. */
const written = (faults: readonly Pick<Issue, 'path' | 'code'>[]): string => {
  const each = faults.map(({ path, code }) => JSON.stringify([path, code]));
  return [...new Set(each)].toSorted().join(' ');
};
