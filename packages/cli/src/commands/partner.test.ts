import { describe, expect, it, onTestFinished } from 'vitest';
import { type Installation, initialised, linesOf, tenantry } from '../in-process.test.kit.ts';

/** What NDJSON says. */
const lines = (out: string) => linesOf(out).map((line) => JSON.parse(line));

const contact = [
  ['--user-name', 'Jane'],
  ['--first-name', 'Jane'],
  ['--last-name', 'Doe'],
  ['--email', 'jane@example.com'],
  ['--phone', '+49 (30) 123456'],
].flat();

/** Creates a partner whose contact's user name is its reference too. */
const created = async (here: Installation, reference: string, ...more: readonly string[]) => {
  const words = ['partner', 'create', '--name', `The ${reference}`, '--reference', reference];
  const flags = [...contact, '--user-name', reference, '--json', ...more];
  const { code, out, said } = await tenantry(here, [...words, ...flags]);
  expect({ code, said }).toEqual({ code: 0, said: '' });
  return JSON.parse(out);
};

const file = (command: object): string => JSON.stringify(command);

const filed = {
  kind: 'partner',
  name: 'Filed',
  billingId: 'B-1',
  isActive: false,
  contact: {
    userName: 'filed',
    firstName: 'Fi',
    lastName: 'Led',
    email: 'filed@example.com',
    phone: '0301234567',
    power: 'read',
  },
};

const everywhere = 'name kind name contact.userName contact.lastName contact.email contact.phone';

describe('partner create', () => {
  it('makes the whole partner from flags, and shows it by id, number and reference', async () => {
    const here = await initialised(onTestFinished);
    const words = ['partner', 'create', '--name', 'Acme', '--reference', 'ACME', ...contact];
    const more = ['--billing-id', 'B-7', '--power', 'read', '--welcome', '--phrase-stdin'];
    const made = await tenantry(here, [...words, ...more, '--json'], 'open sesame\n');
    expect(made).toMatchObject({ code: 0, said: '' });
    expect(made.out).not.toContain('sesame');
    const partner = JSON.parse(made.out);
    expect(partner).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      number: 2,
      kind: 'partner',
      parentId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Acme',
      status: 'active',
      version: 1,
      createdAt: expect.stringMatching(/Z$/),
      updatedAt: partner.createdAt,
      reference: 'ACME',
      billingId: 'B-7',
      hasVerificationPhrase: true,
      contact: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        number: expect.any(Number),
        userName: 'Jane',
        firstName: 'Jane',
        lastName: 'Doe',
        email: 'jane@example.com',
        phone: '+49 (30) 123456',
        roles: [3],
        status: 'invited',
      },
    });
    for (const named of [partner.id, '2', 'ACME'])
      expect((await tenantry(here, ['partner', 'show', named, '--json'])).out).toBe(made.out);
    const { out } = await tenantry(here, ['partner', 'show', 'ACME']);
    expect(out).toContain('reference       ACME');
    expect(out).toContain('Jane Doe <jane@example.com> +49 (30) 123456');
  });

  it('takes a file, over which a flag wins, within the contact too', async () => {
    const here = await initialised(onTestFinished);
    const words = ['partner', 'create', '--file', '-', '--name', 'Flagged', '--json'];
    const flags = ['--email', 'flag@example.com', '--contact-inactive'];
    const made = await tenantry(here, [...words, ...flags], file(filed));
    expect(made.said).toBe('');
    expect(JSON.parse(made.out)).toMatchObject({
      name: 'Flagged',
      billingId: 'B-1',
      status: 'suspended',
      hasVerificationPhrase: false,
      contact: {
        userName: 'filed',
        firstName: 'Fi',
        email: 'flag@example.com',
        roles: [3],
        status: 'disabled',
      },
    });
  });

  it.each([
    ['no JSON', '{"name":', 'file'],
    ['a key twice', file(filed).replace('"userName"', '"phone":"x","userName"'), 'contact.phone'],
    ['another kind', file({ ...filed, kind: 'customer' }), 'kind'],
    ['an unknown field', file({ ...filed, __proto_: 1 }), '__proto_'],
    ['a contact that is none', file({ ...filed, contact: 'Jane' }), 'contact'],
    ['all of it', '{"kind":"master","name":"","name":"","contact":{}}', everywhere],
    ['a parent that is nobody', file({ ...filed, parent: 'NOBODY', name: '' }), 'name'],
  ])('is refused with 7 from a file with %s, and nothing is made', async (_, text, places) => {
    const here = await initialised(onTestFinished);
    const words = ['partner', 'create', '--file', '-', '--first-name', 'A', '--json'];
    const { code, out, said } = await tenantry(here, words, text);
    expect({ code, out }).toEqual({ code: 7, out: '' });
    const { issues } = JSON.parse(said).error;
    expect(issues.map(({ path }: { path: string[] }) => path.join('.')).join(' ')).toBe(places);
    expect((await tenantry(here, ['partner', 'list', '--json'])).out).toBe('');
  });

  it('names every flag that is missing, and every fault of those that are there', async () => {
    const here = await initialised(onTestFinished);
    const bare = await tenantry(here, ['partner', 'create', '--name', 'A', '--phone', '12345']);
    expect(bare).toEqual({
      code: 2,
      out: '',
      said: 'tenantry: partner create needs --user-name, --first-name, --last-name, --email, or --file\n',
    });
    const words = ['partner', 'create', '--name', '', ...contact, '--power', 'all'];
    const { code, said } = await tenantry(here, [...words, '--email', 'no', '--phone', 'x']);
    expect(code).toBe(7);
    expect(said.trim().split('\n')).toHaveLength(4);
    expect((await tenantry(here, [...words, '--file', '-', '--phrase-stdin'])).code).toBe(2);
    expect((await tenantry(here, [...words, '--phrase', 'on the line'])).code).toBe(2);
  });

  it('answers 6 for what is in use, and 5 for a parent that is not there', async () => {
    const here = await initialised(onTestFinished);
    await created(here, 'ONE');
    const again = ['partner', 'create', ...contact, '--json', '--name'];
    const kindOf = async (...more: readonly string[]) => {
      const { code, out, said } = await tenantry(here, [...again, ...more]);
      expect(out).toBe('');
      return [code, JSON.parse(said).error.kind];
    };
    expect(await kindOf('The ONE')).toEqual([6, 'NameTaken']);
    expect(await kindOf('Two', '--reference', 'ONE')).toEqual([6, 'ReferenceTaken']);
    expect(await kindOf('Two', '--user-name', 'one')).toEqual([6, 'UserNameTaken']);
    expect(await kindOf('Two', '--parent', '99')).toEqual([5, 'ParentNotFound']);
    expect(await kindOf('Two', '--parent', 'NOBODY')).toEqual([5, 'ParentNotFound']);
  });
});

