import { randomUUID } from 'node:crypto';
import { argon2Hasher } from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';
import { expectOk, type InstallationOptions, openInstallation } from './installation.ts';
import {
  attributesOf,
  clientOf,
  codeOf,
  contact,
  errorsOf,
  idOf,
  partner,
  partnerBeneath,
} from './partners-v1-client.ts';

const uuid: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/);
const aNumber: unknown = expect.any(Number);

/** Everything that can be said of a partner. */
const whole = (parent: object) => ({
  name: 'North Group',
  reference: '0b7c9d2e-5f8a-4f0e-9c3b-2f1d6a7e8b90',
  billingId: 'BILL-0042',
  verificationPhrase: 'the quick brown fox',
  isActive: true,
  parent,
  contact: {
    userName: 'jane.doe',
    firstName: 'Jane',
    lastName: 'Doe',
    email: 'jane.doe@example.com',
    phone: '+15555550100',
    userRole: 'Partner Supervisor',
    isActive: true,
    sendWelcomeEmail: true,
  },
});

const master = async (options: InstallationOptions = {}) => {
  const installation = await openInstallation(options);
  const client = clientOf(installation);
  const top = { id: installation.master.number };
  const shown = async (body: object) => client.show(idOf(await client.create(body)));
  return { installation, client, top, shown };
};

