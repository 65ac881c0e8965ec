import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectOk, type Installation, openInstallation } from './installation.ts';
import {
  attributesOf,
  clientOf,
  codeOf,
  contact,
  distinct,
  errorsOf,
  idOf,
  partner,
} from './partners-v1-client.ts';

let installation: Installation;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  installation = await openInstallation();
  client = clientOf(installation);
});

type Texts = Readonly<Record<string, string>>;

/** Everything that a query can say, by its dotted names. */
const whole = (): Texts => ({
  name: `Partner ${distinct()}`,
  reference: `reference ${distinct()}`,
  billingId: 'B & C = 1+1',
  verificationPhrase: 'häuser am see',
  isActive: 'true',
  'parent.id': String(installation.master.number),
  'parent.name': 'Master',
  'contact.userName': `user ${distinct()}`,
  'contact.firstName': 'Jürgen',
  'contact.lastName': '日本',
  'contact.email': `person${distinct()}@example.com`,
  'contact.phone': '+15555550100',
  'contact.userRole': 'Client User',
  'contact.isActive': 'true',
  'contact.sendWelcomeEmail': 'false',
});

const queryOf = (texts: Texts): string => new URLSearchParams(texts).toString();

/** What was made of a request, less what each has for itself. */
const stored = async (id: number) => {
  const { app, operator } = installation;
  const found = expectOk(await app.partners.find({ partner: id }, operator));
  const { account, reference, billingId, phraseHash, contact: person, contactMember } = found;
  const { userName, email, roles, status } = contactMember;
  return {
    ...person,
    name: account.name,
    parent: account.ancestors,
    accountStatus: account.status,
    reference,
    billingId,
    hasPhrase: phraseHash !== undefined,
    member: { userName, email, roles, status },
  };
};

/** The same of everything that a query can say. */
const storedOf = (texts: Texts) => ({
  firstName: 'Jürgen',
  lastName: '日本',
  phone: '+15555550100',
  name: texts['name'],
  parent: [installation.master.id],
  accountStatus: 'active',
  reference: texts['reference'],
  billingId: 'B & C = 1+1',
  hasPhrase: true,
  member: {
    userName: texts['contact.userName'],
    email: { address: texts['contact.email'], canonical: texts['contact.email'] },
    roles: [3],
    status: 'invited',
  },
});

describe('a query without a body', () => {
  it('opens a partner, without a Content-Type', async () => {
    const texts = whole();
    const id = idOf(await client.createBy(queryOf(texts)));
    expect(await stored(id)).toEqual(storedOf(texts));
  });

  it('does so whatever type the body that is not there is said to be of', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'application/json', 'x']) {
      const answer = await client.createBy(queryOf(whole()), undefined, { 'Content-Type': type });
      expect(answer.status).toBe(200);
    }
  });

  it('demands what the body does, by the names that it has here', async () => {
    const answer = await client.createBy('');
    expect(attributesOf(answer)).toEqual([
      'contact.email',
      'contact.firstName',
      'contact.lastName',
      'contact.phone',
      'contact.userName',
      'name',
      'parent',
    ]);
    const { name: _, ...rest } = whole();
    expect(attributesOf(await client.createBy(queryOf(rest)))).toEqual(['name']);
  });

  it.each([
    'reference',
    'billingId',
    'verificationPhrase',
    'isActive',
    'parent.id',
    'parent.name',
    'contact.userRole',
    'contact.isActive',
    'contact.sendWelcomeEmail',
  ])('may leave out %s', async (name) => {
    const { [name]: _, ...rest } = whole();
    expect((await client.createBy(queryOf(rest))).status).toBe(200);
  });

  it.each([
    ['isActive', ['', 'True', 'TRUE', '1', '0', 'yes', ' true', 'null']],
    ['contact.isActive', ['', 'False', '0', 'on']],
    ['contact.sendWelcomeEmail', ['', 'no', 'true ']],
    [
      'parent.id',
      ['', '0', '-1', '+1', '1.0', '1e0', '0x1', ' 1', '2147483648', '9'.repeat(30), '١', 'x'],
    ],
    ['contact.phone', ['+1 555 555 0100', ' 15555550100', 'x', '']],
    ['contact.userRole', ['', 'client user', 'manage', '{"name":"Client User"}']],
    ['name', ['', '   ', 'a\u0000b', 'x'.repeat(256)]],
    ['billingId', ['', 'x'.repeat(51)]],
  ])('%s is named where it is wrong', async (name, wrongs) => {
    const before = await installation.footprint();
    for (const wrong of wrongs) {
      const answer = await client.createBy(queryOf({ ...whole(), [name]: wrong }));
      expect(codeOf(answer), wrong).toBe('409 7409');
      expect(attributesOf(answer), wrong).toEqual([name]);
    }
    expect(await installation.footprint()).toEqual(before);
  });

  it('takes the UUID of a parent as well', async () => {
    const { id } = installation.master;
    const { 'parent.name': _, ...rest } = whole();
    expect((await client.createBy(queryOf({ ...rest, 'parent.id': id }))).status).toBe(200);
  });

  it('can say false', async () => {
    const flags = { isActive: 'false', 'contact.isActive': 'false' };
    const id = idOf(await client.createBy(queryOf({ ...whole(), ...flags })));
    expect(await stored(id)).toMatchObject({
      accountStatus: 'suspended',
      member: { status: 'disabled' },
    });
  });

  it('says a plus as %2B: alone it is a blank, and no telephone number has one', async () => {
    const texts = queryOf(whole());
    expect(texts).toContain('contact.phone=%2B1');
    const answer = await client.createBy(texts.replace('phone=%2B1', 'phone=+1'));
    expect(attributesOf(answer)).toEqual(['contact.phone']);
  });
});

