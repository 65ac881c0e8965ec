import { beforeEach, describe, expect, it } from 'vitest';
import { type Installation, openInstallation } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';
import { type Client, clientOf, codeOf, faultsOf } from './client.ts';

let installation: Installation;
let client: Client;
beforeEach(async () => {
  installation = await openInstallation({ hasher: quickHasher() });
  client = clientOf(installation, installation.key);
});

const any = { 'If-Match': '*' };
const contact = {
  userName: 'jane',
  firstName: 'Jane',
  lastName: 'Doe',
  email: 'jane@example.com',
  phone: '12345',
};

/** The path of an account that was opened just now. */
const open = async (body: unknown): Promise<string> => {
  const { headers } = await client.post('/v1/accounts', body);
  return headers.get('Location') ?? 'none';
};
const customer = () => open({ kind: 'customer', name: 'A' });
const partner = () => open({ kind: 'partner', name: 'P', billingId: 'B', contact });
const registered = () =>
  open({ kind: 'registered', email: 'joe@example.com', firstName: 'Joe', companyName: 'Joe Ltd' });

describe('a correction', () => {
  it('replaces what it names, and says what has come of it', async () => {
    const path = await open({
      kind: 'customer',
      name: 'A',
      workflows: [{ workflowDefinitionId: 'w', workflowName: 'W' }],
      references: [{ name: 'crm', value: '1' }],
    });
    installation.clock.advance(60);
    const references = [{ name: 'crm', value: '2', type: 'OTHER' }];
    const { status, headers, body, text } = await client.patch(path, { references }, any);
    expect({ status, etag: headers.get('ETag') }).toEqual({ status: 200, etag: '"2"' });
    expect(body).toMatchObject({
      name: 'A',
      version: 2,
      workflows: [{ workflowName: 'W' }],
      references,
      createdAt: '2025-01-01T00:00:00.000Z',
      updatedAt: '2025-01-01T00:01:00.000Z',
    });
    expect((await client.get(path)).text).toBe(text);
  });

  it('of a master takes the power to manage it', async () => {
    const path = `/v1/accounts/${installation.master.id}`;
    const { account } = await installation.customer('A');
    const answers = ['read', 'provision', 'manage'] as const;
    const codes: string[] = [];
    for (const power of answers) {
      const key = await installation.keyOf(installation.master, power);
      codes.push(codeOf(await clientOf(installation, key).patch(path, { name: 'M' }, any)));
    }
    const below = clientOf(installation, await installation.keyOf(account, 'manage'));
    codes.push(codeOf(await below.patch(path, { name: 'M' }, any)));
    expect(codes).toEqual(['403 NotPermitted', '403 NotPermitted', '200 ', '404 AccountNotFound']);
  });

  it('is answered as at first when it is sent again, whoever came in between', async () => {
    const path = await open({ kind: 'customer', name: 'A', configurations: { a: {} } });
    const send = (key: string, tags: string, body: object) =>
      client.patch(path, body, { 'If-Match': tags, 'Idempotency-Key': key });
    const first = await send('k1', '"7", "1"', { configurations: { b: { c: 'F' } } });
    await send('k2', '*', { configurations: { b: { d: 1 } } });
    const again = await send('k1', '"7", "1"', { configurations: { b: { c: 'F' } } });
    expect([first.status, again.status, again.text]).toEqual([200, 200, first.text]);
    expect((await client.get(path)).text).toContain(
      '"configurations":{"a":{},"b":{"c":"F","d":1}}',
    );
  });

  it('is done to every kind in its own words, and null takes away', async () => {
    const cases: readonly (readonly [string, object, object, readonly string[]])[] = [
      [
        await partner(),
        { name: 'Q', billingId: null, verificationPhrase: 'blue', contact: { phone: '54321' } },
        {
          name: 'Q',
          hasVerificationPhrase: true,
          contact: { ...contact, phone: '54321', roles: [1], status: 'invited' },
        },
        ['billingId'],
      ],
      [
        await registered(),
        { firstName: null, companyName: null, mobilePhone: '12345', mayHaveSubAccounts: true },
        { name: 'Joe Ltd', mobilePhone: '12345', mayHaveSubAccounts: true },
        ['firstName', 'companyName'],
      ],
      ['/v1/accounts/1', { name: 'M', defaultRole: 2 }, { name: 'M', defaultRole: 2 }, []],
      ['/v1/accounts/1', { defaultRole: null }, { name: 'M' }, ['defaultRole']],
    ];
    for (const [path, patch, shown, gone] of cases) {
      const { status, body, text } = await client.patch(path, patch, any);
      expect(status).toBe(200);
      expect(body).toMatchObject(shown);
      for (const field of gone) expect(body).not.toHaveProperty(field);
      expect((await client.get(path)).text).toBe(text);
    }
  });

  it('merges configurations, and leaves what it does not name token for token', async () => {
    const path = await open(
      '{"kind":"customer","name":"A","configurations":{"b": {"2":1.0, "1":null},"a":{"x" : 1e400}}}',
    );
    const patched = async (configurations: string) => {
      const { text } = await client.patch(path, `{"configurations":${configurations}}`, any);
      return /"configurations":(.*),"references"/.exec(text)?.[1];
    };
    expect(await patched('{"b":{"2":null,"3":{"y":-0,"z":null}},"c":{"n":[null]}}')).toBe(
      '{"b":{"1":null,"3":{"y":-0}},"a":{"x" : 1e400},"c":{"n":[null]}}',
    );
    expect(await patched('{"b":null,"none":null}')).toBe('{"a":{"x" : 1e400},"c":{"n":[null]}}');
    expect(await patched('null')).toBe('{}');
    for (const [configurations, fault] of [
      ['{"a":5}', '/configurations/a: type'],
      ['[]', '/configurations: type'],
      ['{"a":{"b":1,"b":null}}', '/configurations/a/b: duplicate'],
      [`{"a":${'{"b":'.repeat(33)}1${'}'.repeat(34)}`, '/configurations/a: tooDeep'],
      [`{"a":${'{"b":'.repeat(9000)}1${'}'.repeat(9001)}`, '/configurations/a: tooDeep'],
    ] as const) {
      const answer = await client.patch(path, `{"configurations":${configurations}}`, any);
      expect([answer.status, ...faultsOf(answer)]).toEqual([422, fault]);
    }
  });

  it('is refused with every fault at once, those that nobody may set among them', async () => {
    for (const [path, patch, faults] of [
      [
        await customer(),
        { name: null, references: [{}], kind: 'partner', status: 'closed', parent: 1, x: 1 },
        [
          '/kind: unknown',
          '/name: required',
          '/parent: unknown',
          '/references/0/name: required',
          '/references/0/value: required',
          '/status: unknown',
          '/x: unknown',
        ],
      ],
      [
        await partner(),
        { isActive: false, version: 1, partner: 5, reference: null, contact: { name: 'x' } },
        [
          '/contact/name: unknown',
          '/isActive: unknown',
          '/partner: unknown',
          '/reference: required',
          '/version: unknown',
        ],
      ],
      [
        await registered(),
        { email: 'x@example.com', timeZone: 'Moon', account: 1 },
        ['/account: unknown', '/email: unknown', '/timeZone: unknown'],
      ],
      ['/v1/accounts/1', { defaultRole: 99, id: 'x' }, ['/defaultRole: unknown', '/id: unknown']],
      ['/v1/accounts/1', { master: 1 }, ['/master: unknown']],
    ] as const) {
      const answer = await client.patch(path, patch, any);
      expect(answer.status).toBe(422);
      expect(faultsOf(answer).toSorted()).toEqual(faults);
      const misplaced = await client.patch(`${path}?dryRun=true`, patch, { 'If-Match': 'x' });
      expect(codeOf(misplaced)).toBe('400 MalformedRequest');
      expect(faultsOf(misplaced).toSorted()).toEqual([
        ...faults,
        '?dryRun: unknown',
        'If-Match: format',
      ]);
    }
  });

  it('takes the power that it needs', async () => {
    const making = clientOf(
      installation,
      await installation.keyOf(installation.master, 'provision'),
    );
    const paths = { partner: await partner(), registered: await registered() };
    for (const [path, patch, code] of [
      [paths.partner, { name: 'Q' }, 200],
      [paths.partner, { verificationPhrase: null }, 403],
      [paths.registered, { name: 'R' }, 200],
      [paths.registered, { mayHaveSubAccounts: true }, 403],
      ['/v1/accounts/1', { name: 'M' }, 403],
    ] as const)
      expect((await making.patch(path, patch, any)).status).toBe(code);
  });

  it('is a merge patch or JSON', async () => {
    const path = await customer();
    for (const type of ['application/merge-patch+json', 'application/json; charset=UTF-8'])
      expect(
        (await client.patch(path, '{"name":"B"}', { ...any, 'Content-Type': type })).status,
      ).toBe(200);
    const other = { ...any, 'Content-Type': 'application/json-patch+json' };
    expect(codeOf(await client.patch(path, '[]', other))).toBe('415 UnsupportedMediaType');
    expect(codeOf(await client.patch(path, '[]', any))).toBe('400 MalformedRequest');
  });

  it('names what is in use', async () => {
    const path = await partner();
    const other = { ...contact, userName: 'other', email: 'other@example.com' };
    await client.post('/v1/accounts', {
      kind: 'partner',
      name: 'Q',
      reference: 'R',
      contact: other,
    });
    const answer = await client.patch(path, { reference: 'R' }, any);
    expect([codeOf(answer), ...faultsOf(answer)]).toEqual([
      '409 ReferenceTaken',
      '/reference: taken',
    ]);
  });
});