describe('POST /api/v1/partners', () => {
  it('opens a partner whole, and answers its number', async () => {
    const { installation, client, top } = await master();
    const answer = await client.create(whole(top));
    expect(answer.body).toEqual({ id: aNumber });
    expect(Number.isInteger(answer.body['id'])).toBe(true);
    const { app, operator } = installation;
    const found = expectOk(await app.accounts.find({ account: idOf(answer) }, operator));
    expect(answer.headers.get('X-Account-Id')).toBe(found.id);
    expect(found).toMatchObject({ kind: 'partner', ancestors: [installation.master.id] });

    expect((await client.show(found.number)).body).toEqual({
      id: found.number,
      accountId: found.id,
      name: 'North Group',
      reference: '0b7c9d2e-5f8a-4f0e-9c3b-2f1d6a7e8b90',
      billingId: 'BILL-0042',
      isActive: true,
      version: 1,
      parent: { id: installation.master.number, name: 'Master' },
      contact: { id: aNumber, firstName: 'Jane', lastName: 'Doe', email: 'jane.doe@example.com' },
      created: '2025-01-01T00:00:00.000Z',
      modified: '2025-01-01T00:00:00.000Z',
    });
  });

  it('needs no more than a name, a parent and a contact, and fills in the rest', async () => {
    const { top, shown } = await master();
    const { body } = await shown(partner(top));
    expect(body).toMatchObject({ reference: uuid, billingId: null, isActive: true });
  });

  it('makes partners that other protocols can put customers beneath', async () => {
    const { installation, client, top } = await master();
    const account = (await client.create(partner(top))).headers.get('X-Account-Id') ?? '';
    const { http, key } = installation;
    const headers = {
      api_key: key,
      'X-Frankie-CustomerID': account,
      'Content-Type': 'application/json',
    };
    const body = '{"customer":{"name":"Beneath"}}';
    const made = await http.fetch(
      new Request('http://host/v2/customers', { method: 'POST', headers, body }),
    );
    expect(made.status).toBe(201);
  });

  it('makes partners beneath partners', async () => {
    const { client, top } = await master();
    const upper = idOf(await client.create(partner(top, { name: 'Upper' })));
    const lower = await client.show(idOf(await client.create(partner({ id: upper }))));
    expect(lower.body['parent']).toEqual({ id: upper, name: 'Upper' });
  });

  it.each([
    ['Partner Supervisor', 1],
    ['Partner User', 3],
    ['Client Admin', 1],
    ['Client User', 3],
    [{ name: 'Client User' }, 3],
    [{ name: 'Client Admin', id: 7 }, 1],
    [undefined, 1],
  ])('gives a contact who is a %j the power of that', async (userRole, role) => {
    const { installation, client, top } = await master();
    const id = idOf(await client.create(partner(top, { contact: contact({ userRole }) })));
    const found = await installation.app.partners.find({ partner: id }, installation.operator);
    expect(expectOk(found).contactMember.roles).toEqual([role]);
  });

  // partner active, contact active, welcome wanted -> what stands, how many letters
  it.each([
    [true, true, true, 'active', 'invited', 1],
    [true, true, false, 'active', 'invited', 0],
    [true, false, true, 'active', 'disabled', 0],
    [false, true, true, 'suspended', 'invited', 0],
    [false, false, true, 'suspended', 'disabled', 0],
  ])(
    'partner active %s, contact active %s, welcome %s: %s, %s, %d letters',
    async (isActive, contactActive, sendWelcomeEmail, status, standing, sent) => {
      const { installation, client, top } = await master();
      const { app, letters, operator } = installation;
      const person = contact({ isActive: contactActive, sendWelcomeEmail });
      const id = idOf(await client.create(partner(top, { isActive, contact: person })));
      await app.deliverMail();
      expect(letters.map(({ to }) => to.address)).toEqual(Array(sent).fill(person.email));
      const { account, contactMember } = expectOk(
        await app.partners.find({ partner: id }, operator),
      );
      expect([account.status, contactMember.status]).toEqual([status, standing]);
      expect((await client.show(id)).body['isActive']).toBe(isActive);
    },
  );

  it('sends no welcome unless one is asked for', async () => {
    const { installation, client, top } = await master();
    await client.create(partner(top));
    await installation.app.deliverMail();
    expect(installation.letters).toEqual([]);
  });

  it('a partner that is not active from birth takes its whole subtree with it', async () => {
    const { installation, client, top } = await master();
    const id = idOf(await client.create(partner(top, { isActive: false })));
    const answer = await client.create(partner({ id }));
    expect(codeOf(answer)).toBe('409 7409');
    expect(attributesOf(answer)).toEqual(['parent']);
    const found = await installation.app.accounts.find({ account: id }, installation.operator);
    expect(found).toMatchObject({ value: { effectiveStatus: 'suspended' } });
  });

  it('ignores what it does not know, and what a reply has besides, at every level', async () => {
    const { client, top } = await master();
    const extra = {
      id: 77,
      accountId: randomUUID(),
      version: 99,
      created: '1999-01-01T00:00:00Z',
      modified: '1999-01-01T00:00:00Z',
      status: 'closed',
      kind: 'master',
      number: 7,
      power: 'manage',
      passwordHash: 'x',
      roles: [1],
      unknown: [[{}]],
    };
    const request = partner(top);
    const person = { ...contact(), ...extra };
    const sent = { ...extra, ...request, contact: person, parent: { status: 1, ...top } };
    const answer = await client.create(sent);
    const { body, text } = await client.show(idOf(answer));
    expect(body).toMatchObject({ version: 1, isActive: true, created: '2025-01-01T00:00:00.000Z' });
    expect(body['id']).not.toBe(77);
    expect(text).not.toContain(extra.accountId);
    expect(text).not.toContain('1999');
  });

  it('shows an e-mail outside ASCII with A-labels, and one inside it as it was given', async () => {
    const { top, shown } = await master();
    for (const [email, expected] of [
      ['j@bücher.example', 'j@xn--bcher-kva.example'],
      ['Jane.Doe@Example.COM', 'Jane.Doe@Example.COM'],
    ]) {
      const { body } = await shown(partner(top, { contact: contact({ email }) }));
      expect(body['contact']).toMatchObject({ email: expected });
    }
  });

  it('records the request with the event', async () => {
    const { installation, client, top } = await master();
    const { headers } = await client.create(partner(top));
    const events = await installation.persistence.read(({ records }) =>
      records.events('installation', { limit: 10 }),
    );
    expect(events.at(-1)).toMatchObject({
      kind: 'PartnerOpened',
      channel: 'api',
      requestId: headers.get('X-Request-Id'),
    });
  });

  it('keeps the verification phrase so that nobody can read it', async () => {
    const { installation, client, top } = await master({ hasher: argon2Hasher() });
    const id = idOf(await client.create(whole(top)));
    expect((await client.show(id)).text).not.toMatch(/phrase|quick/i);
    const found = await installation.app.partners.find({ partner: id }, installation.operator);
    expect(expectOk(found).phraseHash).toMatch(/^\$argon2id\$/);
  });
});