describe('a parameter', () => {
  const twice = 'stands more than once';

  it.each(['name', 'isActive', 'parent.id', 'contact.email', 'contact.phone'])(
    'that stands twice is a fault: %s',
    async (name) => {
      const texts = whole();
      const again = queryOf({ [name]: texts[name] ?? '' });
      const expected = { [name]: { attribute: name, message: twice, errorCode: 1007 } };
      expect(errorsOf(await client.createBy(`${queryOf(texts)}&${again}`))).toEqual(expected);
      // However it is written, and whatever stands in the body.
      const spelled = `%${name.charCodeAt(0).toString(16)}${name.slice(1)}=x`;
      const { master } = installation;
      const answer = await client.createBy(`${again}&${spelled}`, partner({ id: master.number }));
      expect(errorsOf(answer)).toEqual(expected);
    },
  );

  it.each(['%ff', '%c0%80', '%ed%a0%80', '%', '%x1', 'a%e2%82'])(
    'that is no UTF-8 is a fault and not replaced: %s',
    async (text) => {
      const answer = await client.createBy(queryOf(whole()).replace(/name=[^&]*/, `name=${text}`));
      expect(errorsOf(answer)).toEqual({
        name: { attribute: 'name', message: 'is not percent-encoded UTF-8', errorCode: 1004 },
      });
    },
  );

  it('that is not known is ignored, once or twice', async () => {
    const unknown =
      'id=7&id=8&version=3&parent=1&contact=x&contact.id=3&__proto__=1&%ff=%ff&&=&api_key=x';
    expect((await client.createBy(`${unknown}&${queryOf(whole())}&`)).status).toBe(200);
  });

  it('may stand there with 99 others, and no more', async () => {
    const unknown = (count: number) => '&%zz'.repeat(count);
    const query = queryOf(whole());
    const count = query.split('&').length;
    expect((await client.createBy(query + unknown(100 - count))).status).toBe(200);
    const message = 'must have at most 100 parameters';
    const expected = { query: { attribute: 'query', message, errorCode: 1002 } };
    expect(errorsOf(await client.createBy(query + unknown(101 - count)))).toEqual(expected);
    expect(errorsOf(await client.list(`take=x${unknown(100)}`))).toEqual(expected);
    const beside = await client.createBy(unknown(1000), partner({ id: 4711 }), {
      'Idempotency-Key': 'a b',
    });
    expect(attributesOf(beside)).toEqual(['Idempotency-Key', 'query']);
    const broken = await client.send('POST', `?${unknown(1000)}`, '{', {
      'Content-Type': 'application/json',
    });
    expect(attributesOf(broken)).toEqual(['body', 'query']);
    const twice = await client.send('POST', `?${unknown(1000)}`, '{"a":1,"a":1}', {
      'Content-Type': 'application/json',
    });
    expect(attributesOf(twice)).toEqual(['a', 'query']);
  });

  it('has no other name: neither case nor brackets', async () => {
    const { name, ...rest } = whole();
    for (const other of ['Name', 'name[]', 'name ', 'contact[name]'])
      expect(
        attributesOf(await client.createBy(queryOf({ ...rest, [other]: name ?? '' }))),
      ).toEqual(['name']);
  });
});

