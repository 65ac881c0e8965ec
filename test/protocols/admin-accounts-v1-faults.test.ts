import { defaultPolicy } from '@tenantry/domain';
import { invalidRegistrationInputs } from '@tenantry/testing';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';
import {
  clientOf,
  codeOf,
  faultsOf,
  jane,
  password,
  person,
  xmlRequest,
} from './admin-accounts-v1-client.ts';
import { type Installation, openInstallation } from './installation.ts';
import { quickHasher } from './quick-hasher.ts';

let installation: Installation;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  installation = await openInstallation({ hasher: quickHasher() });
  client = clientOf(installation);
});

const bothFormats = ['application/json', 'application/xml'];

let people = 0;
/** Somebody new, with other values at some attributes. */
const somebody = (fields: object) => ({ ...person(`somebody${people++}`), ...fields });

const twice = (text: string) => ({ Password: text, PasswordConfirmation: text });

describe('the published samples', () => {
  const sample = (count: number) =>
    Object.fromEntries(
      Object.keys(jane)
        .slice(0, count)
        .map((attribute, at) => [attribute, `sample string ${at + 1}`]),
    );

  it('are refused with every fault named, as JSON', async () => {
    const before = await installation.footprint();
    const answer = await client.register(sample(7));
    expect(codeOf(answer)).toBe('400 ValidationFailed');
    expect(answer.reason).toBe(
      'MobilePhoneFormat: MobilePhone must be 5 to 20 digits, blanks, brackets and dashes after an optional +; ' +
        'EmailFormat: Email must be an e-mail address such as jane@example.com; ' +
        'PasswordConfirmationMismatch: PasswordConfirmation does not match',
    );
    expect(await installation.footprint()).toEqual(before);
  });

  it('are refused with every fault named, as XML', async () => {
    const answer = await client.send(xmlRequest(sample(8)), { type: 'application/xml' });
    expect(codeOf(answer)).toBe('400 ValidationFailed');
    expect(faultsOf(answer)).toEqual([
      'EmailFormat',
      'MobilePhoneFormat',
      'PasswordConfirmationMismatch',
      'TimeZoneInJavaFormatUnknown',
    ]);
  });

  it('register an account once their placeholders are filled in', async () => {
    for (const type of bothFormats) {
      const filled = { ...sample(7), MobilePhone: '0612345678', ...twice('sample string 6') };
      const better = { ...filled, Email: `sample.${type.slice(12)}@example.com` };
      expect((await client.register(better, { type })).status).toBe(200);
    }
  });
});

describe('one fault', () => {
  it.each([
    ['FirstnameRequired', { Firstname: undefined }],
    ['FirstnameTooShort', { Firstname: '' }],
    ['FirstnameTooShort', { Firstname: ' \t\n ' }],
    ['FirstnameTooLong', { Firstname: 'x'.repeat(256) }],
    ['FirstnameTooLong', { Firstname: '\u{1f600}'.repeat(256) }],
    ['FirstnameCharacters', { Firstname: 'a\u0085b' }],
    ['LastnameRequired', { Lastname: undefined }],
    ['LastnameTooShort', { Lastname: '' }],
    ['LastnameTooLong', { Lastname: 'x'.repeat(256) }],
    ['LastnameCharacters', { Lastname: 'a\tb' }],
    ['CompanyNameTooShort', { CompanyName: ' ' }],
    ['CompanyNameTooLong', { CompanyName: 'x'.repeat(256) }],
    ['CompanyNameCharacters', { CompanyName: 'a\nb' }],
    ['MobilePhoneFormat', { MobilePhone: '1234' }],
    ['MobilePhoneFormat', { MobilePhone: '1'.repeat(21) }],
    ['MobilePhoneFormat', { MobilePhone: '+39 06 12345 ext 1' }],
    ['EmailRequired', { Email: undefined }],
    ['EmailFormat', { Email: '' }],
    ['EmailFormat', { Email: 'jane' }],
    ['EmailFormat', { Email: 'jane@localhost' }],
    ['EmailFormat', { Email: 'a@b.test,c@d.test' }],
    ['EmailFormat', { Email: 'Jane <jane@example.com>' }],
    ['EmailFormat', { Email: `${'a'.repeat(65)}@example.com` }],
    ['PasswordRequired', { Password: undefined }, ['PasswordConfirmationMismatch']],
    ['PasswordTooShort', twice('short 1')],
    ['PasswordTooShort', twice('\u{1f600}'.repeat(7))],
    ['PasswordTooLong', twice('x y'.repeat(342))],
    ['PasswordCommon', twice('PASSWORD')],
    ['PasswordPersonal', { Email: 'nine.blue.kettles@example.com', ...twice('Nine.Blue.Kettles') }],
    ['PasswordPersonal', { CompanyName: 'Kettles of Blue', ...twice('kettles of blue') }],
    ['PasswordConfirmationRequired', { PasswordConfirmation: undefined }],
    ['PasswordConfirmationMismatch', { PasswordConfirmation: '' }],
    ['PasswordConfirmationMismatch', { PasswordConfirmation: `${password} ` }],
    ['TimeZoneInJavaFormatUnknown', { TimeZoneInJavaFormat: 'Europe/Atlantis' }],
    ['TimeZoneInJavaFormatUnknown', { TimeZoneInJavaFormat: '+01:00' }],
    ['TimeZoneUnknown', { TimeZone: 'Europe/Atlantis' }],
    ['TimeZoneMismatch', { TimeZone: 'Europe/Rome', TimeZoneInJavaFormat: 'Asia/Tokyo' }],
    ['TimeZoneMismatch', { TimeZone: 'utc', TimeZoneInJavaFormat: 'UTC' }],
  ])('is %s: %j', async (code, fields, others = []) => {
    const before = await installation.footprint();
    const sent = Object.entries(somebody(fields)).filter(([, value]) => value !== undefined);
    for (const type of bothFormats) {
      const answer = await client.register(Object.fromEntries(sent), { type });
      expect(answer.status).toBe(400);
      expect(faultsOf(answer)).toEqual([code, ...others].toSorted());
    }
    expect(await installation.footprint()).toEqual(before);
  });

  it.each([
    { Firstname: 'x', Lastname: 'y' },
    { Firstname: '\u{1f600}'.repeat(255), Lastname: 'x'.repeat(255) },
    { CompanyName: 'x'.repeat(255), MobilePhone: '12345' },
    { MobilePhone: `+${'1'.repeat(20)}` },
    twice('8 chars!'),
    twice('\u{1f600}\u{1f601}\u{1f602}\u{1f603}\u{1f604}\u{1f605}\u{1f606}\u{1f607}'),
    twice('x y '.repeat(256)),
    twice(` ${password} `),
    twice(`\t${password}\n`),
    { TimeZone: ' Europe/Rome ' },
  ])('is not at the bounds: %j', async (fields) => {
    for (const type of bothFormats)
      expect((await client.register(somebody(fields), { type })).status).toBe(200);
  });

  it.each([null, 0, 1, true, [], ['x'], {}, { x: 1 }])('is the wrong type: %j', async (value) => {
    const what = value === null ? 'Required' : 'Type';
    for (const attribute of ['Firstname', 'Lastname', 'Email'])
      expect((await client.register(somebody({ [attribute]: value }))).code).toBe(attribute + what);
    for (const attribute of ['CompanyName', 'MobilePhone', 'TimeZoneInJavaFormat', 'TimeZone']) {
      const answer = await client.register(somebody({ [attribute]: value }));
      expect(answer.code).toBe(value === null ? undefined : `${attribute}Type`);
    }
    expect(faultsOf(await client.register(somebody({ Password: value })))).toEqual([
      'PasswordConfirmationMismatch',
      `Password${what}`,
    ]);
  });

  it('never repeats what was sent', async () => {
    const fields = { Firstname: 'canary\u0000', Email: 'canary', ...twice('canary') };
    const answer = await client.register(somebody({ ...fields, MobilePhone: 'canary' }));
    expect(faultsOf(answer)).toContain('FirstnameCharacters');
    expect(answer.text).not.toContain('canary');
    expect(JSON.stringify(installation.lines)).not.toContain('canary');
  });

  it('stands below the minimum of the policy, which the fault names', async () => {
    const strict = await openInstallation({
      hasher: quickHasher(),
      policy: { passwordMinimum: 15 },
    });
    const answer = await clientOf(strict).register(somebody(twice('fourteen chars')));
    expect(codeOf(answer)).toBe('400 PasswordTooShort');
    expect(answer.reason).toBe('Password must have at least 15 characters');
  });
});

