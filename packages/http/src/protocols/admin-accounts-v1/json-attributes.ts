import { type Issue, issue, ok, type Path, type Result } from '@tenantry/domain';
import { readJsonObject, valueOf } from '../../request/json.ts';
import { attributes, type Sent } from './attributes.ts';

const published: ReadonlyMap<string, string> = new Map(
  attributes.map((attribute) => [attribute.toLowerCase(), attribute]),
);

const attributeNamed = (key: string): string | undefined => published.get(key.toLowerCase());

/** Reads attributes whose keys may be in any letter case: two that differ in it alone are one. */
export const readJsonAttributes = (bytes: Uint8Array): Result<Sent, Issue> => {
  const body = readJsonObject(bytes);
  if (!body.ok) return body;
  const values = new Map<string, unknown>();
  const issues = body.value.issues.map((found) => ({ ...found, path: publishedPath(found.path) }));
  for (const key of body.value.members.keys()) {
    const attribute = attributeNamed(key);
    if (attribute === undefined) continue;
    if (values.has(attribute)) issues.push(issue([attribute], 'duplicate'));
    values.set(attribute, valueOf(body.value, key));
  }
  return ok({ values, issues });
};

const publishedPath = ([key, ...rest]: Path): Path =>
  typeof key === 'string' ? [attributeNamed(key) ?? key, ...rest] : [];
