import { randomUUID } from 'node:crypto';
import type { PasswordHasher } from '@tenantry/domain';
import { beforeEach, describe, expect, it } from 'vitest';
import { expectOk, type Installation, openInstallation } from './installation.ts';
import {
  type Answer,
  attributesOf,
  basic,
  clientOf,
  codeOf,
  contact,
  contactWhoSignsIn,
  errorsOf,
  type HeaderFields,
  idOf,
  masterOf,
  type Person,
  partner,
  partnerBeneath,
  personIn,
} from './partners-v1-client.ts';
import { quickHasher } from './quick-hasher.ts';

let installation: Installation;
let top: { readonly id: number };
beforeEach(async () => {
  installation = await openInstallation({ hasher: quickHasher() });
  top = { id: installation.master.number };
});

const json = { 'Content-Type': 'application/json' };

/** Every operation, answered alike where it is refused; a body that is wrong changes nothing. */
const refusals = async (fields: HeaderFields, person?: Person) => {
  const client = clientOf(installation, person);
  const answers = [
    await client.create(partner(top), fields),
    await client.createRaw('{', { ...fields, 'Content-Type': 'text/plain' }),
    await client.createBy('name=%ff', undefined, { ...fields, 'Idempotency-Key': 'a b' }),
    await client.correct(2, { name: '' }, fields),
    await client.send('PATCH', '/abc', 'x', { ...fields, ...json }),
    await client.show(2, fields),
    await client.show('abc', fields),
    await client.send('GET', '?take=x', null, fields),
  ];
  return answers;
};

