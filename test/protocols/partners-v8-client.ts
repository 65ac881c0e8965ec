import type { Account } from '@tenantry/domain';
import { expect } from 'vitest';
import { fetchDescribed } from './described.ts';
import { expectOk, type Installation } from './installation.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: AnswerBody;
}

/** As much of a body as tests look into. */
export interface AnswerBody {
  readonly errors?: readonly Entry[];
  readonly [field: string]: unknown;
}

export interface Entry {
  readonly status: string;
  readonly title: string;
  readonly detail: string;
  readonly source?: {
    readonly pointer?: string;
    readonly parameter?: string;
    readonly header?: string;
  };
}

export type HeaderFields = Readonly<Record<string, string | null>>;

export interface Pair {
  readonly access: string;
  readonly refresh: string;
  readonly until: number;
}

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const json = { 'Content-Type': 'application/json' };

/**
 * Speaks the protocol at one account's URL, with a token where one is given, and holds every answer
 * against what every reply must be. A header of null is not sent.
 */
export const clientOf = ({ http }: Pick<Installation, 'http'>, url: string, token?: string) => {
  const send = async (
    method: string,
    path: string,
    body: string | Uint8Array<ArrayBuffer> | null,
    fields: HeaderFields,
  ) => {
    const headers = new Headers();
    const proof = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    for (const [name, value] of Object.entries({ ...proof, ...fields }))
      if (value !== null) headers.set(name, value);
    const request = new Request(`${url}/api/v8${path}`, { method, headers, body });
    return conforming(await fetchDescribed(http, request));
  };
  const post = (path: string, body: unknown, fields: HeaderFields = {}) =>
    send('POST', path, JSON.stringify(body), { ...json, ...fields });
  return {
    url,
    token,
    /** Unlooked at, for what has another answer than the protocol's. */
    fetch: http.fetch,
    send: (method: string, path: string, fields: HeaderFields = {}) =>
      send(method, path, null, fields),
    /** The body as it stands here, byte for byte. */
    postRaw: (path: string, body: string | Uint8Array<ArrayBuffer>, fields: HeaderFields = {}) =>
      send('POST', path, body, { ...json, ...fields }),
    post,
    get: (path: string, fields: HeaderFields = {}) => send('GET', path, null, fields),
    authByQuery: (login: string, password: string) =>
      send('GET', `/auth?${new URLSearchParams({ login, password }).toString()}`, null, {}),
    authByForm: (login: string, password: string) =>
      send('POST', '/auth', new URLSearchParams({ login, password }).toString(), form),
    auth: (login: string, password: string, fields: HeaderFields = {}) =>
      post('/auth', { login, password }, fields),
    refresh: (refresh_token: string) =>
      send('GET', `/refresh?${new URLSearchParams({ refresh_token }).toString()}`, null, {}),
  };
};

export type Client = ReturnType<typeof clientOf>;

export const masterMailbox = 'master@tenantry.test';

/** Where the installation's master is reached, as nobody yet. */
export const masterDoor = (installation: Installation): Client =>
  clientOf(installation, installation.app.accounts.urlOf(installation.master));

/** Signed in as the installation's master. */
export const signedIn = async (installation: Installation): Promise<Client> => {
  const door = masterDoor(installation);
  const { access } = pairOf(await door.auth(masterMailbox, installation.password));
  return clientOf(installation, door.url, access);
};

/** Acting by a token that was given for an API key of an account. */
export const byKey = async (
  installation: Installation,
  account: Account,
  key: string,
): Promise<Client> => {
  const { app } = installation;
  const issued = expectOk(await app.sessions.issue({ grant: 'api_key', key }));
  return clientOf(installation, app.accounts.urlOf(account), issued.token.reveal());
};

/** The tokens of an answer that must have some. */
export const pairOf = ({ status, body }: Answer): Pair => {
  expect({ status, fields: Object.keys(body) }).toEqual({
    status: 200,
    fields: ['access_token', 'refresh_token', 'expires_in'],
  });
  const { access_token: access, refresh_token: refresh, expires_in: until } = body;
  if (typeof access !== 'string' || typeof refresh !== 'string' || typeof until !== 'number')
    throw new TypeError('an answer without tokens');
  return { access, refresh, until };
};

export interface Opened {
  readonly url: string;
  readonly email: string;
  readonly login: string;
  readonly password: string;
  readonly id: string;
}

/** The sub-account of an answer that must have one. */
export const openedOf = ({ status, body }: Answer): Opened => {
  expect({ status, fields: Object.keys(body) }).toEqual({
    status: 200,
    fields: ['url', 'email', 'login', 'password', 'id'],
  });
  const textAt = (name: string): string => {
    const value = body[name];
    if (typeof value !== 'string') throw new TypeError(`${name} is no text`);
    return value;
  };
  return {
    url: textAt('url'),
    email: textAt('email'),
    login: textAt('login'),
    password: textAt('password'),
    id: textAt('id'),
  };
};

/** Where each fault of an answer stands: a pointer, `?` and a parameter, or a header. */
export const placesOf = ({ body }: Answer): readonly string[] =>
  (body.errors ?? []).map(({ source = {} }) =>
    source.parameter === undefined
      ? (source.header ?? source.pointer ?? 'nowhere')
      : `?${source.parameter}`,
  );

const anyText: unknown = expect.stringMatching(/./);
const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

async function conforming(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const text = await response.text();
  expect(headers.get('Content-Type')).toBe('application/json; charset=utf-8');
  expect(headers.get('Cache-Control')).toBe('no-store');
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('Content-Length')).toBe(String(Buffer.byteLength(text)));
  expect(headers.get('X-Request-Id')).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  const body: AnswerBody = JSON.parse(text);
  expect(headers.get('WWW-Authenticate')).toBe(status === 401 ? 'Bearer realm="account"' : null);
  expect(headers.has('Allow')).toBe(status === 405);
  if (status === 429 || status === 503) expect(headers.get('Retry-After')).toMatch(/^[1-9]\d*$/);
  else if (status !== 409) expect(headers.has('Retry-After')).toBe(false);
  if (status === 200) return { status, headers, text, body };
  expect(Object.keys(body)).toEqual(['errors']);
  expect(body.errors).not.toEqual([]);
  for (const { source, ...entry } of body.errors ?? []) {
    expect(entry).toEqual({ status: String(status), title: titles[status], detail: anyText });
    if (source !== undefined) expect(Object.keys(source)).toHaveLength(1);
  }
  if (status !== 400) expect(body.errors).toHaveLength(1);
  return { status, headers, text, body };
}