describe('what may stand only once', () => {
  const inUse = (...attributes: readonly string[]) =>
    Object.fromEntries(
      attributes.map((attribute) => [
        attribute,
        { attribute, message: 'is in use already', errorCode: 1010 },
      ]),
    );

  it('name among siblings, reference and user name in the installation', async () => {
    const { client, top } = await master();
    const first = whole(top);
    const id = idOf(await client.create(first));
    const other = partner(top);
    const cases: readonly (readonly [object, string])[] = [
      [{ ...other, name: first.name }, 'name'],
      [{ ...other, reference: first.reference }, 'reference'],
      [{ ...other, contact: contact({ userName: 'JANE.Doe' }) }, 'contact.userName'],
      // It signs in by its mailbox.
      [{ ...other, contact: contact({ userName: 'master@tenantry.test' }) }, 'contact.userName'],
      [{ ...partner({ id }), reference: first.reference }, 'reference'],
    ];
    for (const [body, attribute] of cases) {
      const answer = await client.create(body);
      expect(codeOf(answer)).toBe('409 7409');
      expect(errorsOf(answer)).toEqual(inUse(attribute));
    }
    expect((await client.create({ ...partner({ id }), name: first.name })).status).toBe(200);
    const sameMailbox = contact({ email: first.contact.email });
    expect((await client.create({ ...other, contact: sameMailbox })).status).toBe(200);
  });

  it('is named whole where several of it are in use', async () => {
    const { client, top } = await master();
    const first = whole(top);
    await client.create(first);
    const { name, reference } = first;
    const person = contact({ userName: 'JANE.doe' });
    const all = ['name', 'reference', 'contact.userName'];
    const again = await client.create({ ...partner(top), name, reference, contact: person });
    expect(errorsOf(again)).toEqual(inUse(...all));
    const some = await client.create({ ...partner(top), name, contact: person });
    expect(errorsOf(some)).toEqual(inUse('name', 'contact.userName'));
    const id = idOf(await client.create(partner(top)));
    const moved = await client.correct(id, { name, reference, contact: person });
    expect(errorsOf(moved)).toEqual(inUse('name', 'reference', 'contact.userName'));
    const { userName } = person;
    const spelled = await client.correct(id, { reference, contact: { userName } });
    expect(errorsOf(spelled)).toEqual(inUse('reference', 'contact.userName'));
  });
});

describe('GET /api/v1/partners/{id}', () => {
  it('takes the number or the UUID', async () => {
    const { client, top } = await master();
    const made = await client.create(partner(top));
    const account = made.headers.get('X-Account-Id') ?? '';
    const shown = await client.show(idOf(made));
    for (const named of [account, account.toUpperCase()])
      expect((await client.show(named)).body).toEqual(shown.body);
  });

  it('answers 404 for whatever is no partner', async () => {
    const { installation, client } = await master();
    const { account } = await installation.customer('Customer');
    const others = [installation.master.id, installation.master.number, account.id, account.number];
    for (const named of [
      ...others,
      randomUUID(),
      4711,
      '0',
      '-1',
      '1.5',
      'abc',
      '%00',
      'a%2fb',
      '9'.repeat(400),
    ]) {
      const answer = await client.show(named);
      expect(answer.body).toMatchObject({
        errorCode: 7404,
        message: 'Requested resource cannot be found.',
      });
      expect(answer.status).toBe(404);
    }
  });

  it('shows a partner to itself without what is above it', async () => {
    const { installation } = await master();
    const { account, person } = await partnerBeneath(installation, installation.master);
    const { body } = await clientOf(installation, person).show(account.number);
    expect(body).toMatchObject({ id: account.number, parent: null });
  });
});