describe('the version that a correction was made from', () => {
  it('must be said', async () => {
    const path = await customer();
    const answer = await client.patch(path, { name: 5 });
    expect(codeOf(answer)).toBe('428 VersionNotSaid');
    expect(faultsOf(answer).toSorted()).toEqual(['/name: type', 'If-Match: required']);
    expect(codeOf(await client.patch(path, { name: 'B' }))).toBe('428 VersionNotSaid');
  });

  it('decides whether it is done', async () => {
    const path = await customer();
    for (const [tag, status] of [
      ['"2"', 412],
      ['W/"1"', 412],
      ['"x"', 412],
      ['1', 400],
      ['"1"', 200],
      ['"1"', 412],
      ['"7", "2"', 200],
      ['*', 200],
    ] as const) {
      const answer = await client.patch(path, { name: `by ${tag}` }, { 'If-Match': tag });
      expect([tag, answer.status]).toEqual([tag, status]);
    }
    const { body } = await client.get(path);
    expect(body).toMatchObject({ name: 'by *', version: 4 });
  });

  it('is had by one of many at once', async () => {
    const path = await customer();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        client.patch(path, { name: `${at}` }, { 'If-Match': '"1"' }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(19);
  });

  it('does not matter to one that is made again under its key', async () => {
    const path = await customer();
    const once = { 'If-Match': '"1"', 'Idempotency-Key': 'k' };
    const patch = '{"name":"B","configurations":{"a":{"x":1.0}}}';
    const first = await client.patch(path, patch, once);
    const again = await client.patch(path, patch, once);
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
    expect(codeOf(await client.patch(path, '{"name":"C"}', once))).toBe('422 IdempotencyKeyReused');
  });

  it('is none any more once the account is closed', async () => {
    const path = await customer();
    await client.post(`${path}/close`);
    expect(codeOf(await client.patch(path, { name: 'B' }, any))).toBe('409 AccountClosed');
  });
});
