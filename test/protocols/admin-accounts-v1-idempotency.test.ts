import { registrationInputs } from '@tenantry/testing';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';
import {
  type Answer,
  clientOf,
  codeOf,
  jane,
  mediaTypes,
  password,
  person,
  xmlRequest,
} from './admin-accounts-v1-client.ts';
import { expectOk, type Installation, openInstallation } from './installation.ts';
import { quickHasher } from './quick-hasher.ts';

const fields = { 'Idempotency-Key': 'attempt-1' };

let installation: Installation;
let client: ReturnType<typeof clientOf>;
beforeEach(async () => {
  installation = await openInstallation({ hasher: quickHasher() });
  client = clientOf(installation);
});

const isReplay = ({ headers }: Answer) => headers.get('Idempotent-Replayed') === 'true';

describe('a request that is made again with its Idempotency-Key', () => {
  it('is answered as it was, whatever format it is made and answered in', async () => {
    const first = await client.register(jane, { fields });
    const before = await installation.footprint();
    for (const type of mediaTypes)
      for (const Accept of mediaTypes) {
        const again = await client.register(jane, { type, fields: { ...fields, Accept } });
        expect([again.status, isReplay(again), again.id, again.userId]).toEqual([
          200,
          true,
          first.id,
          first.userId,
        ]);
        expect(again.headers.get('X-Request-Id')).not.toBe(first.headers.get('X-Request-Id'));
      }
    expect(isReplay(first)).toBe(false);
    expect(await installation.footprint()).toEqual(before);
  });

  it.each<[string, object]>([
    ['keys in another case', { FIRSTNAME: 'Jane', firstname: undefined }],
    ['what is ignored', { Unknown: [1] }],
    ['what is empty', { TimeZone: '' }],
    ['the other name of the time zone', { TimeZone: 'Europe/Rome', TimeZoneInJavaFormat: null }],
    ['blanks that are trimmed', { Lastname: ' Doe ' }],
  ])('may be written with %s', async (_, other) => {
    const first = await client.register(jane, { fields });
    const { Firstname, ...rest } = jane;
    const body = 'FIRSTNAME' in other ? rest : { Firstname, ...rest };
    const again = await client.register({ ...body, ...other }, { fields });
    expect([isReplay(again), again.id]).toEqual([true, first.id]);
  });

  it('may name its key in quotes, and its account by the number', async () => {
    const first = await client.register(jane, { fields });
    const again = await client.register(jane, {
      fields: { 'Idempotency-Key': '"attempt-1"' },
      account: installation.master.number,
    });
    expect(again.id).toBe(first.id);
  });

  it.each([
    { Password: `${password}!`, PasswordConfirmation: `${password}!` },
    { Password: `${password} `, PasswordConfirmation: `${password} ` },
    { Firstname: 'John' },
    { Email: 'JANE@example.com' },
    { MobilePhone: '' },
  ])('is refused where it is another one: %j', async (other) => {
    await client.register(jane, { fields });
    for (const type of mediaTypes)
      expect(codeOf(await client.register({ ...jane, ...other }, { type, fields }))).toBe(
        '409 IdempotencyKeyReused',
      );
  });

  it('is nothing to another caller, and answered to nobody without a proof', async () => {
    const first = await client.register(jane, { fields });
    const stranger = await installation.stranger();
    const other = await client.register(person('other'), {
      fields: { ...fields, api_key: stranger.key },
      account: stranger.account.id,
    });
    expect([other.status, isReplay(other), other.id === first.id]).toEqual([200, false, false]);
    const reading = await installation.keyOf(installation.master, 'read');
    for (const api_key of [reading, 'wrong'])
      expect(codeOf(await client.register(jane, { fields: { ...fields, api_key } }))).toBe(
        '401 AccessDenied',
      );
  });

  it('is free to be right where it was wrong before', async () => {
    expect((await client.register({}, { fields })).status).toBe(400);
    const answer = await client.register(jane, { fields });
    expect([answer.status, isReplay(answer)]).toEqual([200, false]);
  });

  it('is done anew without a key', async () => {
    await client.register(jane);
    expect(codeOf(await client.register(jane))).toBe('409 EmailTaken');
  });
});

describe('the Idempotency-Key', () => {
  it.each([
    ['', 'TooShort'],
    ['a b', 'Characters'],
    ['x'.repeat(256), 'TooLong'],
    ['a, b', 'Characters'],
    ['k\u00e9y', 'Characters'],
  ])('is a fault where it is malformed: %s', async (key, what) => {
    const before = await installation.footprint();
    for (const type of ['text/json', 'text/xml']) {
      const answer = await client.register(jane, { type, fields: { 'Idempotency-Key': key } });
      expect(codeOf(answer)).toBe(`400 IdempotencyKey${what}`);
    }
    expect(await installation.footprint()).toEqual(before);
  });
});

const wire = {
  firstName: 'Firstname',
  lastName: 'Lastname',
  companyName: 'CompanyName',
  mobilePhone: 'MobilePhone',
  email: 'Email',
  timeZone: 'TimeZoneInJavaFormat',
  password: 'Password',
  passwordConfirmation: 'PasswordConfirmation',
} as const;

/** What XML 1.0 (2.2) can hold: JSON can hold more. */
const isXmlText = (text: unknown): boolean =>
  /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u.test(String(text));

it('any registration is stored as sent and replayed, in whichever of the formats it comes', async () => {
  await fc.assert(
    fc.asyncProperty(
      registrationInputs(),
      fc.shuffledSubarray([...mediaTypes], { minLength: 2 }),
      async (input, types) => {
        const sent = Object.fromEntries(
          Object.entries(wire).flatMap(([name, attribute]) => {
            const value: unknown = Reflect.get(input, name);
            return value === undefined ? [] : [[attribute, value]];
          }),
        );
        fc.pre(Object.values(sent).every(isXmlText));
        const { app, http, key, master, operator } = await openInstallation({
          hasher: quickHasher(),
        });
        const { register } = clientOf({ http, key, master });
        const answers = [];
        for (const type of types) answers.push(await register(sent, { type, fields }));
        const [first] = answers;
        fc.pre(first?.code !== 'PasswordCommon');
        expect(answers.map(codeOf)).toEqual(types.map(() => '200'));
        expect(answers.map(isReplay)).toEqual(types.map((_, at) => at > 0));
        const id = first?.id ?? '';
        expect(new Set(answers.map((answer) => answer.id))).toEqual(new Set([id]));
        const found = expectOk(await app.registers.find({ account: id }, operator));
        expect(found.firstName).toBe(input.firstName.trim());
        expect(found.lastName).toBe(input.lastName.trim());
        expect(found.companyName).toBe(input.companyName?.trim());
        expect(found.mobilePhone).toBe(input.mobilePhone?.trim());
        expect(found.timeZone).toBe(input.timeZone ?? 'UTC');
        expect(found.member.email.address).toBe(input.email);
        const { email, password } = input;
        expect((await app.sessions.signIn({ account: id, email, password })).ok).toBe(true);
      },
    ),
    { numRuns: rounds(50) },
  );
});

it('a request as XML is written here as other programs write it', () => {
  expect(xmlRequest({ Firstname: 'A & <B>\r' })).toContain(
    '<Firstname>A &amp; &lt;B&gt;&#xD;</Firstname>',
  );
});