const all = (code: string) => Array<string>(8).fill(code);
const encoded = (text: string | Uint8Array) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('the proof', () => {
  it('is asked for before anything else', async () => {
    const answers = await refusals({ Authorization: null });
    expect(answers.map(codeOf)).toEqual(all('401 7401'));
    for (const { body, headers } of answers) {
      expect(Object.keys(body)).toEqual(['uuid', 'errorCode', 'message']);
      expect(body['message']).toBe('Unauthenticated request.');
      expect(headers.get('WWW-Authenticate')).toBe('Basic realm="partners", charset="UTF-8"');
      expect(headers.has('X-RateLimit-Limit')).toBe(false);
    }
  });

  it.each([
    ['a wrong password', () => encoded('master@tenantry.test:wrong')],
    ['an unknown name', ({ password }: Installation) => encoded(`nobody:${password}`)],
    ['no name', ({ password }: Installation) => encoded(`:${password}`)],
    ['no password', () => encoded('master@tenantry.test:')],
    ['no colon', ({ password }: Installation) => encoded(password)],
    ['nothing', () => 'Basic'],
    ['empty parts', () => encoded(':')],
    ['two proofs', (seen: Installation) => `${basic(masterOf(seen))}, ${basic(masterOf(seen))}`],
    ['a space too many', (seen: Installation) => `${basic(masterOf(seen))} x`],
    [
      'stray characters',
      (seen: Installation) =>
        `${basic(masterOf(seen)).slice(0, 20)}!!${basic(masterOf(seen)).slice(20)}`,
    ],
    ['no base64', () => 'Basic !!dXNl cjpwYQ==@@'],
    ['no UTF-8', () => encoded(Uint8Array.of(0xff, 0x3a, 0xff))],
    ['a key', ({ key }: Installation) => `Bearer ${key}`],
    ['another scheme', () => 'Digest x'],
    ['64 kB', () => encoded('x'.repeat(48_000))],
  ])('is wrong where it is %s', async (_, make) => {
    const answers = await refusals({ Authorization: make(installation) });
    expect(answers.map(codeOf)).toEqual(all('401 7401'));
  });

  it('is wrong with a key beside it, and a key alone is none', async () => {
    const { key } = installation;
    expect((await refusals({ api_key: key })).map(codeOf)).toEqual(all('401 7401'));
    const alone = await refusals({ api_key: key, Authorization: null });
    expect(alone.map(codeOf)).toEqual(all('401 7401'));
  });

  it('is not taken from a query', async () => {
    const { password } = installation;
    const query = new URLSearchParams({ login: 'master@tenantry.test', password }).toString();
    const client = clientOf(installation);
    const answer = await client.createBy(query, partner(top), { Authorization: null });
    expect(codeOf(answer)).toBe('401 7401');
  });

  it('may name the scheme in any case, and the person by the account and the mailbox', async () => {
    const { master, password } = installation;
    const client = clientOf(installation);
    for (const Authorization of [
      basic(masterOf(installation)).replace('Basic', 'bASIC'),
      ...[master.address, master.id, master.number].map((account) =>
        encoded(`${account}/master@tenantry.test:${password}`),
      ),
    ])
      expect((await client.create(partner(top), { Authorization })).status).toBe(200);
  });

  it('has its letters in UTF-8, and colons in the password', async () => {
    const { app, master, operator } = installation;
    const person = { name: 'jürgen', password: 'schlüssel:zwei' };
    const registered = await app.registers.register(
      {
        parent: master.id,
        firstName: 'J',
        lastName: 'D',
        email: 'j@example.com',
        password: person.password,
        passwordConfirmation: person.password,
      },
      operator,
    );
    expectOk(registered);
    const client = clientOf(installation, { ...person, name: 'j@example.com' });
    expect((await client.list()).body).toEqual({ total: 0, data: [] });
  });

  it('has no colon in the name, whoever has one there', async () => {
    const { app } = installation;
    const own = await contactWhoSignsIn(installation, 'jane:doe');
    expect(codeOf(await clientOf(installation, own.person).list())).toBe('401 7401');
    const named = { ...own.person, name: `${own.account.address}/${own.email}` };
    expect((await clientOf(installation, named).list()).status).toBe(200);
    const { name: userName, password } = own.person;
    expectOk(await app.sessions.issue({ grant: 'password', userName, password }));
  });

  it('stands for the account and the mailbox, whoever is called so', async () => {
    const { app } = installation;
    const whose = await contactWhoSignsIn(installation);
    const named = `${whose.account.address}/${whose.email}`;
    const spelt = await contactWhoSignsIn(installation, named);
    // Their passwords tell them apart.
    expect((await clientOf(installation, { ...whose.person, name: named }).list()).status).toBe(
      200,
    );
    expect(codeOf(await clientOf(installation, spelt.person).list())).toBe('401 7401');
    const { name: userName, password } = spelt.person;
    expect(await app.sessions.issue({ grant: 'password', userName, password })).toMatchObject({
      error: { kind: 'NotAuthenticated' },
    });
    const byMailbox = { ...spelt.person, name: `${spelt.account.address}/${spelt.email}` };
    expect((await clientOf(installation, byMailbox).list()).status).toBe(200);
    const free = await contactWhoSignsIn(installation, 'nowhere/jane@example.com');
    expect((await clientOf(installation, free.person).list()).status).toBe(200);
  });

  it('is refused after too many tries, the right one too', async () => {
    const limited = await openInstallation({
      hasher: quickHasher(),
      policy: { signIn: { limit: 2, window: 900 } },
    });
    const person = await limited.customer('Somebody');
    const { name } = await personIn(limited, person.account);
    const wrong = clientOf(limited, { name, password: 'wrong' });
    const codes: string[] = [];
    for (let time = 0; time < 3; time++) codes.push(codeOf(await wrong.list()));
    expect(codes).toEqual(['401 7401', '401 7401', '429 7429']);
    const answer = await wrong.list();
    expect(answer.headers.get('Retry-After')).toBe('900');
    expect(answer.headers.has('X-RateLimit-Limit')).toBe(false);
  });

  it('answers 503 where too much is being hashed', async () => {
    const busy: PasswordHasher = {
      ...quickHasher(),
      verify: async () => ({ ok: false, error: { kind: 'Busy', retryAfter: 3 } }),
    };
    const crowded = await openInstallation({ hasher: busy });
    const answer = await clientOf(crowded, { name: 'x', password: 'y' }).list();
    expect(codeOf(answer)).toBe('503 7503');
    expect(answer.headers.get('Retry-After')).toBe('3');
  });
});