describe('GET /api/v1/partners', () => {
  const three = async () => {
    const made = await master();
    const { client, top } = made;
    const ids: number[] = [];
    for (const name of ['One', 'Two', 'Three']) {
      const more = { name, reference: `${name}-reference` };
      ids.push(idOf(await client.create(partner(top, more))));
    }
    const idsOf = async (query: string) => {
      const { body } = await client.list(query);
      const data = Array.isArray(body['data']) ? body['data'] : [];
      return [body['total'], data.map((entry: unknown) => Reflect.get(Object(entry), 'id'))];
    };
    return { ...made, ids, idsOf };
  };

  it('lists what there is, by number, and counts it', async () => {
    const { client, ids, idsOf } = await three();
    expect(await idsOf('')).toEqual([3, ids]);
    expect(await idsOf('take=2')).toEqual([3, ids.slice(0, 2)]);
    expect(await idsOf('take=2&skip=1')).toEqual([3, ids.slice(1)]);
    expect(await idsOf('skip=3')).toEqual([3, []]);
    for (const far of [
      Number.MAX_SAFE_INTEGER,
      '9007199254740993',
      '9'.repeat(20),
      '9'.repeat(400),
    ])
      expect(await idsOf(`skip=${far}`)).toEqual([3, []]);
    const { body } = await client.list('skip=2');
    expect(body).toEqual({ total: 3, data: [(await client.show(ids[2] ?? 0)).body] });
  });

  it('takes 10 where nothing is said, and 200 at most', async () => {
    const { installation, client } = await master();
    for (let at = 0; at < 205; at++) await partnerBeneath(installation, installation.master);
    const lengthOf = async (query: string) => {
      const data = (await client.list(query)).body['data'];
      return Array.isArray(data) ? data.length : 0;
    };
    expect(await lengthOf('')).toBe(10);
    expect(await lengthOf('take=200')).toBe(200);
    for (const more of ['201', '9007199254740993', '9'.repeat(20), '9'.repeat(400)])
      expect(await lengthOf(`take=${more}`)).toBe(200);
    expect(await lengthOf('skip=200&take=10')).toBe(5);
  });

  it('finds a partner by its number, its UUID, its name or its reference', async () => {
    const { client, ids, idsOf } = await three();
    const [, two = 0] = ids;
    const { body } = await client.show(two);
    for (const named of [two, body['accountId'], 'Two', 'Two-reference', '%20Two%20', 'Tw%6f'])
      expect(await idsOf(`partner=${String(named)}`)).toEqual([1, [two]]);
    for (const named of ['two', 'Tw', '4711', 'Two-'])
      expect(await idsOf(`partner=${named}`)).toEqual([0, []]);
  });

  it('finds nobody by what nobody can be called, and all by nothing', async () => {
    const { ids, idsOf } = await three();
    for (const named of ['%00', 'a%00b', '%f0%9f%98%80', 'x'.repeat(3000), '%20', '0', '-1'])
      expect(await idsOf(`partner=${named}`)).toEqual([0, []]);
    expect(await idsOf('partner=&other=1')).toEqual([3, ids]);
  });

  it.each([
    ['take=0', ['take']],
    ['take=-1', ['take']],
    ['take=', ['take']],
    ['take=1.0', ['take']],
    ['take=1e1', ['take']],
    ['take=+1', ['take']],
    ['take=0x1', ['take']],
    ['take=%D9%A1', ['take']],
    ['take=abc&skip=-1', ['skip', 'take']],
    ['skip=', ['skip']],
    ['take=1&take=1', ['take']],
    ['skip=1&s%6bip=1&take=x', ['skip', 'take']],
    ['partner=1&partner=2', ['partner']],
    ['partner=%ff&take=0', ['partner', 'take']],
    ['partner=%', ['partner']],
  ])('?%s is a fault of %j', async (query, attributes) => {
    const { client } = await master();
    const answer = await client.list(query);
    expect(codeOf(answer)).toBe('409 7409');
    expect(attributesOf(answer)).toEqual(attributes);
  });
});
