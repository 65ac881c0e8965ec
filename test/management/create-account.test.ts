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

const create = (body: unknown, fields?: Readonly<Record<string, string>>) =>
  client.post('/v1/accounts', body, fields);

const contact = {
  userName: 'jane',
  firstName: 'Jane',
  lastName: 'Doe',
  email: 'jane@example.com',
  phone: '+44 20 7946 0000',
};
const partner = { kind: 'partner', name: 'P', contact };
const opened = { kind: 'registered', email: 'jane@example.com', firstName: 'Jane' };
const secrets = { password: 'four blue kettles', passwordConfirmation: 'four blue kettles' };
const registered = { ...opened, lastName: 'Doe', ...secrets };
const customer = {
  kind: 'customer',
  name: 'C',
  users: [{ name: 'Jane', email: 'jane@example.com', roles: [1] }],
  workflows: [{ workflowDefinitionId: 'w', workflowName: 'W', monitoringType: 'AML' }],
  references: [{ name: 'crm', value: '1', description: 'd', metadata: { k: 'v' } }],
};

describe('an account is opened', () => {
  it('as a customer, with its people, and found where Location says', async () => {
    const { status, headers, body, text } = await create(customer);
    expect(status).toBe(201);
    expect(headers.get('ETag')).toBe('"1"');
    expect(body).toMatchObject({
      kind: 'customer',
      parentId: installation.master.id,
      name: 'C',
      workflows: [{ ...customer.workflows[0], lifecyclePhase: 'OTHER' }],
      configurations: {},
      references: [{ ...customer.references[0], type: 'CUSTOMER' }],
    });
    expect(headers.get('Location')).toBe(`/v1/accounts/${body.id}`);
    expect((await client.get(headers.get('Location') ?? '')).text).toBe(text);
    await installation.app.deliverMail();
    expect(installation.letters.map(({ to }) => to.address)).toEqual(['jane@example.com']);
  });

  it('as a partner', async () => {
    const whole = { ...partner, reference: 'R', billingId: 'B', verificationPhrase: 'blue' };
    const { status, body, text } = await create({ ...whole, isActive: false });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      kind: 'partner',
      status: 'suspended',
      effectiveStatus: 'suspended',
      reference: 'R',
      billingId: 'B',
      hasVerificationPhrase: true,
      contact: { ...contact, roles: [1], status: 'invited' },
    });
    expect(text).not.toContain('blue');
    expect((await client.get(`/v1/accounts/${body.id}`)).text).toBe(text);
  });

  it('as a registered one, with a password of its own or one that is shown once', async () => {
    const chosen = await create(registered);
    expect(chosen.status).toBe(201);
    expect(chosen.body).toMatchObject({
      name: 'Jane Doe',
      email: 'jane@example.com',
      timeZone: 'UTC',
    });
    expect(chosen.text).not.toContain('kettles');
    const made = await create({ ...opened, email: 'joe@example.com', name: 'Joe' });
    const { password, ...account } = made.body;
    expect(password).toMatch(/^[a-z0-9-]{20,}$/);
    expect((await client.get(`/v1/accounts/${made.body.id}`)).body).toEqual(account);
    for (const [email, said] of [
      ['jane@example.com', secrets.password],
      ['joe@example.com', String(password)],
    ] as const)
      expect(
        await installation.app.sessions.authenticatePassword({ name: email, password: said }),
      ).toMatchObject({ ok: true });
  });

  it('beneath the account that is named, by id or number', async () => {
    const { body } = await create({ kind: 'customer', name: 'A' });
    for (const parent of [body.id, body['number'], String(body['number'])])
      expect((await create({ kind: 'customer', name: 'B', parent })).body['parentId']).toBe(
        body.id,
      );
    expect(codeOf(await create({ ...partner, parent: body.id }))).toBe('409 ParentMayNotHave');
  });

  it('with configurations token for token', async () => {
    const configurations =
      '{ "billing" : {"2": 1.0, "1":1e400, "__proto__":{}, "z":9007199254740993, "n":null},"\\u0061":{}}';
    const { text, body } = await create(
      `{"kind":"customer","name":"C","configurations":${configurations}}`,
    );
    expect(text).toContain(`"configurations":${configurations},`);
    expect((await client.get(`/v1/accounts/${body.id}`)).text).toBe(text);
  });
});

