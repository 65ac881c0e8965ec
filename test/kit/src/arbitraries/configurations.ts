import fc from 'fast-check';
import type { FaultyCommand } from './faulty.ts';
import {
  distinctMembers,
  type JsonMemberText,
  jsonKeys,
  jsonMembers,
  jsonObjectOf,
  jsonObjectTexts,
  jsonTexts,
  nestedJson,
} from './json.ts';

/** A configurations text beside what must be found in it. */
export interface ConfigurationsDocument {
  readonly text: string;
  /** In the order of the text, token for token. */
  readonly namespaces: readonly { readonly namespace: string; readonly source: string }[];
}

/** Valid configurations whose namespaces are known by another way than reading the text. */
export const configurationsDocuments = (): fc.Arbitrary<ConfigurationsDocument> =>
  fc
    .tuple(fc.constantFrom('', ' ', '\n\t'), members(), fc.constantFrom('', '\r\n'))
    .map(([before, found, after]) => ({
      text: before + jsonObjectOf(found) + after,
      namespaces: found.map(({ key, value }) => ({ namespace: key, source: value })),
    }));

/** The text alone: at most 64 namespaces, each an object up to 32 deep. */
export const configurationTexts = (): fc.Arbitrary<string> =>
  configurationsDocuments().map(({ text }) => text);

/** Configurations that must be refused; paths begin within them. */
export const faultyConfigurations = (): fc.Arbitrary<FaultyCommand> =>
  fc.oneof(
    fc.constant({ input: null, faults: [{ path: [], code: 'required' as const }] }),
    fc
      .constantFrom<unknown>(0, true, [], [{}], '[]', '"text"', '1.0', 'null')
      .map((input) => ({ input, faults: [{ path: [], code: 'type' as const }] })),
    fc
      .constantFrom('', ' ', '{', '{}}', '{"a":{},}', "{'a':{}}", '\ufeff{}', '{"a":{"b":01}}')
      .map((input) => ({ input, faults: [{ path: [], code: 'format' as const }] })),
    fc
      .constantFrom('{"a":{"b":"\ud800"}}', '{"\udfff":{}}')
      .map((input) => ({ input, faults: [{ path: [], code: 'characters' as const }] })),
    fc.constant({
      input: jsonObjectOf(numbered(65)),
      faults: [{ path: [], code: 'tooMany' as const }],
    }),
    oneMore(scalars(), 'type'),
    oneMore(fc.constant(nestedJson(33)), 'tooDeep'),
    oneMore(fc.constant(`{"long":"${'x'.repeat(256 * 1024)}"}`), 'tooLong'),
    repeatedNamespace(),
    repeatedKey(),
  );

const members = () =>
  fc.oneof(
    {
      weight: 12,
      arbitrary: distinctMembers(
        fc.oneof(
          { weight: 9, arbitrary: jsonObjectTexts() },
          { weight: 1, arbitrary: fc.constant(nestedJson(32)) },
        ),
        { maxLength: 6 },
      ),
    },
    { weight: 1, arbitrary: fc.constant(numbered(64)) },
  );

function numbered(length: number): readonly JsonMemberText[] {
  return Array.from({ length }, (_, at) => {
    const key = `${length - at}`;
    return { key, value: '{}', text: `"${key}":{}` };
  });
}

/** What a namespace cannot be. */
const scalars = () => jsonTexts().filter((text) => !text.startsWith('{'));

/** Sound namespaces, and one that has a fault. */
const oneMore = (
  values: fc.Arbitrary<string>,
  code: 'type' | 'tooDeep' | 'tooLong',
): fc.Arbitrary<FaultyCommand> =>
  fc
    .tuple(distinctMembers(jsonObjectTexts(), { maxLength: 3 }), jsonMembers(jsonKeys(), values))
    .map(([sound, faulty]) => ({
      input: jsonObjectOf([...sound.filter(({ key }) => key !== faulty.key), faulty]),
      faults: [{ path: [faulty.key], code }],
    }));

/** One key twice, written in two ways. */
const twice = (values: fc.Arbitrary<string>) =>
  jsonKeys().chain((key) =>
    fc.tuple(jsonMembers(fc.constant(key), values), jsonMembers(fc.constant(key), values)),
  );

const repeatedNamespace = (): fc.Arbitrary<FaultyCommand> =>
  twice(jsonObjectTexts()).map(([first, second]) => ({
    input: jsonObjectOf([first, second]),
    faults: [{ path: [first.key], code: 'duplicate' }],
  }));

const repeatedKey = (): fc.Arbitrary<FaultyCommand> =>
  fc.tuple(jsonKeys(), twice(jsonTexts())).map(([namespace, [first, second]]) => ({
    input: `{${JSON.stringify(namespace)}:{"list":[1,${jsonObjectOf([first, second])}]}}`,
    faults: [{ path: [namespace, 'list', 1, first.key], code: 'duplicate' }],
  }));
