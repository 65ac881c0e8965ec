import { beforeEach, describe, expect, it } from 'vitest';
import { type Installation, openInstallation } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';
import { type Client, clientOf, codeOf, faultsOf, withoutId } from './client.ts';

let installation: Installation;
let client: Client;
beforeEach(async () => {
  installation = await openInstallation({ hasher: quickHasher() });
  client = clientOf(installation, installation.key);
});

const idsOf = ({ body }: { readonly body: { readonly data?: readonly { id?: string }[] } }) =>
  (body.data ?? []).map(({ id }) => id);

/** A customer of this name, with references. */
const customer = async (name: string, more: object = {}): Promise<string> => {
  const { body } = await client.post('/v1/accounts', { kind: 'customer', name, ...more });
  return body.id ?? '';
};

const reference = (value: string) => ({ references: [{ name: 'crm', value }] });

describe('an account', () => {
  it('is shown by its id or number, with its version', async () => {
    const id = await customer('A', { parent: 1, ...reference('1') });
    for (const named of [id, id.toUpperCase(), '2']) {
      const { status, headers, body } = await client.get(`/v1/accounts/${named}`);
      expect({ status, etag: headers.get('ETag') }).toEqual({ status: 200, etag: '"1"' });
      expect(body).toEqual({
        id,
        number: 2,
        kind: 'customer',
        parentId: installation.master.id,
        name: 'A',
        status: 'active',
        effectiveStatus: 'active',
        address: 'account-2',
        url: 'https://tenantry.test/a/account-2',
        version: 1,
        createdAt: '2025-01-01T00:00:00.000Z',
        updatedAt: '2025-01-01T00:00:00.000Z',
        workflows: [],
        configurations: {},
        references: [{ name: 'crm', value: '1', type: 'CUSTOMER' }],
      });
    }
  });

  it('tells nobody what is above the account of the proof', async () => {
    const { account, key } = await installation.customer('A');
    const below = await installation.customer('B', account);
    const own = clientOf(installation, key);
    expect((await own.get(`/v1/accounts/${account.id}`)).body).toMatchObject({ parentId: null });
    expect((await own.get(`/v1/accounts/${below.account.id}`)).body).toMatchObject({
      parentId: account.id,
    });
    expect((await own.get('/v1/accounts')).body.data).toMatchObject([
      { id: account.id, parentId: null },
      { id: below.account.id, parentId: account.id },
    ]);
  });

  it('out of reach is as good as absent, whatever is asked of it', async () => {
    const other = await installation.stranger();
    const { account, key } = await installation.customer('A');
    const sibling = await installation.customer('B');
    const own = clientOf(installation, key);
    const unseen = [other.account.id, `${other.account.number}`, sibling.account.id, '1'];
    const absent = ['4711', '01934f8a-5c3e-7d21-9b4f-6a7c8d9e0f12', 'x', '0', '-1', '%00', "'"];
    const asked: readonly ((of: string) => ReturnType<Client['get']>)[] = [
      (of) => own.get(`/v1/accounts/${of}`),
      (of) => own.get(`/v1/accounts/${of}/children`),
      (of) => own.get(`/v1/accounts/${of}/subtree?kind=customer`),
      (of) => own.patch(`/v1/accounts/${of}`, { name: 'X' }, { 'If-Match': '*' }),
      (of) => own.patch(`/v1/accounts/${of}`, { nonsense: 1 }),
      (of) => own.post(`/v1/accounts/${of}/suspend`),
      (of) => own.post(`/v1/accounts/${of}/reactivate`, {}, { 'Idempotency-Key': 'k' }),
      (of) => own.post(`/v1/accounts/${of}/close`),
    ];
    for (const ask of asked) {
      const answers = await Promise.all([...unseen, ...absent].map(ask));
      expect(codeOf(answers[0] ?? (await ask('x')))).toBe('404 AccountNotFound');
      expect(new Set(answers.map((answer) => JSON.stringify(withoutId(answer)))).size).toBe(1);
    }
    const named = async (of: string) => [
      withoutId(await own.get(`/v1/accounts?beneath=${of}`)),
      withoutId(await own.get(`/v1/events?account=${of}`)),
      withoutId(await own.post('/v1/accounts', { kind: 'customer', name: 'X', parent: of })),
    ];
    const [known, unknown] = [await named(sibling.account.id), await named('4711')];
    expect(known).toEqual(unknown);
    expect(known).toMatchObject([{ status: 404 }, { status: 404 }, { status: 404 }]);
    expect((await own.get(`/v1/accounts/${account.id}`)).status).toBe(200);
  });

  it('is for whoever proves to have the power', async () => {
    const reading = clientOf(installation, await installation.keyOf(installation.master, 'read'));
    const making = clientOf(
      installation,
      await installation.keyOf(installation.master, 'provision'),
    );
    const id = await customer('A');
    expect((await reading.get(`/v1/accounts/${id}`)).status).toBe(200);
    for (const refused of [
      await reading.post('/v1/accounts', 'no JSON'),
      await reading.patch(`/v1/accounts/${id}`, 'no JSON'),
      await making.post(`/v1/accounts/${id}/close`, 'no JSON'),
    ])
      expect(codeOf(refused)).toBe('403 NotPermitted');
    const anybody = clientOf(installation, 'tenantry_x');
    const refused = await anybody.get(`/v1/accounts/${id}?x=1`);
    expect(codeOf(refused)).toBe('401 NotAuthenticated');
    expect(refused.headers.get('WWW-Authenticate')).toContain('Bearer');
  });
});

