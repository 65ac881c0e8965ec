import type { SignInName } from '@tenantry/domain';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type SignInInstallation, signInInstallation } from '../embed/sign-in-installation.ts';
import { expectOk } from '../protocols/installation.ts';
import { addPerson } from '../protocols/people.ts';

// What takes time out of proportion to a text's length, or makes it 18 times as long: a server does
// nothing else meanwhile.
const pieces = ['\u0301', '\ufdfa', '\uff21'];

/** No value of the domain that is compared may be longer, in UTF-16 units. */
const longest = 4096;

const bare = (text: string): string => text;

/** What a text may look like to a parser that takes it apart. */
const shapes: readonly ((text: string) => string)[] = [
  bare,
  (text) => `a${text}`,
  (text) => `a@${text}.com`,
  (text) => `${text}@example.com`,
  (text) => `a/${text}`,
  (text) => `${text}/a@example.com`,
  (text) => `{"a":{"b":"${text}","${text}":1}}`,
];

const texts: readonly string[] = pieces.flatMap((piece) => [
  ...shapes.map((shape) => shape(piece.repeat(20_000))),
  piece.repeat(200_000),
]);

/** The same plain data with the text in the place of each text and each key, one at a time. */
const variants = (data: unknown, text: string): readonly unknown[] => {
  if (typeof data === 'string') return [text];
  if (Array.isArray(data))
    return data.flatMap((entry: unknown, at) =>
      variants(entry, text).map((variant) => data.with(at, variant)),
    );
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]: [string, unknown]) => [
    ...variants(value, text).map((variant) => ({ ...data, [key]: variant })),
    { ...data, [text]: value },
  ]);
};

const contact = {
  userName: 'con',
  firstName: 'Con',
  lastName: 'Tact',
  email: 'con@example.com',
  phone: '+12025550100',
  power: 'read',
};
const partner = {
  name: 'Partner',
  reference: 'P-1',
  billingId: 'B-1',
  verificationPhrase: 'a phrase',
  contact,
};
const person = {
  firstName: 'Jane',
  lastName: 'Doe',
  companyName: 'Acme',
  mobilePhone: '+12025550100',
  email: 'jane@example.com',
  timeZone: 'UTC',
};
const customer = {
  name: 'Customer',
  parent: '1',
  workflows: [
    {
      workflowDefinitionId: 'id',
      workflowName: 'name',
      workflowDisplayName: 'shown',
      workflowDefinitionVersion: '1',
      lifecyclePhase: 'OTHER',
      monitoringType: 'AML',
    },
  ],
  users: [{ name: 'Jane', email: 'jane@example.com' }],
  configurations: '{"a":{"b":"text"}}',
  references: [
    { name: 'CRM', value: 'C-1', description: 'text', type: 'OTHER', metadata: { key: 'text' } },
  ],
};
const secrets = { password: 'a password', passwordConfirmation: 'a password' };

/** The same with the text in the place of each text at once. */
const everywhere = (data: unknown, text: string): unknown => {
  if (typeof data === 'string') return text;
  if (Array.isArray(data)) return data.map((entry) => everywhere(entry, text));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, everywhere(value, text)]),
  );
};

type Use = (here: SignInInstallation) => (input: never, context: never) => unknown;