describe('a request to open an account', () => {
  it('is told every fault at once', async () => {
    const answer = await create(
      {
        kind: 'customer',
        name: '',
        users: [
          { name: 'A', email: 'no mailbox', extra: 1 },
          { name: 'B', email: 'b@example.com', roles: [77] },
        ],
        references: [{ name: 'crm' }],
        configurations: { a: 5 },
        id: 'x',
        nonsense: {},
      },
      {},
    );
    expect(codeOf(answer)).toBe('422 Invalid');
    expect(faultsOf(answer).toSorted()).toEqual([
      '/configurations/a: type',
      '/id: unknown',
      '/name: tooShort',
      '/nonsense: unknown',
      '/references/0/value: required',
      '/users/0/email: format',
      '/users/0/extra: unknown',
      '/users/1/roles/0: unknown',
    ]);
    const everywhere = await client.post(
      '/v1/accounts?dryRun=yes&dry=1',
      { ...registered, passwordConfirmation: 'x', email: 5, address: 'x' },
      { 'Idempotency-Key': 'a b' },
    );
    expect(codeOf(everywhere)).toBe('400 MalformedRequest');
    expect(faultsOf(everywhere).toSorted()).toEqual([
      '/address: unknown',
      '/email: type',
      '/passwordConfirmation: mismatch',
      '?dry: unknown',
      '?dryRun: type',
      'Idempotency-Key: characters',
    ]);
  });

  it.each<[string, unknown, readonly string[]]>([
    ['no kind', {}, ['/kind: required']],
    ['no kind at all', { kind: null }, ['/kind: required']],
    ['a kind that cannot be opened', { kind: 'master' }, ['/kind: unknown']],
    ['a kind of another type', { kind: ['customer'] }, ['/kind: type']],
    [
      'no confirmation',
      { ...registered, passwordConfirmation: undefined },
      ['/passwordConfirmation: required'],
    ],
    [
      'a confirmation alone',
      { ...opened, passwordConfirmation: 'x' },
      ['/lastName: required', '/password: required', '/passwordConfirmation: mismatch'],
    ],
    ['no contact', { kind: 'partner', name: 'P' }, ['/contact: required']],
    [
      'configurations that are none',
      { kind: 'customer', name: 'C', configurations: '{}' },
      ['/configurations: type'],
    ],
    [
      'a key that stands twice',
      '{"kind":"customer","name":"C","configurations":{"a":{"b":1,"b":2}}}',
      ['/configurations/a/b: duplicate'],
    ],
  ])('is refused for %s', async (_, body, faults) => {
    const answer = await create(body);
    expect(answer.status).toBe(422);
    expect(faultsOf(answer).toSorted()).toEqual(faults);
  });

  it('is refused where it cannot be read', async () => {
    for (const [body, type, code] of [
      ['{', 'application/json', '400 MalformedRequest'],
      ['[]', 'application/json', '400 MalformedRequest'],
      ['', 'application/json', '400 MalformedRequest'],
      ['{}', 'text/plain', '415 UnsupportedMediaType'],
      ['{}', 'application/merge-patch+json', '415 UnsupportedMediaType'],
      ['{}', 'application/json; charset=latin1', '415 UnsupportedMediaType'],
      [' '.repeat(1_048_577), 'application/json', '413 BodyTooLarge'],
    ] as const)
      expect(codeOf(await create(body, { 'Content-Type': type }))).toBe(code);
  });

  it('names what is in use', async () => {
    await create({ ...partner, reference: 'R' });
    const other = { ...contact, email: 'other@example.com' };
    const answer = await create({ ...partner, reference: 'R', contact: other });
    expect(answer.status).toBe(409);
    expect(faultsOf(answer).toSorted()).toEqual([
      '/contact/userName: taken',
      '/name: taken',
      '/reference: taken',
    ]);
    await create(registered);
    expect(faultsOf(await create(registered))).toEqual(['/email: taken']);
  });

  it('is answered soon, however much is wrong with it', async () => {
    const { body } = await create({
      kind: 'customer',
      name: 'C',
      users: Array.from({ length: 100_000 }, () => ({})),
      ...Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`f${at}`, at])),
    });
    expect(body.code).toBe('Invalid');
    expect(body.errors?.length).toBeLessThanOrEqual(2000);
  });
});

describe('a dry run', () => {
  it.each<[string, object]>([
    ['a customer', customer],
    ['a partner', partner],
    ['a partner with a reference', { ...partner, reference: 'R' }],
    ['a registered account', registered],
    ['one with a password that is made', opened],
  ])('of %s leaves nothing, and shows nothing that is not there', async (_, body) => {
    const before = await installation.footprint();
    const key = { 'Idempotency-Key': 'k' };
    const dry = await client.post('/v1/accounts?dryRun=true', body, key);
    expect(dry.status).toBe(200);
    expect([...dry.headers.keys()]).not.toContain('location');
    expect(await installation.footprint()).toEqual(before);
    for (const hidden of ['id', 'number', 'address', 'url', 'version', 'createdAt', 'password'])
      expect(dry.body).not.toHaveProperty(hidden);
    expect(dry.text.match(/"[0-9a-f]{8}-[0-9a-f-]{27}"/g)).toEqual([`"${installation.master.id}"`]);
    // It is no attempt: what is done under the same key is done.
    const made = await create(body, key);
    expect(made.status).toBe(201);
    expect(made.headers.has('Idempotent-Replayed')).toBe(false);
    expect(made.body).toMatchObject(dry.body);
  });

  it('finds what would stand in the way', async () => {
    await create(registered);
    const dry = (body: unknown) => client.post('/v1/accounts?dryRun=true', body);
    expect(codeOf(await dry(registered))).toBe('409 EmailTaken');
    expect(codeOf(await dry({ ...customer, parent: 4711 }))).toBe('404 ParentNotFound');
    expect(codeOf(await dry({ ...customer, name: 5 }))).toBe('422 Invalid');
    expect((await client.post('/v1/accounts?dryRun=false', customer)).status).toBe(201);
  });
});

describe('an account that is asked for again', () => {
  it('under the same key is the same', async () => {
    const key = { 'Idempotency-Key': '"once"' };
    const [first, again] = [
      await create(customer, key),
      await create(customer, { 'Idempotency-Key': 'once' }),
    ];
    expect(first.headers.has('Idempotent-Replayed')).toBe(false);
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(again.headers.get('Location')).toBe(first.headers.get('Location'));
    const other = await create({ ...customer, name: 'D' }, key);
    expect(codeOf(other)).toBe('422 IdempotencyKeyReused');
    expect((await installation.footprint()).accounts).toBe(2);
  });

  it('shows its password again for a while, and then says that it does not', async () => {
    const key = { 'Idempotency-Key': 'once' };
    const first = await create(opened, key);
    expect((await create(opened, key)).text).toBe(first.text);
    installation.clock.advance(601);
    const { password: _, ...account } = first.body;
    expect((await create(opened, key)).body).toEqual({ ...account, passwordWithheld: true });
  });
});
