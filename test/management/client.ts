import { expect } from 'vitest';
import type { Installation } from '../protocols/installation.ts';

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
  readonly data?: readonly AnswerBody[];
  readonly nextCursor?: string | null;
  readonly hasMore?: boolean;
  readonly id?: string;
  readonly version?: number;
  readonly [field: string]: unknown;
}

interface Entry {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly header?: string;
  readonly code: string;
}

type HeaderFields = Readonly<Record<string, string>>;

/** Speaks our own interface with an API key, and holds every answer against what all of them are. */
export const clientOf = ({ http }: Pick<Installation, 'http'>, key: string) => {
  const send = async (
    method: string,
    path: string,
    body: unknown,
    fields: HeaderFields = {},
  ): Promise<Answer> => {
    const typed = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const headers = { Authorization: `Bearer ${key}`, ...typed, ...fields };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const init = { method, headers, ...(text === undefined ? {} : { body: text }) };
    return conforming(await http.fetch(new Request(`http://host${path}`, init)));
  };
  return {
    get: (path: string, fields?: HeaderFields) => send('GET', path, undefined, fields),
    /** A text is sent as it stands, byte for byte. */
    post: (path: string, body?: unknown, fields?: HeaderFields) => send('POST', path, body, fields),
    patch: (path: string, body: unknown, fields?: HeaderFields) =>
      send('PATCH', path, body, fields),
  };
};

export type Client = ReturnType<typeof clientOf>;

export const codeOf = ({ status, body }: Answer): string => `${status} ${body.code ?? ''}`;

/** The places that a problem names, each with what is wrong there. */
export const faultsOf = ({ body }: Answer): readonly string[] =>
  (body.errors ?? []).map(
    ({ pointer, parameter, header, code }) =>
      `${header ?? (parameter === undefined ? pointer : `?${parameter}`)}: ${code}`,
  );

/** A refusal without what is different in each: the id of its request. */
export const withoutId = ({ status, headers, body }: Answer): unknown => {
  const { requestId: _, ...rest } = body;
  const { 'x-request-id': __, ...fields } = Object.fromEntries(headers);
  return { status, rest, fields };
};

async function conforming(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const text = await response.text();
  const body: AnswerBody = JSON.parse(text);
  expect(headers.get('Cache-Control')).toBe('no-store');
  expect(headers.get('X-Request-Id')).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  if (status < 300) {
    expect(headers.get('Content-Type')).toBe('application/json; charset=utf-8');
  } else {
    expect(headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8');
    expect(body).toMatchObject({ type: 'about:blank', status });
    expect(body['requestId']).toBe(headers.get('X-Request-Id'));
    expect(body.errors).not.toEqual([]);
    expect(status).toBeLessThan(500);
  }
  return { status, headers, text, body };
}
