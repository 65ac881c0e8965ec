import type { Http } from '@tenantry/http';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect } from 'vitest';
import { described } from '../openapi/served.ts';
import { xmlValue } from './xml-value.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

interface Description {
  readonly document: Fields;
  readonly ajv: Ajv2020;
}

/** One for all installations of a run: it says the same of each. */
let made: Promise<Description> | undefined;

/** Sends a request, and holds the answer against what is said of its operation. */
export const fetchDescribed = async (
  { fetch }: Pick<Http, 'fetch'>,
  request: Request,
): Promise<Response> => {
  const response = await fetch(request);
  const text = await response.clone().text();
  expect(await undescribed(request, response, text)).toEqual([]);
  return response;
};

/**
 * Where an answer departs from what `/openapi.json` says of its operation: a status, a media type, a
 * header that must be there, a body. Empty where it does not, and where nothing is said: of what is
 * no operation, and of one that is asked for by HEAD.
 */
export const undescribed = async (
  { method, url }: Pick<Request, 'method' | 'url'>,
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  text: string,
): Promise<readonly string[]> => {
  made ??= description();
  const { document, ajv } = await made;
  const operation = operationAt(document, method, new URL(url).pathname);
  if (operation === undefined) return [];
  const at = [...operation, 'responses', String(status)];
  const response = resolved(document, at);
  if (response === undefined) return [`no status ${status}`];
  const [type = ''] = (headers.get('Content-Type') ?? '').split(';');
  const content = [...response, 'content'];
  if (valueAt(document, [...content, type]) === undefined) return [`${status} has no ${type}`];
  const body = type.endsWith('/xml') ? onlyOf(xmlValue(text)) : JSON.parse(text);
  const validate = ajv.getSchema(refTo([...content, type, 'schema']));
  if (validate === undefined) return [`${status} has no schema for ${type}`];
  const faults = validate(body) ? [] : (validate.errors ?? []);
  return [
    ...faults.map(({ instancePath, message }) => `${status} ${instancePath} ${message}`),
    ...absentHeaders(document, response, headers),
  ];
};

/** Of an installation of its own, so that nobody finds in a log that it was asked for. */
async function description(): Promise<Description> {
  const document = await described();
  // Not strict: a description has more words than JSON Schema.
  const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true });
  formats.default(ajv);
  ajv.addFormat('ulid', true);
  ajv.addSchema(document, 'openapi');
  return { document, ajv };
}

type Place = readonly string[];

function operationAt(document: Fields, method: string, pathname: string): Place | undefined {
  const { paths } = document;
  const steps = pathname.split('/');
  const path = Object.keys(isFields(paths) ? paths : {}).find((pattern) => {
    const parts = pattern.split('/');
    return (
      parts.length === steps.length &&
      parts.every((part, at) => (part.startsWith('{') ? steps[at] !== '' : part === steps[at]))
    );
  });
  if (path === undefined) return undefined;
  const place = ['paths', path, method.toLowerCase()];
  return valueAt(document, place) === undefined ? undefined : place;
}

const valueAt = (document: Fields, place: Place): unknown =>
  place.reduce<unknown>((value, step) => (isFields(value) ? value[step] : undefined), document);

/** Where what is said at a place is said, if it refers to another. */
function resolved(document: Fields, place: Place): Place | undefined {
  const value = valueAt(document, place);
  if (!isFields(value)) return undefined;
  const { $ref } = value;
  return typeof $ref === 'string' ? $ref.split('/').slice(1) : place;
}

const refTo = (place: Place): string =>
  `openapi#${place
    .map((step) => `/${encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('')}`;

function absentHeaders(document: Fields, response: Place, headers: Headers): readonly string[] {
  const described = valueAt(document, [...response, 'headers']);
  return Object.keys(isFields(described) ? described : {}).filter((name) => {
    const place = resolved(document, [...response, 'headers', name]) ?? [];
    return valueAt(document, [...place, 'required']) === true && !headers.has(name);
  });
}

/** What the root of a document holds. */
const onlyOf = (value: unknown): unknown => (isFields(value) ? Object.values(value)[0] : value);
