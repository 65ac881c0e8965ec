import { beforeAll, describe, expect, it } from 'vitest';
import {
  clientOf,
  codeOf,
  elementsOf,
  faultsOf,
  person,
  requestOf,
} from './admin-accounts-v1-client.ts';
import { expectOk, type Installation, openInstallation } from './installation.ts';
import { quickHasher } from './quick-hasher.ts';

let installation: Installation;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  installation = await openInstallation({ hasher: quickHasher() });
  client = clientOf(installation);
});

const send = (body: string | Uint8Array<ArrayBuffer>, type = 'application/xml') =>
  client.send(body, { type });

/** The elements of a valid request, of somebody new. */
let people = 0;
const elements = (): string => elementsOf(person(`xml${people++}`));

describe('a document', () => {
  it('is refused wherever it is cut off', async () => {
    const whole = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${requestOf(elements())}`);
    const before = await installation.footprint();
    for (let length = 0; length < whole.length; length++) {
      const answer = await send(new Uint8Array(whole.subarray(0, length)));
      expect(codeOf(answer), `${length} bytes`).toBe('400 BodyFormat');
    }
    expect(await installation.footprint()).toEqual(before);
    expect(codeOf(await send(new Uint8Array(whole)))).toBe('200');
  });

  it.each<[string, (valid: string) => string]>([
    ['two roots', (valid) => valid + valid],
    ['another root after it', (valid) => `${valid}<x/>`],
    ['text after it', (valid) => `${valid}x`],
    ['text before it', (valid) => `x${valid}`],
    ['text between its elements', (valid) => valid.replace('<Email>', 'x<Email>')],
    ['tags that do not match', (valid) => valid.replace('</Email>', '</Lastname>')],
    ['tags that cross', (valid) => valid.replace('<Email>', '<a><Email></a>')],
    ['an element that does not end', (valid) => valid.replace('</Email>', '')],
    ['an end without a beginning', (valid) => valid.replace('<Email>', '')],
    ['an entity that is not defined', (valid) => valid.replace('Jane', '&nbsp;')],
    ['an ampersand alone', (valid) => valid.replace('Jane', 'A & B')],
    ['a character that XML has not', (valid) => valid.replace('Jane', '\u0001')],
    ['a reference to one', (valid) => valid.replace('Jane', '&#1;')],
    ['a reference to half of one', (valid) => valid.replace('Jane', '&#xD83D;&#xDE00;')],
    ['a prefix that is not declared', (valid) => valid.replace('<Email>', '<x:a/><Email>')],
    ['an attribute twice', (valid) => valid.replace('<Email>', '<Email a="" a="">')],
    ['JSON', () => JSON.stringify(person('json'))],
    ['nothing', () => ''],
    ['XML 1.1', (valid) => `<?xml version="1.1"?>${valid}`],
  ])('is refused whole where it has %s', async (_, spoil) => {
    expect(codeOf(await send(spoil(requestOf(elements()))))).toBe('400 BodyFormat');
  });

  it.each([
    '<accountregisterrequest/>',
    '<AccountRegisterRequest xmlns="http://schemas.datacontract.org/2004/07/x"/>',
    '<x:AccountRegisterRequest xmlns:x="urn:x"/>',
    '<ArrayOfAccountRegisterRequest/>',
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"/>',
  ])('has the published root, in no namespace: %s', async (document) => {
    expect(codeOf(await send(document))).toBe('400 BodyType');
  });

  it('has elements in no namespace: others are none of ours', async () => {
    const foreign = requestOf(elements().replace('<Email>', '<Email xmlns="urn:x">'));
    expect((await send(foreign)).code).toBe('EmailRequired');
    const beside = requestOf(`${elements()}<x:Email xmlns:x="urn:x">y</x:Email>`);
    expect(codeOf(await send(beside))).toBe('200');
  });

  it.each([
    'Firstname',
    'Lastname',
    'CompanyName',
    'MobilePhone',
    'Email',
    'Password',
    'PasswordConfirmation',
    'TimeZoneInJavaFormat',
    'TimeZone',
  ])('has no element twice: %s', async (name) => {
    const again = `<${name}>x</${name}>`;
    for (const body of [
      requestOf(again + again + elements()),
      requestOf(elements() + again + again),
    ])
      expect(faultsOf(await send(body))).toContain(`${name}Duplicate`);
  });

  it('may hold comments and instructions beside its elements', async () => {
    const spread = elements().replaceAll('\n', '<!-- - ]]> <Email>x</Email> --><?a <Email?>\n');
    const body = `<!-- a --><?b?>${requestOf(spread)}<!-- c --><?d?>\n`;
    expect(codeOf(await send(body))).toBe('200');
  });

  it.each(['<!-- -->', '<!---->', '<?a b?>', '<b></b>'])(
    'has texts that nothing interrupts: %s',
    async (interruption) => {
      const of = (email: string) =>
        requestOf(elements().replace(/<Email>[^<]*/, `<Email>${email}`));
      for (const email of [
        `victim@example.com${interruption}.evil.test`,
        `${interruption}a@b.test`,
      ])
        expect(codeOf(await send(of(email)))).toBe('400 EmailType');
    },
  );

  it('means what it is written as, by reference or in a section', async () => {
    const email = `xml${people++}@example.com`;
    const references = Array.from(email, (letter) => `&#x${letter.charCodeAt(0).toString(16)};`);
    const body = requestOf(elements())
      .replace(/<Email>[^<]*/, `<Email>${references.join('')}`)
      .replace('Jane', '<![CDATA[<Jane> &amp; ]]]]><![CDATA[>]]>')
      .replace('Doe', '&lt;D&apos;O&#xe9;&gt;');
    const { id = '' } = await send(body);
    const { app, operator } = installation;
    expect(expectOk(await app.registers.find({ account: id }, operator))).toMatchObject({
      firstName: '<Jane> &amp; ]]>',
      lastName: "<D'O\u00e9>",
      member: { email: { address: email } },
    });
  });

  it.each(['1e5', 'true', '007', '0x10', 'NaN', 'null', '-0', '1.0', '[]', '{}'])(
    'has texts alone, and no numbers among them: %s',
    async (text) => {
      const { id = '' } = await send(requestOf(elements().replace('Jane', text)));
      const { app, operator } = installation;
      const register = expectOk(await app.registers.find({ account: id }, operator));
      expect(register.firstName).toBe(text);
    },
  );

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf'])(
    'may have an element by the name of %s, which is nothing to us',
    async (name) => {
      const evil = `<${name}><Email>x</Email><isAdmin>true</isAdmin></${name}>`;
      expect(codeOf(await send(requestOf(elements() + evil + evil)))).toBe('200');
      expect((await send(requestOf(evil))).code).toBe('ValidationFailed');
      expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
      expect(Reflect.get({}, 'Email')).toBeUndefined();
    },
  );
});

