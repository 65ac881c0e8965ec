import type { IssueCode, Path } from '@tenantry/domain';
import fc from 'fast-check';

/** An input that a value must refuse, with every code that must be reported for it. */
export interface Faulty {
  /** `undefined` stands for an input that is left out. */
  readonly input: unknown;
  readonly codes: readonly IssueCode[];
}

/** A fault that was planted in a command: the domain must report it, in whatever company. */
export interface PlantedFault {
  readonly path: Path;
  readonly code: IssueCode;
}

/** A command that must be refused, with the faults that were planted in it and no others. */
export interface FaultyCommand {
  readonly input: unknown;
  readonly faults: readonly PlantedFault[];
}

/** All the inputs of an arbitrary, each refused for the same reasons. */
export const refused = (
  inputs: fc.Arbitrary<unknown>,
  ...codes: readonly IssueCode[]
): fc.Arbitrary<Faulty> => inputs.map((input) => ({ input, codes }));

/** What stands where a text belongs and is none: nothing, null, and other types. */
export const noTexts = (): fc.Arbitrary<Faulty> =>
  fc.oneof(
    refused(fc.constantFrom(undefined, null), 'required'),
    refused(
      fc.oneof(
        fc.constantFrom<unknown>(0, -1, 1.5, true, false, {}, [], { toString: 1 }),
        fc.array(fc.string(), { maxLength: 2 }),
      ),
      'type',
    ),
  );
