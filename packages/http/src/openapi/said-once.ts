import { isRecord } from '../request/fields.ts';

/**
 * A document whose parameters and headers say what they are, and do not have their schemas say it
 * again: zod-openapi takes the one from the other.
 */
export const saidOnce = (document: unknown): unknown =>
  JSON.parse(JSON.stringify(document), (_, value: unknown) => {
    if (!isRecord(value) || !isRecord(value['schema'])) return value;
    const { description, ...schema } = value['schema'];
    return description === value['description'] ? { ...value, schema } : value;
  });
