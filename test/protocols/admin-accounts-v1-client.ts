import { SaxesParser } from 'saxes';
import { expect } from 'vitest';
import { fetchDescribed } from './described.ts';
import type { Installation } from './installation.ts';

export const mediaTypes = ['application/json', 'text/json', 'application/xml', 'text/xml'] as const;

/** What a reply says, whichever format it says it in. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly code?: string;
  readonly reason?: string;
  readonly userId?: string;
  readonly id?: string;
}

export type HeaderFields = Readonly<Record<string, string | null>>;

export interface Sending {
  readonly fields?: HeaderFields;
  readonly account?: string | number;
  readonly type?: string | null;
  readonly method?: string;
}

export const password = 'nine blue kettles sing';

/** Every attribute, and each of them right. */
export const jane = {
  Firstname: 'Jane',
  Lastname: 'Doe',
  CompanyName: 'Example Company',
  MobilePhone: '+39 06 1234-5678',
  Email: 'jane@example.com',
  Password: password,
  PasswordConfirmation: password,
  TimeZoneInJavaFormat: 'Europe/Rome',
};

/** The attributes that must be there, of somebody who is new to the installation. */
export const person = (name: string) => ({
  Firstname: 'Jane',
  Lastname: 'Doe',
  Email: `${name}@example.com`,
  Password: password,
  PasswordConfirmation: password,
});

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

export const xmlEscaped = (text: string): string =>
  text.replace(/[&<>]/g, (character) => escapes[character] ?? '').replaceAll('\r', '&#xD;');

/** The attributes as elements, in the order of the fields. */
export const elementsOf = (fields: object): string =>
  Object.entries(fields)
    .map(([name, value]) => `<${name}>${xmlEscaped(String(value))}</${name}>`)
    .join('\n  ');

/** A request as XML, with these elements in it. */
export const requestOf = (content: string): string =>
  `<AccountRegisterRequest xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  ${content}
</AccountRegisterRequest>`;

export const xmlRequest = (fields: object): string => requestOf(elementsOf(fields));

/**
 * Speaks the protocol as the installation's master, and holds every answer against what every reply
 * must be. A header of null is not sent.
 */
export const clientOf = ({ http, key, master }: Pick<Installation, 'http' | 'key' | 'master'>) => {
  const send = async (body: string | Uint8Array<ArrayBuffer> | null, sending: Sending = {}) => {
    const { fields = {}, account = master.id, type = 'application/json', method } = sending;
    const headers = new Headers();
    const all = { api_key: key, 'Content-Type': type, ...fields };
    for (const [name, value] of Object.entries(all)) if (value !== null) headers.set(name, value);
    const request = new Request(`http://host/api/v1/admin/accounts/${account}`, {
      method: method ?? 'POST',
      headers,
      body,
    });
    return conforming(await fetchDescribed(http, request));
  };
  return {
    send,
    /** As JSON or as XML, by the media type. */
    register: (fields: object, sending: Sending = {}) =>
      send(sending.type?.endsWith('/xml') ? xmlRequest(fields) : JSON.stringify(fields), sending),
    get: async (path: string, fields: Readonly<Record<string, string>> = {}, method = 'GET') =>
      conforming(
        await fetchDescribed(
          http,
          new Request(`http://host${path}`, { method, headers: { ...fields } }),
        ),
      ),
  };
};

export const codeOf = ({ status, code }: Answer): string => `${status} ${code ?? ''}`.trim();

/** The codes of all faults of a request that was refused, sorted. */
export const faultsOf = ({ code = '', reason = '' }: Answer): readonly string[] =>
  code === 'ValidationFailed'
    ? [...reason.matchAll(/(?:^|; )([A-Z]\w+): /g)].map(([, name = '']) => name).toSorted()
    : [code];

async function conforming(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const text = await response.text();
  const [, type = ''] = /^(\S+); charset=utf-8$/.exec(headers.get('Content-Type') ?? '') ?? [];
  expect(mediaTypes).toContain(type);
  expect(headers.get('Cache-Control')).toBe('no-store');
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('Content-Length')).toBe(String(Buffer.byteLength(text)));
  expect(headers.get('X-Request-Id')).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(headers.get('Vary')).toBe('Accept');
  expect(headers.has('WWW-Authenticate')).toBe(status === 401);
  expect(headers.has('Allow')).toBe(status === 405);
  const said = type.endsWith('/xml') ? saidInXml(text) : saidInJson(text);
  expect(status === 200).toBe('id' in said);
  return { status, headers, text, ...said };
}

type Said = Omit<Answer, 'status' | 'headers' | 'text'>;

const anyText: unknown = expect.any(String);

function saidInJson(text: string): Said {
  const body = JSON.parse(text);
  if (body.ResponseData === null) {
    const error = { ErrorCode: anyText, ErrorReason: anyText };
    expect(body).toEqual({ Error: error, ResponseData: null });
    return { code: body.Error.ErrorCode, reason: body.Error.ErrorReason };
  }
  expect(body).toEqual({
    Error: null,
    ResponseData: {
      Identification: { UserId: anyText },
      Result: 'Success',
      Detail: { ID: anyText },
    },
  });
  return { userId: body.ResponseData.Identification.UserId, id: body.ResponseData.Detail.ID };
}

const namespaces =
  'xmlns:xsd=http://www.w3.org/2001/XMLSchema xmlns:xsi=http://www.w3.org/2001/XMLSchema-instance';
const root = 'ResponseOfAccountRegisterResponse';

function saidInXml(text: string): Said {
  const elements = textsOf(text);
  const at = (path: string): string => elements.get(`${root}/${path}`) ?? '';
  const paths = [...elements.keys()].map((path) => path.slice(root.length + 1));
  expect(elements.get(`${root} ${namespaces}`)).toBe('');
  if (elements.has(`${root}/Error`)) {
    expect(paths.slice(1)).toEqual(['Error', 'Error/ErrorCode', 'Error/ErrorReason']);
    return { code: at('Error/ErrorCode'), reason: at('Error/ErrorReason') };
  }
  expect(paths.slice(1)).toEqual([
    'ResponseData',
    'ResponseData/Result',
    'ResponseData/Identification',
    'ResponseData/Identification/UserId',
    'ResponseData/Detail',
    'ResponseData/Detail/ID',
  ]);
  expect(at('ResponseData/Result')).toBe('Success');
  return { userId: at('ResponseData/Identification/UserId'), id: at('ResponseData/Detail/ID') };
}

/** The text of each element by its path and attributes, in the order of the document. */
function textsOf(text: string): ReadonlyMap<string, string> {
  const elements = new Map<string, string>();
  const path: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', ({ name, uri, attributes }) => {
    expect(uri).toBe('');
    path.push(name);
    const written = Object.values(attributes).map(({ name, value }) => ` ${name}=${value}`);
    elements.set(path.join('/') + written.join(''), '');
  });
  parser.on('text', (piece) => {
    const at = path.join('/');
    elements.set(at, (elements.get(at) ?? '') + piece);
  });
  parser.on('closetag', () => void path.pop());
  parser.write(text).close();
  return elements;
}