describe('the power', () => {
  const as = async (power: 'read' | 'provision') =>
    clientOf(installation, await personIn(installation, installation.master, power));

  it('to read is not enough to change anything, whatever the body', async () => {
    const id = idOf(await clientOf(installation).create(partner(top)));
    const before = await installation.footprint();
    const reading = await as('read');
    for (const answer of [
      await reading.create(partner(top)),
      await reading.create({}),
      await reading.createRaw('{', { 'Content-Type': 'text/plain' }),
      await reading.createBy('name=%ff'),
      await reading.correct(id, { name: 'x' }),
      await reading.correct(4711, {}),
      await reading.correct('abc', { name: '' }),
    ]) {
      expect(answer.body).toMatchObject({ errorCode: 7403, message: 'Permission denied.' });
      expect(answer.headers.has('X-RateLimit-Limit')).toBe(true);
    }
    expect((await reading.show(id)).status).toBe(200);
    expect((await reading.list()).body).toMatchObject({ total: 1 });
    expect(await installation.footprint()).toEqual(before);
  });

  it('to provision opens partners, and gives none that it has not', async () => {
    const provisioning = await as('provision');
    const made = await provisioning.create(partner(top));
    expect(made.status).toBe(200);
    const asked = contact({ userRole: 'Client Admin' });
    const answer = await provisioning.create(partner(top, { contact: asked, name: '' }));
    expect(attributesOf(answer)).toEqual(['contact.userRole', 'name']);
    expect(errorsOf(answer)).toMatchObject({ 'contact.userRole': { errorCode: 1009 } });
    expect((await provisioning.correct(idOf(made), { name: 'Corrected' })).status).toBe(200);
    for (const correction of [{ isActive: false }, { contact: { email: 'new@example.com' } }])
      expect(codeOf(await provisioning.correct(idOf(made), correction))).toBe('403 7403');
  });

  const rolesOf = async (id: number) => {
    const { app, operator } = installation;
    return expectOk(await app.partners.find({ partner: id }, operator)).contactMember.roles;
  };

  it('of a contact is that of its maker where nothing is said, and never more', async () => {
    expect(await rolesOf(idOf(await clientOf(installation).create(partner(top))))).toEqual([1]);
    const provisioning = await as('provision');
    const id = idOf(await provisioning.create(partner(top)));
    expect(await rolesOf(id)).toEqual([2]);
    for (const userRole of ['Partner User', 'Client User']) {
      const asked = contact({ userRole });
      const made = await provisioning.create(partner(top, { contact: asked }));
      expect(await rolesOf(idOf(made))).toEqual([3]);
    }
    for (const userRole of ['Partner Supervisor', 'Client Admin']) {
      const asked = contact({ userRole });
      for (const answer of [
        await provisioning.create(partner(top, { contact: asked })),
        await provisioning.correct(id, { contact: { userRole } }),
      ])
        expect(errorsOf(answer)).toMatchObject({ 'contact.userRole': { errorCode: 1009 } });
    }
    expect(await rolesOf(id)).toEqual([2]);
  });

  it('to manage is needed for the verification phrase too', async () => {
    const phrase = { verificationPhrase: 'open sesame' };
    const provisioning = await as('provision');
    const id = idOf(await provisioning.create(partner(top, phrase)));
    for (const correction of [phrase, { verificationPhrase: null }]) {
      expect(codeOf(await provisioning.correct(id, correction))).toBe('403 7403');
      expect((await clientOf(installation).correct(id, correction)).status).toBe(200);
    }
  });

  it('of a partner does not reach so far that it suspends itself', async () => {
    const { account, person } = await partnerBeneath(installation, installation.master);
    const self = clientOf(installation, person);
    expect(codeOf(await self.correct(account.id, { isActive: false }))).toBe('403 7403');
    expect((await self.correct(account.id, { isActive: true })).status).toBe(200);
    const beneath = await partnerBeneath(installation, account);
    expect((await self.correct(beneath.account.id, { isActive: false })).status).toBe(200);
  });

  it('of a partner does not reach so far that it puts out its last manager', async () => {
    const { account, person } = await contactWhoSignsIn(installation);
    const self = clientOf(installation, person);
    const message = 'must stay: the partner would be left without a manager';
    for (const [correction, attribute] of [
      [{ isActive: false }, 'contact.isActive'],
      [{ userRole: 'Partner User' }, 'contact.userRole'],
    ] as const) {
      const answer = await self.correct(account.id, { contact: correction });
      expect(errorsOf(answer)).toEqual({
        [attribute]: { attribute, message, errorCode: 1015 },
      });
      expect((await self.correct(account.id, { contact: { lastName: 'Roe' } })).status).toBe(200);
    }
    // Whoever stands above may, and so may it where another one manages it.
    const other = await contactWhoSignsIn(installation);
    const down = { contact: { userRole: 'Client User' } };
    expect((await clientOf(installation).correct(other.account.id, down)).status).toBe(200);
    await personIn(installation, account);
    expect((await self.correct(account.id, { contact: { isActive: false } })).status).toBe(200);
    expect(codeOf(await self.list())).toBe('401 7401');
  });

  it('ends with the account: suspended, or beneath such', async () => {
    const upper = await partnerBeneath(installation, installation.master);
    const lower = await partnerBeneath(installation, upper.account);
    const master = clientOf(installation);
    const seen = async () => [
      (await clientOf(installation, upper.person).list()).status,
      (await clientOf(installation, lower.person).list()).status,
    ];
    expect(await seen()).toEqual([200, 200]);
    await master.correct(upper.account.number, { isActive: false });
    expect(await seen()).toEqual([401, 401]);
    await master.correct(upper.account.number, { isActive: true });
    expect(await seen()).toEqual([200, 200]);
  });
});

