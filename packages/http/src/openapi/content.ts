import { z } from 'zod';
import type { ZodOpenApiExampleObject } from 'zod-openapi';
import type { ByMediaType } from '../description.ts';

/** A type and no interface, so that it is one of zod-openapi's. */
type Part = {
  readonly schema: z.ZodType;
  readonly examples?: Examples;
};

type Examples = Record<string, ZodOpenApiExampleObject>;

/** What may be sent, by media type. */
export type Parts = Record<string, Part>;

/** `nameOf`: what an example is called that stands in the document once and is referred to. */
export const partsOf = (
  content: ByMediaType,
  nameOf?: (mediaType: string, example: string) => string,
): Parts => {
  const named = new Map<string, ZodOpenApiExampleObject>();
  /** Two media types of one format have one example between them. */
  const exampleOf = (id: string, value: unknown): ZodOpenApiExampleObject => {
    const example = named.get(id) ?? { id, value };
    named.set(id, example);
    return example;
  };
  return mapped(content, ({ schema, examples = {} }, mediaType) =>
    partOf(
      schema,
      mapped(examples, (value, name) =>
        nameOf === undefined ? { value } : exampleOf(nameOf(mediaType, name), value),
      ),
    ),
  );
};

/** Several as one: what stands in many under one media type may be as any of them is. */
export const joinedParts = (all: readonly Parts[]): Parts => {
  const entries = all.flatMap((parts) => Object.entries(parts));
  const groups = Map.groupBy(entries, ([mediaType]) => mediaType);
  return Object.fromEntries(
    [...groups].map(([mediaType, group]) => {
      const schema = anyOf(group.map(([, part]) => part.schema));
      const examples = group.flatMap(([, part]) => Object.entries(part.examples ?? {}));
      return [mediaType, partOf(schema, Object.fromEntries(examples))];
    }),
  );
};

const partOf = (schema: z.ZodType, examples: Examples): Part =>
  Object.keys(examples).length === 0 ? { schema } : { schema, examples };

function anyOf(schemas: readonly z.ZodType[]): z.ZodType {
  const [first = z.never(), second, ...rest] = new Set(schemas);
  return second === undefined ? first : z.union([first, second, ...rest]);
}

const mapped = <From, To>(
  record: Readonly<Record<string, From>>,
  to: (value: From, key: string) => To,
): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value, key)]));
