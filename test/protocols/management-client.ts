import { expect } from 'vitest';
import type { Installation } from './installation.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: AnswerBody;
}

/** As much of a body as tests look into. */
export interface AnswerBody {
  readonly code?: string;
  readonly errors?: readonly Entry[];
  readonly access_token?: string;
  readonly [field: string]: unknown;
}

interface Entry {
  readonly pointer?: string;
  readonly header?: string;
  readonly code: string;
  readonly detail: string;
}

export type Text = string | Uint8Array<ArrayBuffer>;

export type HeaderFields = Readonly<Record<string, string | null>>;

const json = { 'Content-Type': 'application/json' };

/**
 * Speaks our own interface, and holds every answer against what every reply must be. A header of
 * null is not sent.
 */
export const clientOf = ({ http }: Pick<Installation, 'http'>) => {
  const send = async (
    method: string,
    path: string,
    body: Text | null,
    fields: HeaderFields,
  ): Promise<Answer> => {
    const headers = new Headers();
    for (const [name, value] of Object.entries(fields))
      if (value !== null) headers.set(name, value);
    return conforming(
      await http.fetch(new Request(`http://host${path}`, { method, headers, body })),
    );
  };
  return {
    send: (method: string, path: string, fields: HeaderFields = {}) =>
      send(method, path, null, fields),
    token: (body: unknown, fields: HeaderFields = {}) =>
      send('POST', '/v1/tokens', JSON.stringify(body), { ...json, ...fields }),
    /** The body as it stands here, byte for byte. */
    tokenRaw: (body: Text, fields: HeaderFields = {}) =>
      send('POST', '/v1/tokens', body, { ...json, ...fields }),
  };
};

export const codeOf = ({ status, body }: Answer): string => `${status} ${body.code ?? ''}`;

/** The places that a problem names, each with what is wrong there. */
export const faultsOf = ({ body }: Answer): readonly string[] =>
  (body.errors ?? []).map(({ pointer, header, code }) => `${header ?? pointer}: ${code}`);

async function conforming(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const text = await response.text();
  const body: AnswerBody = JSON.parse(text);
  expect(headers.get('Cache-Control')).toBe('no-store');
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('Content-Length')).toBe(String(Buffer.byteLength(text)));
  expect(headers.get('X-Request-Id')).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  if (status === 200) {
    expect(headers.get('Content-Type')).toBe('application/json; charset=utf-8');
    expect(body).toEqual(tokenShape);
  } else {
    expect(headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8');
    expect(body).toMatchObject({ ...problemShape, status });
    expect(body['requestId']).toBe(headers.get('X-Request-Id'));
    expect('errors' in body).toBe(status === 422 || body.code === 'MalformedRequest');
    expect(body.errors).not.toEqual([]);
    expect(headers.has('WWW-Authenticate')).toBe(status === 401);
    expect(headers.has('Retry-After')).toBe(status === 429 || status === 503);
    expect(headers.has('Allow')).toBe(status === 405);
  }
  return { status, headers, text, body };
}

const words: unknown = expect.stringMatching(/./);

const problemShape = { type: 'about:blank', title: words, detail: words, code: words };

/** RFC 6749, 5.1, and the account. */
const tokenShape: unknown = expect.toSatisfy((body: Readonly<Record<string, unknown>>) => {
  const { access_token, token_type, expires_in, scope, account, ...more } = body;
  return (
    /^[\w-]+\.[\w-]+\.[\w-]+$/.test(String(access_token)) &&
    token_type === 'Bearer' &&
    Number.isSafeInteger(expires_in) &&
    Number(expires_in) > 0 &&
    (scope === undefined || scope === 'kyc:api') &&
    /^[0-9a-f-]{36}$/.test(String(account)) &&
    Object.keys(more).length === 0
  );
});