describe('a reference', () => {
  it('names the account wherever one is named', async () => {
    const here = await initialised(onTestFinished);
    const top = await created(here, 'TOP');
    const below = await created(here, 'BELOW', '--parent', 'TOP');
    expect(below.parentId).toBe(top.id);
    const customer = ['customer', 'create', '--name', 'C', '--parent', 'BELOW', '--json'];
    expect(JSON.parse((await tenantry(here, customer)).out).parentId).toBe(below.id);
    const named = '{"name":"D","parent":"BELOW"}';
    const fromFile = ['customer', 'create', '--file', '-', '--json'];
    expect(JSON.parse((await tenantry(here, fromFile, named)).out).parentId).toBe(below.id);
    const tree = await tenantry(here, ['--as', 'TOP', 'tree', '--json']);
    expect(lines(tree.out).map(({ name }) => name)).toEqual(['The TOP', 'The BELOW', 'C', 'D']);
    expect((await tenantry(here, ['tree', 'BELOW', '--json'])).code).toBe(0);
    expect((await tenantry(here, ['key', 'create', 'BELOW', '--json'])).code).toBe(0);
    // What is not below the account that is acted for is as good as absent.
    expect((await tenantry(here, ['--as', 'BELOW', 'partner', 'show', 'TOP'])).code).toBe(5);
    expect((await tenantry(here, ['--as', 'NOBODY', 'tree'])).code).toBe(5);
  });

  it('is known where it was made for the partner, and looks like an id', async () => {
    const here = await initialised(onTestFinished);
    const words = ['partner', 'create', '--name', 'P', ...contact, '--json'];
    const { id, reference } = JSON.parse((await tenantry(here, words)).out);
    expect(reference).not.toBe(id);
    const { out } = await tenantry(here, ['partner', 'show', reference, '--json']);
    expect(JSON.parse(out).id).toBe(id);
    const unknown = '00000000-0000-7000-8000-000000000000';
    expect((await tenantry(here, ['partner', 'show', unknown])).code).toBe(5);
  });

  it('is not the name of another partner, and no number', async () => {
    const here = await initialised(onTestFinished);
    const made = await created(here, 'REF');
    const words = ['partner', 'create', '--name', 'REF', ...contact, '--json'];
    expect((await tenantry(here, [...words, '--reference', '2'])).code).toBe(0);
    const show = async (named: string) =>
      JSON.parse((await tenantry(here, ['partner', 'show', named, '--json'])).out).id;
    expect(await show('REF')).toBe(made.id);
    expect(await show('2')).toBe(made.id);
    expect((await tenantry(here, ['partner', 'show', 'The REF'])).code).toBe(5);
    expect((await tenantry(here, ['partner', 'show', '1'])).code).toBe(5);
    expect((await tenantry(here, ['customer', 'show', 'REF'])).code).toBe(5);
  });
});