describe('a query beside a body', () => {
  it('fills what the body lacks, field by field, inside parent and contact too', async () => {
    const texts = whole();
    const body = {
      name: 'From the body',
      contact: { firstName: 'Body', userRole: { name: 'Client Admin' } },
    };
    const id = idOf(await client.createBy(queryOf(texts), body));
    expect(await stored(id)).toMatchObject({
      name: 'From the body',
      reference: texts['reference'],
      firstName: 'Body',
      lastName: '日本',
      member: { userName: texts['contact.userName'], roles: [1] },
    });
  });

  it('gives way to the body also where the body is wrong, and where the query is', async () => {
    const texts = whole();
    const wrong = { name: '', parent: 5, isActive: 'true', contact: { phone: null } };
    expect(attributesOf(await client.createBy(queryOf(texts), wrong))).toEqual([
      'contact.phone',
      'isActive',
      'name',
      'parent',
    ]);
    const { master } = installation;
    const right = partner({ id: master.number }, { isActive: true });
    const query = queryOf({ ...texts, name: '', isActive: 'maybe', 'contact.phone': 'x' });
    expect((await client.createBy(query, right)).status).toBe(200);
    for (const nothing of [null, [], 'x'])
      expect(attributesOf(await client.createBy(queryOf(texts), { contact: nothing }))).toEqual([
        'contact',
      ]);
  });

  it('names the parent together with the body', async () => {
    const { number } = installation.master;
    const agreeing = await client.createBy('parent.name=Master', partner({ id: number }));
    expect(agreeing.status).toBe(200);
    const disagreeing = await client.createBy('parent.name=Other', partner({ id: number }));
    expect(attributesOf(disagreeing)).toEqual(['parent']);
  });

  it('leaves the type of the body as it must be', async () => {
    const texts = queryOf(whole());
    const answer = await client.createBy(texts, {}, { 'Content-Type': 'text/plain' });
    expect(codeOf(answer)).toBe('415 7415');
    const unreadable = await client.send('POST', `?${texts}&name=x`, '{', {
      'Content-Type': 'application/json',
    });
    expect(attributesOf(unreadable)).toEqual(['body', 'name']);
  });

  it('makes one and the same partner, however the fields are spread', async () => {
    const names = Object.keys(whole());
    const spreads = fc.record({
      inBody: fc.subarray(names),
      // What stands in both: the query's is another and is not looked at.
      besides: fc.subarray(names),
    });
    await fc.assert(
      fc.asyncProperty(spreads, async ({ inBody, besides }) => {
        const texts = whole();
        const body = bodyOf(texts, inBody);
        const query = Object.fromEntries(
          Object.entries(texts).flatMap(([name, text]) => {
            if (!inBody.includes(name)) return [[name, text]];
            return besides.includes(name) ? [[name, `${text} not this`]] : [];
          }),
        );
        expect(await stored(idOf(await client.createBy(queryOf(query), body)))).toEqual(
          storedOf(texts),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('what stands in a query', () => {
  it('is never logged, whatever becomes of it', async () => {
    let broken = false;
    const seen = await openInstallation({
      around: (persistence) => ({
        ...persistence,
        transact: (work) =>
          broken ? Promise.reject(new Error('lost')) : persistence.transact(work),
      }),
    });
    const speaking = clientOf(seen);
    const texts = {
      ...whole(),
      'parent.id': String(seen.master.number),
      name: 'Canary Partner',
      reference: 'canary-reference',
      verificationPhrase: 'canary sings',
      'contact.userName': 'canary.user',
      'contact.email': 'canary@example.com',
    };
    const query = queryOf(texts);
    expect((await speaking.createBy(query)).status).toBe(200);
    await speaking.createBy(query);
    await speaking.createBy(`${query}&name=canary&isActive=canary`);
    await speaking.createBy(query, contact(), { Authorization: 'Basic canary' });
    await speaking.list('partner=canary&take=canary');
    await speaking.send('DELETE', '?canary=canary');
    await speaking.send('GET', '/canary/canary?canary');
    broken = true;
    expect((await speaking.createBy(query)).status).toBe(500);
    expect(seen.lines.map(({ level }) => level)).toContain('error');
    const logged = JSON.stringify(seen.lines);
    expect(logged).not.toMatch(/canary/i);
    expect(logged).not.toContain('?');
    expect(logged).not.toContain(seen.password);
    expect(logged).toContain('"route":"/api/v1/partners"');
  });
});

/** The same as a body, of some of the names. */
function bodyOf(texts: Texts, names: readonly string[]): object {
  const body: Record<string, unknown> = {};
  for (const name of names) {
    const text = texts[name] ?? '';
    const value = name === 'parent.id' ? Number(text) : flags.has(text) ? text === 'true' : text;
    const [first = '', second] = name.split('.');
    if (second === undefined) body[first] = value;
    else body[first] = { ...Object(body[first]), [second]: value };
  }
  return body;
}

const flags: ReadonlySet<string> = new Set(['true', 'false']);