describe('the reach', () => {
  const told = ({ status, body, headers }: Answer) => ({
    status,
    body: { ...body, uuid: '' },
    headers: [...headers.keys()].filter((name) => name !== 'x-request-id'),
  });

  it('is the own subtree: neither upwards nor sideways', async () => {
    const strange = await installation.stranger();
    const child = await partnerBeneath(installation, installation.master);
    const sibling = await partnerBeneath(installation, installation.master);
    const grandchild = await partnerBeneath(installation, child.account);
    const foreign = await partnerBeneath(installation, strange.account);
    const speaking = clientOf(installation, child.person);
    const statuses = async ({ account: { number } }: { account: { number: number } }) => [
      (await speaking.show(number)).status,
      (await speaking.correct(number, { billingId: 'B' })).status,
    ];
    expect(await statuses(child)).toEqual([200, 200]);
    expect(await statuses(grandchild)).toEqual([200, 200]);
    for (const hidden of [sibling, foreign, { account: installation.master }])
      expect(await statuses(hidden)).toEqual([404, 404]);
    const { body } = await speaking.list();
    expect(body).toMatchObject({
      total: 2,
      data: [{ id: child.account.number }, { id: grandchild.account.number }],
    });
    for (const { account } of [sibling, foreign])
      expect((await speaking.list(`partner=${account.number}`)).body).toMatchObject({ total: 0 });
  });

  it('tells a partner that is hidden from none at all in nothing', async () => {
    const child = await partnerBeneath(installation, installation.master);
    const sibling = await partnerBeneath(installation, installation.master);
    const speaking = clientOf(installation, child.person);
    const { id } = sibling.account;
    expect(told(await speaking.show(id))).toEqual(told(await speaking.show(randomUUID())));
    expect(told(await speaking.correct(id, { name: 'x' }))).toEqual(
      told(await speaking.correct(randomUUID(), { name: 'x' })),
    );
    expect(told(await speaking.list(`partner=${id}`))).toEqual(
      told(await speaking.list(`partner=${randomUUID()}`)),
    );
  });
});