describe('partner list', () => {
  it('has one line each, with the status that counts; or those of one name', async () => {
    const here = await initialised(onTestFinished);
    const top = await created(here, 'TOP');
    const below = await created(here, 'BELOW', '--parent', 'TOP');
    await tenantry(here, ['partner', 'set', 'TOP', '--inactive']);
    const listed = await tenantry(here, ['partner', 'list', '--json']);
    expect(listed.said).toBe('');
    expect(lines(listed.out)).toEqual([
      expect.objectContaining({ id: top.id, status: 'suspended', effectiveStatus: 'suspended' }),
      {
        id: below.id,
        number: below.number,
        name: 'The BELOW',
        reference: 'BELOW',
        status: 'active',
        effectiveStatus: 'suspended',
        parentId: top.id,
      },
    ]);
    for (const named of ['The BELOW', 'BELOW', below.id, String(below.number)]) {
      const { out } = await tenantry(here, ['partner', 'list', '--named', named]);
      expect(out).toBe(`${below.number}\t${below.id}\tsuspended\tThe BELOW\tBELOW\n`);
    }
    const none = await tenantry(here, ['partner', 'list', '--named', 'nobody']);
    expect(none).toEqual({ code: 0, out: '', said: '' });
  });
});

describe('partner set', () => {
  it('corrects what is said and leaves the rest', async () => {
    const here = await initialised(onTestFinished);
    const before = await created(here, 'OLD', '--billing-id', 'B-1');
    const words = ['partner', 'set', 'OLD', '--json', '--expect-version', '1', '--phrase-stdin'];
    const said = ['--name', 'New', '--reference', 'NEW', '--phone', '0309876543'];
    const set = await tenantry(here, [...words, ...said], 'a phrase');
    expect(set.said).toBe('');
    const after = JSON.parse(set.out);
    expect(after).toEqual({
      ...before,
      name: 'New',
      reference: 'NEW',
      version: 2,
      updatedAt: after.updatedAt,
      hasVerificationPhrase: true,
      contact: { ...before.contact, phone: '0309876543' },
    });
    const bare = ['partner', 'set', 'NEW', '--no-billing-id', '--no-phrase', '--inactive'];
    const emptied = JSON.parse((await tenantry(here, [...bare, '--json'])).out);
    expect(emptied).toMatchObject({ status: 'suspended', hasVerificationPhrase: false });
    expect(emptied).not.toHaveProperty('billingId');
    const again = await tenantry(here, ['partner', 'set', 'NEW', '--active', '--contact-inactive']);
    expect(again.out).toContain('status          active');
    expect(again.out).toContain('OLD, disabled, roles 1');
  });

  it('refuses a stale version with 6, and what it cannot do in its own ways', async () => {
    const here = await initialised(onTestFinished);
    await created(here, 'OLD');
    await created(here, 'OTHER');
    const set = (...words: readonly string[]) => tenantry(here, ['partner', 'set', ...words]);
    const stale = await set('OLD', '--name', 'A', '--expect-version', '7');
    expect(stale.code).toBe(6);
    expect(stale.said).toContain('its version is 1');
    expect((await set('OLD', '--reference', 'OTHER')).code).toBe(6);
    expect((await set('NOBODY', '--name', 'A')).code).toBe(5);
    expect((await set('1', '--name', 'A')).code).toBe(5);
    expect((await set('OLD', '--email', 'none')).code).toBe(7);
    expect((await set('NOBODY', '--email', 'none')).code).toBe(7);
    for (const words of [
      ['OLD'],
      ['OLD', '--expect-version', '1'],
      ['OLD', '--name', 'A', '--expect-version', 'one'],
      ['OLD', '--active', '--inactive'],
      ['OLD', '--phrase-stdin', '--no-phrase'],
      ['OLD', '--billing-id', 'B-2', '--no-billing-id'],
      ['OLD', '--no-billing-id', '--billing-id', 'B-2'],
      ['OLD', '--contact-active', '--contact-inactive'],
    ])
      expect((await set(...words)).code).toBe(2);
    expect(JSON.parse((await tenantry(here, ['partner', 'show', 'OLD', '--json'])).out)).toEqual(
      expect.objectContaining({ version: 1 }),
    );
  });
});
