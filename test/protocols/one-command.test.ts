import type {
  Account,
  CreateCustomerInput,
  CreatePartnerInput,
  OpenRegisterInput,
  RegistrationInput,
} from '@tenantry/domain';
import {
  createAppInputs,
  createCustomerInputs,
  createPartnerInputs,
  openRegisterInputs,
  registrationInputs,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';
import { expectOk, type Installation, openInstallation } from './installation.ts';
import { quickHasher } from './quick-hasher.ts';

/** One way to say a command. Answers the status, or `ok` where nobody spoke HTTP. */
type Way<Command> = (installation: SignedIn, command: Command) => Promise<unknown>;

type SignedIn = Installation & { readonly token: string };

const runs = { numRuns: rounds(15) };

/** The stored state after one command, said in one way to an installation of its own. */
async function stateAfter<Command>(way: Way<Command>, command: Command): Promise<object> {
  const installation = await openInstallation({ hasher: quickHasher() });
  const { app, master, password } = installation;
  const email = 'master@tenantry.test';
  const signedIn = await app.sessions.signIn({ account: master.address, email, password });
  const token = expectOk(signedIn).accessToken.reveal();
  const said = await way({ ...installation, token }, command);
  expect([200, 201, 'ok'], JSON.stringify(said)).toContain(said);
  return stored(installation);
}

/** All that is stored, less what tells who said it and how, and what chance made of a password. */
async function stored({ app, persistence, operator, letters }: Installation): Promise<object> {
  await app.deliverMail();
  const { items } = expectOk(
    await app.accounts.subtree({ limit: 200 }, await below(app, operator)),
  );
  const accounts = [];
  for (const account of items)
    accounts.push({ ...account, ...(await aggregate(persistence, account)) });
  const events = await persistence.read(({ records }) =>
    records.events('installation', { limit: 100 }),
  );
  return {
    accounts,
    events: events.map(({ kind, accountId }) => ({ kind, accountId })),
    letters: letters.map(({ kind, to, brand }) => ({ kind, to, brand })),
  };
}

async function below(app: Installation['app'], operator: Installation['operator']) {
  const [master] = expectOk(await app.accounts.masters({}, operator));
  return { caller: app.as.operator('test', master?.id) };
}

const aggregate = (persistence: Installation['persistence'], { id }: Account) =>
  persistence.read(async ({ accounts, access }) => {
    const register = await accounts.findRegister('installation', id);
    const member = register?.member;
    const user = member?.status === 'active' ? await access.findUser(member.userId) : undefined;
    return {
      customer: await accounts.findCustomer('installation', id),
      partner: withoutHash(await accounts.findPartner('installation', id)),
      register,
      user: user && { ...user, credential: { ...user.credential, hash: '' } },
      apps: await accounts.apps('installation', id, { skip: 0, limit: 10 }),
    };
  });

const withoutHash = <T extends { readonly phraseHash?: string }>(partner: T | undefined) =>
  partner && { ...partner, phraseHash: partner.phraseHash !== undefined };

const post = (path: string, headers: Record<string, string>, body: string) =>
  new Request(`http://host${path}`, { method: 'POST', headers, body });

const json = { 'Content-Type': 'application/json' };

const status = async ({ http }: Installation, request: Request) => {
  const response = await http.fetch(request);
  return response.status < 300 ? response.status : response.text();
};

const direct = async <T>(
  { app, master }: Installation,
  carryOut: (context: {
    caller: ReturnType<Installation['app']['as']['account']>;
  }) => Promise<
    { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }
  >,
) => {
  const done = await carryOut({ caller: app.as.account(master.id) });
  return done.ok ? 'ok' : done.error;
};

const same = <Command>(commands: fc.Arbitrary<Command>, ways: readonly Way<Command>[]) =>
  fc.asyncProperty(commands, async (command) => {
    const [first, ...others] = ways;
    if (first === undefined) throw new Error('no way');
    const expected = await stateAfter(first, command);
    for (const way of others) expect(await stateAfter(way, command)).toEqual(expected);
  });

describe('one command leads to the same stored state, whoever carries it', () => {
  it('opening a customer: customers-v2 and the use case', () =>
    fc.assert(
      same(createCustomerInputs().map(withoutOuterBlanks), [
        (installation, command) =>
          direct(installation, (context) => installation.app.customers.create(command, context)),
        (installation, command) => status(installation, customerRequest(installation, command)),
      ]),
      runs,
    ));

  it('opening a partner: partners-v1 by body, by query, and the use case', () =>
    fc.assert(
      same(
        createPartnerInputs().map((command) => canonicalPhone(command)),
        [
          (installation, command) =>
            direct(installation, (context) => installation.app.partners.create(command, context)),
          (installation, command) => status(installation, partnerByBody(installation, command)),
          (installation, command) => status(installation, partnerByQuery(installation, command)),
        ],
      ),
      runs,
    ));

  it('registering an account: admin-accounts-v1 as JSON, as XML, and the use case', () =>
    fc.assert(
      same(
        registrationInputs()
          .map(({ parent: _, mayHaveSubAccounts: __, ...command }) => unusual(command))
          .filter((command) => Object.values(command).every(isXmlText)),
        [
          (installation, command) =>
            direct(installation, (context) =>
              installation.app.registers.register(command, context),
            ),
          ...['application/json', 'text/json', 'application/xml', 'text/xml'].map(
            (type): Way<RegistrationInput> =>
              (installation, command) =>
                status(installation, registration(installation, command, type)),
          ),
        ],
      ),
      runs,
    ));

  it('opening a sub-account: partners-v8 and the use case', () =>
    fc.assert(
      same(
        openRegisterInputs().map(({ email, name }) => ({ email, ...(name && { name }) })),
        [
          (installation, command) =>
            direct(installation, (context) => installation.app.registers.open(command, context)),
          (installation, command) =>
            status(installation, subAccount(installation, 'partners', command)),
        ],
      ),
      runs,
    ));

  it('creating an app: partners-v8 and the use case', () =>
    fc.assert(
      same(
        createAppInputs().map(({ name }) => ({ name })),
        [
          (installation, command) =>
            direct(installation, (context) => installation.app.apps.create(command, context)),
          (installation, command) =>
            status(installation, subAccount(installation, 'apps', command)),
        ],
      ),
      runs,
    ));
});

function customerRequest({ key, master }: Installation, command: CreateCustomerInput): Request {
  const { name, workflows, users, configurations = '{}', references } = command;
  const rest = JSON.stringify({
    customer: { name },
    defaultWorkflows: workflows,
    initialUsers: users,
    externalReferences: references,
  });
  const body = `${rest.slice(0, -1)},"additionalConfigurations":${String(configurations)}}`;
  const proof = { api_key: key, 'X-Frankie-CustomerID': master.id };
  return post('/v2/customers', { ...json, ...proof }, body);
}

/** What stands around a JSON text is nobody's. */
const withoutOuterBlanks = ({ configurations, ...command }: CreateCustomerInput) =>
  typeof configurations === 'string'
    ? { ...command, configurations: configurations.trim() }
    : command;

/** No list of common passwords has one that begins like this. */
function unusual<Command extends { readonly password: string }>(command: Command) {
  const password = `${command.password.slice(0, 500).toWellFormed()} \u{1f333}\u{1f40c}\u{1f333}`;
  return { ...command, password, passwordConfirmation: password };
}

const roleNames = { manage: 'Partner Supervisor', read: 'Partner User' } as const;

/** partners-v1 has no word for `provision`, and takes telephone numbers in one form. */
const canonicalPhone = ({ contact, ...command }: CreatePartnerInput): CreatePartnerInput => ({
  ...command,
  contact: {
    ...contact,
    phone: contact.phone.replaceAll(/[^+0-9]/g, ''),
    power: contact.power === 'read' ? 'read' : 'manage',
  },
});

function partnerWire({ master }: Installation, { contact, ...command }: CreatePartnerInput) {
  const { power, ...person } = contact;
  const userRole = roleNames[power === 'read' ? 'read' : 'manage'];
  return {
    ...command,
    parent: { id: master.number },
    contact: { ...person, userRole },
  };
}

const basic = ({ password }: Installation) => ({
  Authorization: `Basic ${Buffer.from(`master@tenantry.test:${password}`).toString('base64')}`,
});

const partnerByBody = (installation: Installation, command: CreatePartnerInput) =>
  post(
    '/api/v1/partners',
    { ...json, ...basic(installation) },
    JSON.stringify(partnerWire(installation, command)),
  );

function partnerByQuery(installation: Installation, command: CreatePartnerInput): Request {
  const { parent, contact, ...flat } = partnerWire(installation, command);
  const query = new URLSearchParams();
  for (const [prefix, part] of [
    ['', flat],
    ['parent.', parent],
    ['contact.', contact],
  ] as const)
    for (const [name, value] of Object.entries(part))
      if (value !== undefined) query.set(prefix + name, String(value));
  return new Request(`http://host/api/v1/partners?${query.toString()}`, {
    method: 'POST',
    headers: basic(installation),
  });
}

const wireNames = {
  firstName: 'Firstname',
  lastName: 'Lastname',
  companyName: 'CompanyName',
  mobilePhone: 'MobilePhone',
  email: 'Email',
  password: 'Password',
  passwordConfirmation: 'PasswordConfirmation',
  timeZone: 'TimeZoneInJavaFormat',
} as const;

function registration({ key, master }: Installation, command: RegistrationInput, type: string) {
  const fields = Object.entries(wireNames).flatMap(([name, wire]) => {
    const value: unknown = Reflect.get(command, name);
    return typeof value === 'string' ? [[wire, value] as const] : [];
  });
  const body = type.endsWith('json')
    ? JSON.stringify(Object.fromEntries(fields))
    : `<AccountRegisterRequest>${fields.map(([name, value]) => `<${name}>${escaped(value)}</${name}>`).join('')}</AccountRegisterRequest>`;
  const headers = { api_key: key, 'Content-Type': type };
  return post(`/api/v1/admin/accounts/${master.id}`, headers, body);
}

/** XML 1.0, 2.2: it cannot hold every character that JSON can. */
const isXmlText = (text: string): boolean =>
  /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u.test(text);

/** Every character by its number: nothing is left that a reader could take for something else. */
const escaped = (text: string): string =>
  Array.from(text, (character) => `&#${character.codePointAt(0)};`).join('');

const subAccount = (
  { master, token }: SignedIn,
  what: 'partners' | 'apps',
  command: OpenRegisterInput | { readonly name: string },
): Request =>
  post(
    `/a/${master.address}/api/v8/${what}`,
    { ...json, Authorization: `Bearer ${token}` },
    JSON.stringify(command),
  );