describe('a search', () => {
  it('finds what fits in all that is said', async () => {
    const [a, b] = [await customer('A', reference('1')), await customer('B', reference('2'))];
    const c = await customer('C', { parent: b, ...reference('1') });
    await client.post(`/v1/accounts/${b}/suspend`);
    const { id: master } = installation.master;
    const found = async (query: string) => idsOf(await client.get(`/v1/accounts?${query}`));
    expect(await found('')).toEqual([master, a, b, c]);
    expect(await found('referenceName=crm&referenceValue=1')).toEqual([a, c]);
    expect(await found(`referenceName=crm&referenceValue=1&beneath=${b}`)).toEqual([c]);
    expect(await found('referenceName=crm&referenceValue=3')).toEqual([]);
    expect(await found('status=suspended')).toEqual([b]);
    expect(await found('status=active&kind=customer&beneath=3')).toEqual([c]);
    expect(await found('kind=master')).toEqual([master]);
    const [shown] = (await client.get(`/v1/accounts?beneath=${c}`)).body.data ?? [];
    expect(shown).toMatchObject({ status: 'active', effectiveStatus: 'suspended' });
    expect(shown).not.toHaveProperty('references');
  });

  it('names every fault of its query at once', async () => {
    const answer = await client.get(
      '/v1/accounts?limit=0&status=gone&kind=x&beneath=x&referenceName=crm&sort=name&limit=1',
    );
    expect(codeOf(answer)).toBe('400 MalformedRequest');
    expect(faultsOf(answer).toSorted()).toEqual([
      '?beneath: format',
      '?kind: unknown',
      '?limit: duplicate',
      '?referenceValue: required',
      '?sort: unknown',
      '?status: unknown',
    ]);
    for (const [query, fault] of [
      ['limit=0', '?limit: format'],
      ['limit=-1', '?limit: format'],
      ['limit=1.5', '?limit: type'],
      ['referenceValue=1', '?referenceName: required'],
      ['referenceName=&referenceValue=1', '?referenceName: tooShort'],
      ['referenceName=%00&referenceValue=1', '?referenceName: characters'],
    ])
      expect(faultsOf(await client.get(`/v1/accounts?${query}`))).toEqual([fault]);
    expect(faultsOf(await client.get('/v1/accounts/1?x=1'))).toEqual(['?x: unknown']);
  });
});

