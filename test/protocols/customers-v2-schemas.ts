import { readFileSync } from 'node:fs';
import { Ajv, type AnySchema } from 'ajv';
import formats from 'ajv-formats';
import { parse } from 'yaml';

const source = new URL('./customers-v2.schemas.yaml', import.meta.url);
// Not strict: OpenAPI's `example` and `readOnly` are no words of JSON Schema.
const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
const described: AnySchema = parse(readFileSync(source, 'utf8'));
ajv.addSchema(described, 'customers-v2');

type SchemaName = 'Create-Customer-Request' | 'Create-Customer-Result' | 'Error';

/** Where a value departs from a published schema; empty where it does not. */
export const departures = (schema: SchemaName, value: unknown): readonly string[] => {
  const validate = ajv.getSchema(`customers-v2#/components/schemas/${schema}`);
  if (validate === undefined) throw new Error(`no schema ${schema}`);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};
