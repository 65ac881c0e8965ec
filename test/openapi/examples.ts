import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** An example, and where it stands. */
export interface Example {
  readonly pointer: string;
  /** Of what it is one. */
  readonly schema: string;
  readonly value: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** All examples of a document, each once: of bodies, of parameters and headers, of schemas. */
export const examplesIn = (document: Fields): readonly Example[] => [
  ...new Map(found(document, document, []).map((one) => [one.pointer, one])).values(),
];

function found(document: Fields, at: unknown, path: readonly string[]): readonly Example[] {
  if (typeof at !== 'object' || at === null) return [];
  const entries = Object.entries(at);
  const { examples, schema } = Object.fromEntries(entries);
  return [
    ...(Array.isArray(examples)
      ? examples.map((value: unknown, index) => ({
          pointer: pointerOf([...path, 'examples', String(index)]),
          schema: pointerOf(path),
          value,
        }))
      : []),
    ...(isFields(schema) && isFields(examples)
      ? Object.entries(examples).map(([name, example]) => ({
          pointer: pointerOf([...path, 'examples', name]),
          schema: pointerOf([...path, 'schema']),
          value: valueOf(document, example),
        }))
      : []),
    ...entries
      // What examples have in them is whatever it is.
      .filter(([key]) => key !== 'examples')
      .flatMap(([key, value]) => found(document, value, [...path, key])),
  ];
}

/** What an example says, here or where it refers to. */
function valueOf({ components }: Fields, example: unknown): unknown {
  if (!isFields(example)) return undefined;
  const { $ref, value } = example;
  if (typeof $ref !== 'string') return value;
  const name = $ref.slice('#/components/examples/'.length);
  const { examples } = isFields(components) ? components : {};
  return valueOf({}, isFields(examples) ? examples[name] : undefined);
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const pointerOf = (path: readonly string[]): string =>
  path.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Where examples depart from what they are examples of; empty where none does. */
export const departures = (
  document: Fields,
  examples: readonly Example[] = examplesIn(document),
): readonly string[] => {
  // Not strict: a description has more words than JSON Schema.
  const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true });
  formats.default(ajv);
  ajv.addFormat('ulid', true);
  ajv.addSchema(document, 'document');
  return examples.flatMap(({ pointer, schema, value }) => {
    const fragment = schema.split('/').map(encodeURIComponent).join('/');
    const validate = ajv.getSchema(`document#${fragment}`);
    if (validate === undefined) return [`${pointer} has no schema`];
    if (validate(value)) return [];
    const faults = validate.errors ?? [];
    return faults.map(({ instancePath, message }) => `${pointer} ${instancePath} ${message}`);
  });
};