describe('a list', () => {
  const tree = async () => {
    const a = await customer('A');
    const [b, c, d] = [
      await customer('B', { parent: a }),
      await customer('C'),
      await customer('D'),
    ];
    return { a, b, c, d };
  };

  it('goes on page by page, as its links say', async () => {
    const { a, b, c, d } = await tree();
    const { id: master } = installation.master;
    for (const [path, all] of [
      ['/v1/accounts', [master, a, b, c, d]],
      ['/v1/accounts/1/subtree', [master, a, c, d, b]],
      ['/v1/accounts/1/children', [a, c, d]],
      ['/v1/accounts?kind=customer', [a, b, c, d]],
    ] as const) {
      const seen = [];
      let url: URL | undefined = new URL(
        `${path}${path.includes('?') ? '&' : '?'}limit=2`,
        'http://host',
      );
      while (url !== undefined) {
        const { status, headers, body } = await client.get(`${url.pathname}${url.search}`);
        expect(status).toBe(200);
        seen.push(...idsOf({ body }));
        const [, next] = /^<(.+)>; rel="next"$/.exec(headers.get('Link') ?? '') ?? [];
        expect({ hasMore: body.hasMore, hasCursor: body.nextCursor !== null }).toEqual({
          hasMore: next !== undefined,
          hasCursor: next !== undefined,
        });
        url = next === undefined ? undefined : new URL(next, url);
      }
      expect(seen).toHaveLength(all.length);
      expect(new Set(seen)).toEqual(new Set(all));
    }
  });

  it('has 50 at a time, and 200 at most', async () => {
    const { id } = installation.master;
    await Promise.all(Array.from({ length: 201 }, (_, at) => customer(`C${at}`)));
    for (const [query, count] of [
      ['', 50],
      ['?limit=200', 200],
      ['?limit=201', 200],
      ['?limit=99999999999999999999', 200],
    ] as const)
      expect((await client.get(`/v1/accounts/${id}/children${query}`)).body.data).toHaveLength(
        count,
      );
  });

  it('goes on for nobody else, nowhere else and with no other filters', async () => {
    const { a } = await tree();
    const other = await installation.stranger();
    const cursorOf = async (path: string, by = client) => {
      const { body } = await by.get(path);
      return encodeURIComponent(body.nextCursor ?? 'none');
    };
    const cursor = await cursorOf('/v1/accounts?limit=1&kind=customer&status=active');
    const good = `/v1/accounts?status=active&limit=3&kind=customer&cursor=${cursor}`;
    expect((await client.get(good)).status).toBe(200);
    const sameAccount = await installation.keyOf(installation.master, 'read');
    expect((await clientOf(installation, sameAccount).get(good)).status).toBe(200);
    const elsewhere = [
      clientOf(installation, other.key).get(good),
      client.get(good.replace('status=active', 'status=suspended')),
      client.get(good.replace('&kind=customer', '')),
      client.get(good.replace('&kind', '&beneath=1&kind')),
      client.get(`/v1/accounts/1/subtree?kind=customer&cursor=${cursor}`),
      client.get(`/v1/accounts/1/children?cursor=${cursor}`),
      client.get(`/v1/accounts?cursor=${await cursorOf('/v1/accounts/1/children?limit=1')}`),
      client.get(
        `/v1/accounts/${a}/children?cursor=${await cursorOf('/v1/accounts/1/children?limit=1')}`,
      ),
      client.get(`/v1/accounts?cursor=${await cursorOf('/v1/events?limit=1')}`),
      client.get(`/v1/events?after=${cursor}`),
      client.get(`/v1/accounts?cursor=${a}`),
      client.get('/v1/accounts?cursor='),
      client.get(`/v1/accounts?cursor=${'x'.repeat(5000)}`),
    ];
    for (const answer of await Promise.all(elsewhere)) {
      expect(codeOf(answer)).toBe('400 MalformedRequest');
      expect(faultsOf(answer)).toEqual([expect.stringMatching(/^\?(cursor|after): /)]);
    }
  });

  it('is not led astray by a cursor of which anything was changed', async () => {
    await tree();
    const { body } = await client.get('/v1/accounts?limit=1');
    const cursor = body.nextCursor ?? '';
    const changed = [...cursor].flatMap((letter, at) =>
      [String.fromCharCode(letter.charCodeAt(0) ^ (1 << (at % 7))), ''].map(
        (other) => cursor.slice(0, at) + other + cursor.slice(at + 1),
      ),
    );
    for (const one of [...changed, `${cursor}A`, `${cursor}=`, ` ${cursor}`]) {
      const answer = await client.get(`/v1/accounts?limit=1&cursor=${encodeURIComponent(one)}`);
      expect({ one, code: codeOf(answer), faults: faultsOf(answer) }).toEqual({
        one,
        code: '400 MalformedRequest',
        faults: ['?cursor: unknown'],
      });
    }
  });
});
