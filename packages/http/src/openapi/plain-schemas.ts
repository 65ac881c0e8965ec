import { z } from 'zod';
import type { CreateDocumentOptions } from 'zod-openapi';

/**
 * What zod says of a schema, but for what is of no use to a reader: that a whole number is one that
 * JavaScript can hold, and that no program of ours changes a value, which to OpenAPI is one that is
 * not to be sent. A reply may have more in it one day, unless its schema is a strict object.
 */
export const plain: NonNullable<CreateDocumentOptions['override']> = ({
  zodSchema,
  jsonSchema,
  io,
}) => {
  const isOpen = zodSchema instanceof z.ZodObject && zodSchema.def.catchall === undefined;
  if (io === 'output' && isOpen) delete jsonSchema.additionalProperties;
  if (zodSchema instanceof z.ZodReadonly) delete jsonSchema.readOnly;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
};
