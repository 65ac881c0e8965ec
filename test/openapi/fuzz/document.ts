import { z } from 'zod';

/** As much of JSON Schema as the description makes use of. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly examples?: readonly unknown[];
  readonly xml?: { readonly name?: string };
}

export const Schema: z.ZodType<Schema> = z.custom<Schema>((given) => typeof given === 'object');

const Media = z.looseObject({ schema: Schema });
const Body = z.looseObject({ content: z.record(z.string(), Media).optional() });
const Parameter = z.looseObject({
  in: z.enum(['path', 'query', 'header']),
  name: z.string(),
  required: z.boolean().default(false),
  schema: Schema,
});
export type Parameter = z.infer<typeof Parameter>;

const Operation = z.looseObject({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.unknown())).default([]),
  parameters: z.array(Parameter).default([]),
  requestBody: Body.optional(),
});

const Document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.record(z.string(), z.record(z.string(), z.unknown())),
});

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** Any of these is enough; none where anybody may call. */
  readonly proofs: readonly string[];
  readonly parameters: readonly Parameter[];
  /** By media type. */
  readonly bodies: Readonly<Record<string, Schema>>;
}

/** What a description says, as far as requests are made from it. */
export const readDocument = (text: string) => {
  const { paths, components } = Document.parse(JSON.parse(text));
  const schemaAt = (ref: string): Schema => {
    const [, , group = '', name = ''] = ref.split('/');
    return Schema.parse(components[group]?.[name]);
  };
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(
      ([method, operation]): Operation => ({
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        proofs: operation.security.flatMap(Object.keys),
        parameters: operation.parameters,
        bodies: Object.fromEntries(
          Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]) => [
            type,
            schema,
          ]),
        ),
      }),
    ),
  );
  return { operations, schemaAt };
};
export type Described = ReturnType<typeof readDocument>;