const commands: readonly (readonly [string, Use, object])[] = [
  ['customers.create', ({ app }) => app.customers.create, customer],
  ['customers.check', ({ app }) => app.customers.check, customer],
  ['partners.create', ({ app }) => app.partners.create, { ...partner, parentName: 'Master' }],
  ['partners.update', ({ app }) => app.partners.update, { ...partner, partner: '1' }],
  ['partners.list', ({ app }) => app.partners.list, { named: 'Partner' }],
  ['registers.register', ({ app }) => app.registers.register, { ...person, ...secrets }],
  ['registers.open', ({ app }) => app.registers.open, { ...person, name: 'Jane’s' }],
  ['apps.create', ({ app }) => app.apps.create, { account: '1', name: 'App' }],
  [
    'initialise',
    ({ app }) => app.initialise,
    { name: 'Other', email: 'jane@example.com', address: 'other', another: true, password: 'own' },
  ],
  [
    'sessions.issue, by a user name',
    ({ app }) => app.sessions.issue,
    { grant: 'password', userName: 'me', password: 'a password', scope: 'kyc:api' },
  ],
  [
    'sessions.issue, by a mailbox',
    ({ app }) => app.sessions.issue,
    { grant: 'password', account: 'a', email: 'me@example.com', password: 'a password' },
  ],
  ['sessions.issue, by a key', ({ app }) => app.sessions.issue, { grant: 'api_key', key: 'k' }],
];

let here: SignInInstallation;
beforeEach(async () => {
  here = await signInInstallation({ signIn: { limit: 1000, window: 60 } });
  vi.spyOn(String.prototype, 'normalize');
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** The longest text that was brought into a form for comparing since the last time. */
const longestCompared = (): number => {
  const { mock } = vi.mocked(String.prototype.normalize);
  const lengths = mock.contexts.map((text) => String(text).length);
  vi.mocked(String.prototype.normalize).mockClear();
  return lengths.reduce((most, length) => Math.max(most, length), 0);
};

describe('no text is compared before its length is known', () => {
  it('by what is said of it here', () => {
    'e\u0301'.normalize('NFC');
    '\ufdfa'.repeat(longest).normalize('NFKC');
    expect(longestCompared()).toBe(longest);
    expect(longestCompared()).toBe(0);
  });

  it.each(commands)('in a command: %s', async (_, use, command) => {
    const operator = { caller: here.app.as.operator('test') };
    const context = 'another' in command ? operator : here.asMaster;
    // It can be done as it stands, or no further than its proof, and is compared by something.
    await Reflect.apply(use(here), undefined, [command, context]);
    longestCompared();
    for (const text of texts)
      for (const input of [...variants(command, text), everywhere(command, text)])
        await Reflect.apply(use(here), undefined, [input, context]);
    expect(longestCompared()).toBeLessThanOrEqual(longest);
  });

  it('in what is said beside a command', async () => {
    const { app, asMaster, key } = here;
    for (const text of texts) {
      await app.apps.create({ name: 'App' }, { ...asMaster, idempotencyKey: text });
      await app.keys.authenticate({ key: text });
      await app.keys.authenticate({ key, channel: text, userName: text });
      await app.sessions.authenticateToken({ token: text });
      await app.sessions.refresh({ refreshToken: text, address: text });
    }
    expect(longestCompared()).toBeLessThanOrEqual(longest);
  });

  it('in whoever signs in, nor in the password', async () => {
    const { app, ports, master } = here;
    const me = { email: 'me@example.com', userName: 'me', password: 'my own password' };
    await addPerson(ports, master, me);
    longestCompared();
    const namesWith = (text: string): readonly SignInName[] => [
      { userName: text },
      { account: text, email: me.email },
      { account: master.id, email: text },
      { address: text, email: me.email },
      { address: master.address, email: text },
    ];
    for (const text of texts) {
      for (const name of namesWith(text))
        expect(await app.sessions.signIn({ ...name, password: 'x' })).toMatchObject({ ok: false });
      for (const name of [{ userName: 'me' }, { account: master.id, email: me.email }])
        expect(await app.sessions.signIn({ ...name, password: text })).toMatchObject({ ok: false });
      const proofs = [
        { name: text, password: me.password },
        { name: 'me', password: text },
      ];
      for (const proof of proofs)
        expect(await app.sessions.authenticatePassword(proof)).toMatchObject({ ok: false });
    }
    expectOk(await app.sessions.signIn({ userName: 'me', password: me.password }));
    expect(longestCompared()).toBeLessThanOrEqual(longest);
  });
});