describe('a flood', () => {
  it.each<[string, string, () => string]>([
    ['references', '400 FirstnameTooLong', () => flooded('&#65;'.repeat(200_000))],
    ['escapes', '400 FirstnameTooLong', () => flooded('&amp;'.repeat(200_000))],
    ['sections', '400 FirstnameTooLong', () => flooded('<![CDATA[x]]>'.repeat(70_000))],
    ['attributes', '400 BodyTooMany', () => requestOf(`<x ${numbered(10_000, 'a')}/>`)],
    ['namespaces', '400 BodyTooMany', () => requestOf(`<x ${numbered(1000, 'xmlns:a')}/>`)],
    ['elements', '400 BodyTooMany', () => requestOf('<a/>'.repeat(200_000))],
    ['levels', '400 BodyTooDeep', () => requestOf('<a>'.repeat(8000) + '</a>'.repeat(8000))],
    ['levels without an end', '400 BodyTooDeep', () => '<AccountRegisterRequest>'.repeat(40_000)],
    ['one name', '200', () => requestOf(`${elements()}<${'x'.repeat(900_000)}/>`)],
    ['one comment', '200', () => requestOf(`${elements()}<!--${' -'.repeat(450_000)} -->`)],
    ['blanks', '200', () => requestOf(elements()) + '\r\n'.repeat(450_000)],
  ])('of %s comes to an end: %s', async (_, code, write) => {
    expect(codeOf(await send(write()))).toBe(code);
  });

  const flooded = (text: string) => requestOf(elements().replace('Jane', text));

  const numbered = (count: number, name: string) =>
    Array.from({ length: count }, (_, at) => `${name}${at}="x"`).join(' ');
});
