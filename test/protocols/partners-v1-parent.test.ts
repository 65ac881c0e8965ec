import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { expectOk, type Installation, openInstallation } from './installation.ts';
import {
  type Answer,
  attributesOf,
  clientOf,
  codeOf,
  errorsOf,
  idOf,
  partner,
  partnerBeneath,
} from './partners-v1-client.ts';

let installation: Installation;
let client: ReturnType<typeof clientOf>;
beforeEach(async () => {
  installation = await openInstallation();
  client = clientOf(installation);
});

const beneath = (name: string, above = installation.master) =>
  partnerBeneath(installation, above, name);

/** The parent that a partner was put beneath. */
const parentOf = async (answer: Answer) => {
  const found = await installation.app.accounts.find(
    { account: idOf(answer) },
    installation.operator,
  );
  return expectOk(found).ancestors.at(-1);
};

const refusal = ({ body, headers, status }: Answer) => ({
  body: { ...body, uuid: '' },
  status,
  headers: [...headers.keys()].filter((name) => name !== 'x-request-id'),
});

describe('a parent by its name', () => {
  it('is the account of that name which the caller sees', async () => {
    const { account } = await beneath('North');
    expect(await parentOf(await client.create(partner({ name: 'North' })))).toBe(account.id);
    expect(await parentOf(await client.create(partner({ name: ' North ' })))).toBe(account.id);
    expect(await parentOf(await client.create(partner({ name: 'Master' })))).toBe(
      installation.master.id,
    );
  });

  it('is compared in NFC, and as it is written otherwise', async () => {
    const { account } = await beneath('Zürich');
    const written = 'Zu\u0308rich';
    expect(await parentOf(await client.create(partner({ name: written })))).toBe(account.id);
    for (const name of ['zürich', 'ZÜRICH', 'Zurich', 'Zürich.'])
      expect(codeOf(await client.create(partner({ name })))).toBe('403 7403');
  });

  it('in another tenant alone is as one that does not exist', async () => {
    const { account } = await installation.stranger();
    await beneath('Elsewhere', account);
    const [hidden, absent] = [
      await client.create(partner({ name: 'Elsewhere' })),
      await client.create(partner({ name: 'Nowhere' })),
    ];
    expect(codeOf(hidden)).toBe('403 7403');
    expect(hidden.body['message']).toBe('Permission denied.');
    expect(refusal(hidden)).toEqual(refusal(absent));
  });

  it('in another tenant too is the own one', async () => {
    const { account } = await installation.stranger();
    await beneath('Both', account);
    const own = await beneath('Both');
    expect(await parentOf(await client.create(partner({ name: 'Both' })))).toBe(own.account.id);
  });

  it('in two places of the own subtree is a fault, until the id says which', async () => {
    const upper = await beneath('Twice');
    const lower = await beneath('Twice', upper.account);
    const answer = await client.create(partner({ name: 'Twice' }));
    expect(errorsOf(answer)).toEqual({
      parent: {
        attribute: 'parent',
        message: 'stands for more than one account',
        errorCode: 1008,
      },
    });
    const { number, id } = lower.account;
    const named = partner({ id: number, name: 'Twice' });
    expect(await parentOf(await client.create(named))).toBe(id);
    // From within the lower one there is one.
    const within = clientOf(installation, lower.person);
    expect(await parentOf(await within.create(partner({ name: 'Twice' })))).toBe(id);
  });

  it('is no customer and no registered account', async () => {
    await installation.customer('A customer');
    expect(codeOf(await client.create(partner({ name: 'A customer' })))).toBe('403 7403');
  });

  it('must agree with the id', async () => {
    const [north, south] = [await beneath('North'), await beneath('South')];
    const { stranger } = installation;
    const other = await beneath('Hers', (await stranger()).account);
    const id = north.account.number;
    expect((await client.create(partner({ id, name: 'North' }))).status).toBe(200);
    for (const name of ['South', 'north', 'Nowhere', 'Hers', 'Master']) {
      const answer = await client.create(partner({ id, name }));
      expect(codeOf(answer)).toBe('409 7409');
      expect(attributesOf(answer)).toEqual(['parent']);
    }
    // What cannot be seen is not there, whatever it is called.
    for (const name of ['Hers', 'South', 'Nowhere']) {
      const answer = await client.create(partner({ id: other.account.number, name }));
      expect(codeOf(answer)).toBe('403 7403');
    }
    expect(south.account.name).toBe('South');
  });

  it('is never found outside the own subtree', async () => {
    const names = ['A', 'B', 'a', 'A ', 'Á', 'Master', 'Other'] as const;
    const strange = (await installation.stranger()).account;
    const own = await beneath('A');
    const sibling = await beneath('B');
    const places = [installation.master, strange, own.account, sibling.account];
    const seen = new Map(places.map(({ id }) => [id, new Set<string>()]));
    for (const above of places)
      for (const name of ['A', 'B', 'a', 'Á']) {
        if (above === installation.master && (name === 'A' || name === 'B')) continue;
        const { account } = await beneath(name, above);
        seen.set(account.id, new Set());
      }
    const speaking = clientOf(installation, own.person);
    const given = fc.record(
      {
        name: fc.constantFrom(...names),
        id: fc.constantFrom(...seen.keys(), randomUUID()),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(given, async (parent) => {
        const answer = await speaking.create(partner(parent));
        if (answer.status !== 200) {
          expect([403, 409]).toContain(answer.status);
          return;
        }
        const found = await installation.app.accounts.find(
          { account: idOf(answer) },
          installation.operator,
        );
        expect(expectOk(found).ancestors).toContain(own.account.id);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a parent by its id', () => {
  it('is named by number or UUID', async () => {
    const { account } = await beneath('North');
    for (const id of [account.number, account.id, account.id.toUpperCase()])
      expect(await parentOf(await client.create(partner({ id })))).toBe(account.id);
  });

  it('outside the reach is as one that does not exist', async () => {
    const [child, sibling] = [await beneath('Child'), await beneath('Sibling')];
    const strange = await installation.stranger();
    const speaking = clientOf(installation, child.person);
    const absent = refusal(await speaking.create(partner({ id: 4711 })));
    expect(absent.status).toBe(403);
    for (const { id, number } of [installation.master, sibling.account, strange.account])
      for (const named of [id, number])
        expect(refusal(await speaking.create(partner({ id: named })))).toEqual(absent);
    expect((await speaking.create(partner({ id: child.account.number }))).status).toBe(200);
  });

  it('that cannot have partners is a fault of the parent', async () => {
    const { account } = await installation.customer('A customer');
    const answer = await client.create(partner({ id: account.number }));
    expect(errorsOf(answer)).toMatchObject({ parent: { errorCode: 1011 } });
  });

  it('that stands too deep is a fault of the parent', async () => {
    const shallow = await openInstallation({ policy: { depth: 2 } });
    const speaking = clientOf(shallow);
    const id = idOf(await speaking.create(partner({ id: shallow.master.number })));
    expect(errorsOf(await speaking.create(partner({ id })))).toMatchObject({
      parent: { errorCode: 1011 },
    });
  });

  it('that is suspended, or stands beneath such, is a fault of the parent', async () => {
    const upper = await beneath('Upper');
    const lower = await beneath('Lower', upper.account);
    expect((await client.correct(upper.account.number, { isActive: false })).status).toBe(200);
    for (const { number } of [upper.account, lower.account]) {
      const answer = await client.create(partner({ id: number }));
      expect(errorsOf(answer)).toMatchObject({ parent: { errorCode: 1011 } });
    }
  });

  it('is found out only once all else is right', async () => {
    const answer = await client.create({ ...partner({ id: 4711 }), name: '' });
    expect(attributesOf(answer)).toEqual(['name']);
  });
});
