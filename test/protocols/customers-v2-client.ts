import { expect } from 'vitest';
import { departures } from './customers-v2-schemas.ts';
import { fetchDescribed } from './described.ts';
import type { Installation } from './installation.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: AnswerBody;
}

/** As much of a body as tests look into. */
export interface AnswerBody {
  readonly requestId: string;
  readonly errorCode?: string;
  readonly details?: readonly Detail[];
  readonly [field: string]: unknown;
}

export interface Detail {
  readonly issue: string;
  readonly issueLocation: string;
  readonly issueType?: string;
}

export type HeaderFields = Readonly<Record<string, string | null>>;

/**
 * Speaks the protocol as the installation's master, and holds every answer against the published
 * schemas and against what every reply must carry. A header of null is not sent.
 */
export const clientOf = ({ http, key, master }: Pick<Installation, 'http' | 'key' | 'master'>) => {
  const send = async (
    method: string,
    path: string,
    body: string | Uint8Array<ArrayBuffer> | null,
    fields: HeaderFields,
  ) => {
    const headers = new Headers();
    const all = { api_key: key, 'X-Frankie-CustomerID': master.id, ...fields };
    for (const [name, value] of Object.entries(all)) if (value !== null) headers.set(name, value);
    return conforming(
      await fetchDescribed(http, new Request(`http://host${path}`, { method, headers, body })),
    );
  };
  const json = { 'Content-Type': 'application/json' };
  return {
    send: (method: string, path: string, fields: HeaderFields = {}) =>
      send(method, path, null, fields),
    create: (body: unknown, fields: HeaderFields = {}) =>
      send('POST', '/v2/customers', JSON.stringify(body), { ...json, ...fields }),
    /** The body as it stands here, byte for byte. */
    createRaw: (body: string | Uint8Array<ArrayBuffer>, fields: HeaderFields = {}) =>
      send('POST', '/v2/customers', body, { ...json, ...fields }),
    show: (id: string | number, fields: HeaderFields = {}) =>
      send('GET', `/v2/customers/${id}`, null, fields),
  };
};

export const detailsOf = ({ body }: Answer): readonly Detail[] => body.details ?? [];

/** The places that an error names, without what stands before each of them. */
export const placesOf = (answer: Answer): readonly string[] =>
  detailsOf(answer).map(({ issueLocation }) => issueLocation.replace(/^VALIDATE-/, ''));

export const codeOf = ({ status, body }: Answer): string => `${status} ${body.errorCode ?? ''}`;

/** The id that the created customer was given. */
export const idOf = ({ body }: Answer): string => {
  const customer = body['customer'];
  return typeof customer === 'object' && customer !== null
    ? String(Reflect.get(customer, 'customerChildId'))
    : '';
};

async function conforming(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const text = await response.text();
  expect(headers.get('Content-Type')).toBe('application/json; charset=utf-8');
  expect(headers.get('Cache-Control')).toBe('no-store');
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('Content-Length')).toBe(String(Buffer.byteLength(text)));
  const body = parsed(text);
  expect(body.requestId).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(headers.get('X-Request-Id')).toBe(body.requestId);
  if (status === 200 || status === 201) {
    expect(departures('Create-Customer-Result', body)).toEqual([]);
  } else {
    expect(departures('Error', body)).toEqual([]);
    expect(Object.keys(body)).toEqual(errorFields);
    expect(body['httpStatusCode']).toBe(status);
    expect(body.details).not.toEqual([]);
    expect(headers.has('WWW-Authenticate')).toBe(status === 401);
    expect(headers.has('Retry-After')).toBe(status === 429 || status === 503);
    expect(headers.has('Allow')).toBe(status === 405);
  }
  return { status, headers, text, body };
}

function parsed(text: string): AnswerBody {
  const body: unknown = JSON.parse(text);
  if (!isBody(body)) throw new Error('an answer without a request id');
  return body;
}

const isBody = (body: unknown): body is AnswerBody =>
  typeof body === 'object' && body !== null && 'requestId' in body;

const errorFields = ['requestId', 'errorCode', 'errorMsg', 'details', 'httpStatusCode'];
