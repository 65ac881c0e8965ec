import { powers } from '@tenantry/domain';
import { z } from 'zod';

/** As much of JSON Schema as says where ids stand. */
interface Schema {
  readonly $ref?: string | undefined;
  readonly format?: string | undefined;
  readonly anyOf?: readonly Schema[] | undefined;
  readonly oneOf?: readonly Schema[] | undefined;
  readonly allOf?: readonly Schema[] | undefined;
  readonly items?: Schema | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
}

const Schema: z.ZodType<Schema> = z.looseObject({
  $ref: z.string().optional(),
  format: z.string().optional(),
  anyOf: z.array(z.lazy(() => Schema)).optional(),
  oneOf: z.array(z.lazy(() => Schema)).optional(),
  allOf: z.array(z.lazy(() => Schema)).optional(),
  items: z.lazy(() => Schema).optional(),
  properties: z
    .record(
      z.string(),
      z.lazy(() => Schema),
    )
    .optional(),
});

const Media = z.looseObject({
  schema: Schema,
  examples: z.record(z.string(), z.looseObject({ value: z.unknown() })).default({}),
});

const Described = z.looseObject({
  operationId: z.string(),
  'x-power': z.enum(powers).optional(),
  security: z.array(z.record(z.string(), z.unknown())).default([]),
  parameters: z
    .array(z.looseObject({ in: z.string(), name: z.string(), schema: Schema }))
    .default([]),
  requestBody: z.looseObject({ content: z.record(z.string(), Media) }).optional(),
  responses: z.record(z.string(), z.unknown()),
});

const Document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), Described)),
  components: z.looseObject({ schemas: z.record(z.string(), Schema) }),
});

/** One operation, as the description has it. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** `x-power`. */
  readonly power?: (typeof powers)[number];
  readonly proofs: readonly string[];
  /** Everywhere an id can stand: `path.account`, `query.beneath`, `body.parent.id`. */
  readonly places: readonly string[];
  /** The examples of its body in JSON, by name. */
  readonly bodies: ReadonlyMap<string, object>;
  /** The media type that these have. */
  readonly type?: string;
  readonly statuses: readonly number[];
}

/** The operations of a description, by id. */
export const operationsIn = (text: string): ReadonlyMap<string, Operation> => {
  const { paths, components } = Document.parse(JSON.parse(text));
  const all = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, described]): Operation => {
      const { operationId: id, 'x-power': power, security, parameters, responses } = described;
      const media = Object.entries(described.requestBody?.content ?? {});
      const json = media.find(([name]) => name.endsWith('json'));
      return {
        id,
        method: method.toUpperCase(),
        path,
        ...(power === undefined ? {} : { power }),
        proofs: security.flatMap(Object.keys),
        places: [
          ...new Set([
            ...parameters
              .filter(({ in: part, name, schema }) => part === 'path' || isId(name, schema))
              .map(({ in: part, name }) => `${part}.${name}`),
            ...media.flatMap(([, { schema }]) => idsIn(schema, components.schemas, 'body')),
          ]),
        ],
        bodies: new Map(
          Object.entries(json?.[1].examples ?? {}).flatMap(([name, { value }]) =>
            typeof value === 'object' && value !== null ? [[name, value]] : [],
          ),
        ),
        ...(json === undefined ? {} : { type: json[0] }),
        statuses: Object.keys(responses).map(Number),
      };
    }),
  );
  return new Map(all.map((operation) => [operation.id, operation]));
};

/** What names an account and is written as any text is. */
const texts = /(?:^|\.)(?:address|account|partner|parentName|parent\.name)$/;

const isId = (name: string, schema: Schema): boolean =>
  texts.test(name) || variantsOf(schema).some(({ format }) => format === 'uuid');

const variantsOf = (schema: Schema): readonly Schema[] => [
  schema,
  ...[schema.anyOf, schema.oneOf, schema.allOf].flatMap((some) => some ?? []).flatMap(variantsOf),
];

function idsIn(
  schema: Schema,
  schemas: Readonly<Record<string, Schema>>,
  at: string,
): readonly string[] {
  return variantsOf(schema).flatMap(({ $ref, items, properties = {} }) => {
    const named = schemas[$ref?.split('/').at(-1) ?? ''];
    return [
      ...(named === undefined ? [] : idsIn(named, schemas, at)),
      ...(items === undefined ? [] : idsIn(items, schemas, `${at}.*`)),
      ...Object.entries(properties).flatMap(([name, inner]) => {
        const place = `${at}.${name}`;
        return isId(place, inner) ? [place] : idsIn(inner, schemas, place);
      }),
    ];
  });
}
