import type { Path } from '@tenantry/domain';
import fc from 'fast-check';
import type { Faulty, FaultyCommand, PlantedFault } from './faulty.ts';

/** A piece of a command with the faults planted in it, perhaps none; paths begin at the piece. */
export type Part = FaultyCommand;

/** A piece without a fault; `undefined` leaves it out. */
export const sound = (inputs: fc.Arbitrary<unknown>): fc.Arbitrary<Part> =>
  inputs.map((input) => ({ input, faults: [] }));

/** A piece that has the codes of its faults itself. */
export const planted = (faulty: fc.Arbitrary<Faulty>): fc.Arbitrary<Part> =>
  faulty.map(({ input, codes }) => ({ input, faults: codes.map((code) => ({ path: [], code })) }));

/** Now and then a fault. */
export const mixed = (
  inputs: fc.Arbitrary<unknown>,
  faulty: fc.Arbitrary<Faulty>,
): fc.Arbitrary<Part> =>
  fc.oneof({ weight: 7, arbitrary: sound(inputs) }, { weight: 1, arbitrary: planted(faulty) });

/** A piece that may be left out. Left out, it is no fault. */
export const optional = (
  inputs: fc.Arbitrary<unknown>,
  faulty: fc.Arbitrary<Faulty>,
): fc.Arbitrary<Part> =>
  mixed(
    fc.option(inputs, { nil: undefined }),
    faulty.filter(({ input }) => input !== undefined),
  );

/** An object of pieces, now and then with a field that nothing knows. */
export const fields = (parts: Readonly<Record<string, fc.Arbitrary<Part>>>): fc.Arbitrary<Part> =>
  fc
    .tuple(fc.record(parts), strangers())
    .map(([record, stranger]) =>
      objectOf([...Object.entries(record), ...(stranger === undefined ? [] : [stranger])]),
    );

/** As `fromEntries` makes it, whatever the names: `__proto__` is one like any other. */
export const objectOf = (entries: readonly (readonly [string, Part])[]): Part => ({
  input: Object.fromEntries(
    entries.flatMap(([name, { input }]) => (input === undefined ? [] : [[name, input]])),
  ),
  faults: entries.flatMap(([name, { faults }]) => below(name, faults)),
});

export const listOf = (parts: readonly Part[]): Part => ({
  input: parts.map(({ input }) => input),
  faults: parts.flatMap(({ faults }, at) => below(at, faults)),
});

/** Up to 3 pieces, or something that is no such list; `tooMany` is one that is too long. */
export const lists = (parts: fc.Arbitrary<Part>, tooMany: readonly unknown[]): fc.Arbitrary<Part> =>
  fc.oneof(
    { weight: 3, arbitrary: sound(fc.constant(undefined)) },
    { weight: 8, arbitrary: fc.array(parts, { maxLength: 3 }).map(listOf) },
    { weight: 1, arbitrary: planted(noLists(tooMany)) },
  );

export const noLists = (tooMany: readonly unknown[]): fc.Arbitrary<Faulty> =>
  fc.constantFrom<Faulty>(
    { input: null, codes: ['required'] },
    { input: 'list', codes: ['type'] },
    { input: 0, codes: ['type'] },
    { input: { 0: {}, length: 1 }, codes: ['type'] },
    { input: tooMany, codes: ['tooMany'] },
  );

/** Only the commands that have a fault. */
export const faultyOnly = (parts: fc.Arbitrary<Part>): fc.Arbitrary<FaultyCommand> =>
  parts.filter(({ faults }) => faults.length > 0);

/** Now and then something; mostly undefined. */
export const perhaps = <T>(something: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: something });

/** A field that nothing knows. */
export type Stranger = readonly [name: string, part: Part];

/** What clients add in the hope that somebody believes it. */
export const strangers = (): fc.Arbitrary<Stranger | undefined> =>
  perhaps(
    fc
      .constantFrom('id', 'status', 'isAdmin', 'parentId', '__proto__', 'constructor', 'toString')
      .map((name): Stranger => [name, stranger]),
  );

const stranger: Part = { input: 1, faults: [{ path: [], code: 'unknown' }] };

const below = (step: Path[number], faults: readonly PlantedFault[]): readonly PlantedFault[] =>
  faults.map(({ path, code }) => ({ path: [step, ...path], code }));
