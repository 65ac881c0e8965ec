import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerText, registrationText } from '../protocols/mounted-calls.ts';
import { hosts, nowhere } from './hosts.ts';
import { type Visit, visit } from './visit.ts';

/** Configurations whose text is more than their value. */
const written = '{"kyc":{"b":1.0,"a":[1e2,null],"1":"\\u0041"}}';
const tooLarge = 1_048_577;

describe.each(hosts)('mounted in $name', (host) => {
  const { prefix, parses } = host;
  let visited: Visit;

  beforeAll(async () => {
    visited = await visit(host);
  });
  afterAll(() => visited.close());

  it('opens a customer, and says where it is', async () => {
    const made = await visited.create(customerText('Written', written));
    expect(made.status).toBe(201);
    expect(await made.text()).toContain(
      parses === true ? '{"1":"A","b":1,"a":[100,null]}' : '{"b":1.0,"a":[1e2,null],"1":"\\u0041"}',
    );
    const location = made.headers.get('Location') ?? '';
    expect(location).toMatch(new RegExp(`^${prefix}/v2/customers/[^/]+$`));
    const { proof: headers } = visited;
    expect(await (await visited.own(location, { headers })).json()).toMatchObject({
      customer: { name: 'Written' },
    });
    expect(visited.from.every((from) => from?.address === '127.0.0.1')).toBe(true);
  });

  it('takes a body as it comes, in parts', async () => {
    const parts = ['{"customer":', '{"name":"In parts"}', '}'].map((part) => Buffer.from(part));
    expect((await visited.create(ReadableStream.from(parts))).status).toBe(201);
  });

  it('takes forms of pages and other bodies than JSON', async () => {
    const form = await visited.ask('/password-reset', {
      method: 'POST',
      body: new URLSearchParams({ email: 'jane+1@example.com', other: 'ä&b=c' }),
    });
    expect(await form.text()).toContain('Check your mail');
    const twice = await visited.ask('/password-reset', {
      method: 'POST',
      body: new URLSearchParams('email=a@example.com&email=b@example.com'),
    });
    expect(twice.status).toBe(400);
    const registered = await visited.ask(`/api/v1/admin/accounts/${visited.master.id}`, {
      method: 'POST',
      headers: { ...visited.proof, 'Content-Type': 'application/xml' },
      body: registrationText('joe.doe@example.com', 'nine blue kettles'),
    });
    expect({ status: registered.status, text: await registered.text() }).toMatchObject({
      status: 200,
    });
  });

  it('leads to itself', async () => {
    const account = await visited.ask(`/a/${visited.master.address}`);
    const page = await account.text();
    expect(account.status).toBe(200);
    expect(page).toContain(`href="${visited.publicUrl}/password-reset"`);
    expect(page).toContain(`${visited.publicUrl}/a/${visited.master.address}/api/v8`);
    const caller = visited.app.as.account(visited.master.id);
    await visited.app.members.invite({ name: 'Jane', email: 'jane@example.com' }, { caller });
    await visited.app.deliverMail();
    const { link = '' } = visited.letters.at(-1) ?? {};
    expect(link.startsWith(`${visited.publicUrl}/invitations/`)).toBe(true);
    expect((await visited.own(new URL(link).pathname)).status).toBe(200);
    const signIn = await visited.ask(`/a/${visited.master.address}/api/v8/auth`, {
      method: 'POST',
      body: new URLSearchParams({ login: 'master@tenantry.test', password: visited.password }),
    });
    expect(await signIn.json()).toMatchObject({ access_token: expect.any(String) });
  });

  it('describes itself where it stands', async () => {
    const described = await (await visited.ask('/openapi.json')).json();
    expect(described).toMatchObject({ servers: [{ url: visited.publicUrl }] });
    expect((await visited.ask('/docs')).status).toBe(200);
  });

  it('answers what is beneath it, and leaves the rest to the host', async () => {
    const missing = await visited.ask('/v2/nothing');
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ requestId: expect.any(String) });
    const unknown = await visited.ask('/nothing');
    expect(unknown.status).toBe(404);
    expect((await unknown.text()) === nowhere).toBe(prefix === '');
    expect(await (await visited.own('/nothing')).text()).toBe(nowhere);
    for (const path of ['before', 'after'])
      expect(await (await visited.own(`/${path}`)).text()).toBe(path);
  });

  it('answers HEAD, OPTIONS, and methods that there are not', async () => {
    const head = await visited.ask('/healthz', { method: 'HEAD' });
    expect([head.status, head.headers.get('Content-Length')]).toEqual([200, '15']);
    const options = await visited.ask('/v2/customers', { method: 'OPTIONS' });
    expect([options.status, options.headers.get('Allow')]).toEqual([204, 'POST, OPTIONS']);
    const wrong = await visited.ask('/v2/customers', { method: 'DELETE' });
    expect([wrong.status, wrong.headers.get('Allow')]).toEqual([405, 'POST, OPTIONS']);
  });

  it('refuses what is too large, whether that is declared or not', async () => {
    const [before, after] = ['{"customer":{"name":"', '"}}'];
    const name = 'a'.repeat(tooLarge - before.length - after.length);
    const body = Buffer.from(before + name + after);
    expect((await visited.create(body)).status).toBe(413);
    expect((await visited.create(ReadableStream.from([body]))).status).toBe(413);
  });

  it('refuses a proof that stands twice', async () => {
    const headers = (...more: readonly string[]) =>
      [
        `POST ${prefix}/v2/customers HTTP/1.1`,
        'Host: example.com',
        'Connection: close',
        'Content-Type: application/json',
        'Content-Length: 29',
        ...more,
        '',
        '{"customer":{"name":"Twice"}}',
      ].join('\r\n');
    const lines = Object.entries(visited.proof).map(([name, value]) => `${name}: ${value}`);
    const bearer = `Authorization: Bearer ${visited.key}`;
    const asked = (...more: readonly string[]) => visited.raw(headers(...lines, ...more));
    expect(await asked()).toMatch(/^HTTP\/1.1 201 /);
    for (const line of lines)
      expect(await asked(line.replace(/^\S+/, (name) => name.toUpperCase()))).toMatch(
        /^\S+ 40[01] /,
      );
    expect(await asked(bearer, bearer)).toMatch(/^\S+ 401 /);
  });

  it('stands clients that hang up', async () => {
    const head = `POST ${prefix}/v2/customers HTTP/1.1\r\nHost: example.com\r\n`;
    const proof = Object.entries(visited.proof).map(([name, value]) => `${name}: ${value}\r\n`);
    const type = 'Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"customer":';
    await visited.leave(head + proof.join('') + type);
    expect((await visited.ask('/readyz')).status).toBe(200);
  });

  it('guesses nothing', async () => {
    const behind = parses === true ? 400 : 201;
    // A parser makes another number of these, and other letters of bytes that are none.
    for (const number of ['9007199254740993', '1e400', '-0'])
      expect((await visited.create(customerText('A', `{"a":{"b":${number}}}`))).status).toBe(
        behind,
      );
    const [before, after] = ['{"customer":{"name":"', '"}}'];
    const bytes = Buffer.concat([Buffer.from(before), Buffer.of(0xff), Buffer.from(after)]);
    expect((await visited.create(bytes)).status).toBe(400);
  });
});