describe('every fault', () => {
  it('is told at once, those of the path and the headers among them', async () => {
    const answer = await client.register(
      { Firstname: '', Email: 'x', TimeZone: 'UTC', TimeZoneInJavaFormat: 'x', ...twice('x9 y8') },
      { account: 'abc', fields: { 'Idempotency-Key': 'a b' } },
    );
    expect(codeOf(answer)).toBe('400 ValidationFailed');
    expect(faultsOf(answer)).toEqual([
      'EmailFormat',
      'FirstnameTooShort',
      'IdFormat',
      'IdempotencyKeyCharacters',
      'LastnameRequired',
      'PasswordTooShort',
      'TimeZoneInJavaFormatUnknown',
      'TimeZoneMismatch',
    ]);
  });

  it('is told of a body that cannot be read, beside those of the path and the headers', async () => {
    for (const type of bothFormats) {
      const sending = { type, account: 'abc', fields: { 'Idempotency-Key': '' } };
      expect(faultsOf(await client.send('x', sending))).toEqual([
        'BodyFormat',
        'IdFormat',
        'IdempotencyKeyTooShort',
      ]);
    }
  });

  const wire: Readonly<Record<string, string>> = {
    firstName: 'Firstname',
    lastName: 'Lastname',
    companyName: 'CompanyName',
    mobilePhone: 'MobilePhone',
    email: 'Email',
    password: 'Password',
    passwordConfirmation: 'PasswordConfirmation',
    timeZone: 'TimeZoneInJavaFormat',
  };
  const optional = ['companyName', 'mobilePhone', 'timeZone'];

  it('that was planted in a registration is told, and no other', async () => {
    const minimum = defaultPolicy.passwordMinimum;
    await fc.assert(
      fc.asyncProperty(invalidRegistrationInputs({ minimum }), async ({ input, faults }) => {
        const fields = Object.entries(wire).flatMap(([name, attribute]) => {
          const value: unknown = Reflect.get(Object(input), name);
          return value === undefined ? [] : [[attribute, value] as const];
        });
        const isAbsent = (name: unknown): boolean =>
          optional.includes(String(name)) &&
          [null, ''].includes(Reflect.get(Object(input), String(name)));
        const expected = faults
          .filter(({ path: [name] }) => Object.hasOwn(wire, String(name)) && !isAbsent(name))
          .map(
            ({ path: [name], code }) =>
              `${wire[String(name)]}${code.charAt(0).toUpperCase()}${code.slice(1)}`,
          );
        const answer = await client.register(Object.fromEntries(fields));
        // The generator knows some common passwords, and the list here knows many more.
        fc.pre(expected.includes('PasswordCommon') || !answer.reason?.includes('common'));
        if (expected.length === 0) expect(answer.status).not.toBe(400);
        else expect(faultsOf(answer)).toEqual([...new Set(expected)].toSorted());
      }),
      { numRuns: rounds(100) },
    );
  });
});
