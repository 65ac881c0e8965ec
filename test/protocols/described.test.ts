import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { described } from '../openapi/served.ts';
import { xmlRequest } from './admin-accounts-v1-client.ts';
import { undescribed } from './described.ts';
import { type Installation, openInstallation } from './installation.ts';
import { basic, masterOf, partnerBeneath } from './partners-v1-client.ts';
import { masterDoor, masterMailbox, pairOf } from './partners-v8-client.ts';
import { quickHasher } from './quick-hasher.ts';

/** Of the interfaces that others have published. */
const tags = ['customers-v2', 'partners-v1', 'partners-v8', 'admin-accounts-v1'];

const Operation = z.object({
  operationId: z.string(),
  tags: z.array(z.string()),
  requestBody: z
    .object({
      content: z.record(
        z.string(),
        z.object({ examples: z.record(z.string(), z.object({ value: z.looseObject({}) })) }),
      ),
    })
    .optional(),
});

interface Sample {
  readonly operation: string;
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly type: string;
  readonly value: object;
}

/** What the description says can be sent. */
async function samples(): Promise<readonly Sample[]> {
  const { paths } = await described();
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, given]) => {
      const { operationId: operation, requestBody, ...rest } = Operation.parse(given);
      if (!rest.tags.some((tag) => tags.includes(tag))) return [];
      return Object.entries(requestBody?.content ?? {}).flatMap(([type, { examples }]) =>
        Object.entries(examples).map(([name, { value }]) => ({
          operation,
          name: `${operation} ${type} ${name}`,
          method: method.toUpperCase(),
          path,
          type,
          value,
        })),
      );
    }),
  );
}

/** A sample as a request of the master, who has all the proofs that there are. */
async function requestOf(
  installation: Installation,
  { operation, method, path, type, value }: Sample,
): Promise<Request> {
  const { key, master } = installation;
  const door = masterDoor(installation);
  const inPath = {
    address: master.address,
    id:
      operation === 'correctPartner'
        ? (await partnerBeneath(installation, master)).account.number
        : master.id,
  };
  const proofs: Readonly<Record<string, () => Promise<Readonly<Record<string, string>>>>> = {
    '/api': async () => ({ Authorization: basic(masterOf(installation)) }),
    '/v2/': async () => ({ api_key: key, 'X-Frankie-CustomerID': master.id }),
    '/a/{': async () => {
      const { access } = pairOf(await door.auth(masterMailbox, installation.password));
      return { Authorization: `Bearer ${access}` };
    },
  };
  const proof = operation === 'signIn' ? {} : await proofs[path.slice(0, 4)]?.();
  const named = path.replaceAll(/\{(\w+)\}/g, (_, name) => String(Reflect.get(inPath, name)));
  const headers = { ...proof, 'Content-Type': type };
  return new Request(`https://tenantry.test${named}`, {
    method,
    headers,
    body: textOf(type, value),
  });
}

function textOf(type: string, value: object): string {
  if (type.endsWith('/xml')) return xmlRequest(value);
  return type.endsWith('json')
    ? JSON.stringify(value)
    : new URLSearchParams(Object.entries(value)).toString();
}

const open = () => openInstallation({ hasher: quickHasher() });

describe('what the description says can be sent', () => {
  it('is carried out as it stands there', async () => {
    const answered: Record<string, number> = {};
    for (const sample of await samples()) {
      const installation = await open();
      const request = await requestOf(installation, sample);
      const response = await installation.http.fetch(request);
      expect(await undescribed(request, response, await response.text())).toEqual([]);
      answered[sample.name] = response.status;
    }
    expect(answered).toEqual({
      // Nobody there is called so.
      'signIn application/json credentials': 401,
      'signIn application/x-www-form-urlencoded credentials': 401,
      'correctPartner application/json some': 200,
      'createApp application/json app': 200,
      'openSubAccount application/json least': 200,
      'openSubAccount application/json named': 200,
      'registerAccount application/json least': 200,
      'registerAccount application/json whole': 200,
      'registerAccount text/json least': 200,
      'registerAccount text/json whole': 200,
      'registerAccount application/xml least': 200,
      'registerAccount application/xml whole': 200,
      'registerAccount text/xml least': 200,
      'registerAccount text/xml whole': 200,
      'createPartner application/json least': 200,
      'createPartner application/json whole': 200,
      'createCustomer application/json least': 201,
      'createCustomer application/json whole': 201,
    });
  });
});

describe('an answer', () => {
  const json = new Headers({
    'Content-Type': 'application/json; charset=utf-8',
    'X-Request-Id': '01JD8Q6Z3V5K0T7W9X2Y4B6C8E',
  });
  const tokens = { access_token: 'a', refresh_token: 'b', expires_in: 1 };
  const departures = (status: number, body: unknown, headers = json, path = '/a/x/api/v8/auth') =>
    undescribed(
      { method: 'GET', url: `https://tenantry.test${path}` },
      { status, headers },
      typeof body === 'string' ? body : JSON.stringify(body),
    );

  it.each([
    ['a status', 201, tokens, json, 'no status 201'],
    ['a member', 200, { ...tokens, more: 1 }, json, 'additional properties'],
    ['no member', 200, {}, json, 'access_token'],
    ['a type', 200, { ...tokens, expires_in: '1' }, json, '/expires_in must be integer'],
    ['a media type', 200, '<a/>', new Headers({ 'Content-Type': 'text/xml' }), 'no text/xml'],
    ['no header', 200, tokens, new Headers({ 'Content-Type': 'application/json' }), 'X-Request-Id'],
  ])('with %s that is not described is found', async (_, status, body, headers, fault) => {
    expect(await departures(200, tokens)).toEqual([]);
    expect((await departures(status, body, headers)).join()).toContain(fault);
  });

  it('in XML likewise', async () => {
    const headers = new Headers(json);
    headers.set('Content-Type', 'text/xml; charset=utf-8');
    headers.set('WWW-Authenticate', 'Basic');
    const of = (content: string) =>
      undescribed(
        { method: 'POST', url: 'https://tenantry.test/api/v1/admin/accounts/1' },
        { status: 401, headers },
        `<Root>${content}</Root>`,
      );
    const error = '<ErrorCode>c</ErrorCode><ErrorReason>r</ErrorReason>';
    expect(await of(`<Error>${error}</Error>`)).toEqual([]);
    expect(await of(`<Error>${error}</Error><ResponseData/>`)).not.toEqual([]);
    expect(await of('<Error><ErrorCode>c</ErrorCode></Error>')).not.toEqual([]);
  });
});
