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

/** A whole partner, each time another. */
const another = () => ({
  ...partner({ id: installation.master.number }),
  reference: `reference ${distinct()}`,
  billingId: 'b',
  verificationPhrase: 'open sesame',
});

describe('PATCH /api/v1/partners/{id}', () => {
  const shown = async (id: number) => (await client.show(id)).body;

  it('corrects what is said, keeps the rest and moves the version', async () => {
    const id = idOf(await client.create(another()));
    const before = await shown(id);
    const answer = await client.correct(id, {
      name: 'Corrected',
      contact: { lastName: 'Roe', phone: '5555550199' },
    });
    expect(answer.body).toEqual({ id });
    expect(answer.headers.get('X-Account-Id')).toBe(before['accountId']);
    expect(await shown(id)).toEqual({
      ...before,
      name: 'Corrected',
      version: 2,
      contact: { ...Object(before['contact']), lastName: 'Roe' },
    });
  });

  it('takes the UUID as well, and nothing at all', async () => {
    const id = idOf(await client.create(another()));
    const before = await shown(id);
    expect((await client.correct(String(before['accountId']), {})).body).toEqual({ id });
    expect(await shown(id)).toEqual({ ...before, version: 2 });
  });

  it('null takes billing id and phrase away', async () => {
    const id = idOf(await client.create(another()));
    expect((await client.correct(id, { billingId: null, verificationPhrase: null })).status).toBe(
      200,
    );
    expect(await shown(id)).toMatchObject({ billingId: null });
    const { app, operator } = installation;
    const found = expectOk(await app.partners.find({ partner: id }, operator));
    expect(found.phraseHash).toBeUndefined();
  });

  it('suspends and reactivates', async () => {
    const id = idOf(await client.create(another()));
    for (const isActive of [false, false, true]) {
      expect((await client.correct(id, { isActive })).status).toBe(200);
      expect(await shown(id)).toMatchObject({ isActive });
    }
  });

  it('sends the invitation later', async () => {
    const person = contact();
    const id = idOf(await client.create({ ...another(), contact: person }));
    const before = await installation.footprint();
    expect((await client.correct(id, { contact: { sendWelcomeEmail: true } })).status).toBe(200);
    expect((await installation.footprint()).letters).toBe(before.letters + 1);
    expect(installation.letters.at(-1)?.to.address).toBe(person.email);
  });

  it('made from a version that is not the present one is stale', async () => {
    const id = idOf(await client.create(another()));
    expect((await client.correct(id, { version: 1, name: 'First' })).status).toBe(200);
    for (const version of [1, 3, 0, -1]) {
      const answer = await client.correct(id, { version, name: 'Second' });
      expect(errorsOf(answer)).toEqual({
        version: { attribute: 'version', message: 'is not the present one', errorCode: 1012 },
      });
    }
    expect(await shown(id)).toMatchObject({ name: 'First', version: 2 });
    expect((await client.correct(id, { version: 2, name: 'Second' })).status).toBe(200);
  });

  it.each([{ id: 1 }, { name: 'Master' }, { id: 1, name: 'Master' }])(
    'takes the parent as it is shown: %j',
    async (parent) => {
      const id = idOf(await client.create(another()));
      const answer = await client.correct(id, { parent, name: `Renamed ${id}` });
      expect(answer.status).toBe(200);
    },
  );

  it.each([{ id: 99 }, { id: 1, name: 'master' }, { name: 'Other' }, {}, null, 1])(
    'cannot move a partner: parent %j',
    async (parent) => {
      const id = idOf(await client.create(another()));
      const answer = await client.correct(id, { parent, name: '' });
      expect(attributesOf(answer)).toEqual(['name', 'parent']);
      expect(errorsOf(answer)['parent']?.message).toContain('not supported yet');
      expect(await shown(id)).toMatchObject({ version: 1 });
    },
  );

  it('conflicts where something may stand only once', async () => {
    const [one, other] = [another(), another()];
    await client.create(one);
    const id = idOf(await client.create(other));
    const { name, reference, contact: person } = one;
    for (const [correction, attribute] of [
      [{ name }, 'name'],
      [{ reference }, 'reference'],
      [{ contact: { userName: person.userName } }, 'contact.userName'],
    ] as const)
      expect(errorsOf(await client.correct(id, correction))).toMatchObject({
        [attribute]: { errorCode: 1010 },
      });
  });

  it('ignores what cannot be corrected, and what stands in the query', async () => {
    const id = idOf(await client.create(another()));
    const before = await shown(id);
    const body = JSON.stringify({
      id: 77,
      accountId: 'x',
      created: 'x',
      modified: 'x',
      contact: { id: 77, roles: [1] },
    });
    const answer = await client.send('PATCH', `/${id}?isActive=false&name=Q`, body, {
      'Content-Type': 'application/json',
    });
    expect(answer.status).toBe(200);
    expect(await shown(id)).toEqual({ ...before, version: 2 });
  });

  it('answers 404 for whatever is no partner', async () => {
    const { master, stranger } = installation;
    const other = await stranger();
    for (const id of [4711, 'abc', master.id, master.number, other.account.id])
      expect(codeOf(await client.correct(id, { name: 'x' }))).toBe('404 7404');
  });

  it('answers 409 for one that is closed', async () => {
    const lone = await openInstallation({
      around: (persistence) => ({
        ...persistence,
        transact: (work) =>
          persistence.transact((unit) =>
            work({
              ...unit,
              accounts: {
                ...unit.accounts,
                findPartner: async (...asked) => {
                  const found = await unit.accounts.findPartner(...asked);
                  return (
                    found && { ...found, account: { ...found.account, status: 'closed' as const } }
                  );
                },
              },
            }),
          ),
      }),
    });
    const speaking = clientOf(lone);
    const id = idOf(await speaking.create(partner({ id: lone.master.number })));
    expect(errorsOf(await speaking.correct(id, { name: 'x' }))).toEqual({
      id: { attribute: 'id', message: 'is closed', errorCode: 1015 },
    });
  });
});
