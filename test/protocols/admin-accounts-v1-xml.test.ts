import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  clientOf,
  codeOf,
  faultsOf,
  password,
  person,
  requestOf,
  xmlRequest,
} from './admin-accounts-v1-client.ts';
import { expectOk, type Installation, openInstallation } from './installation.ts';
import { quickHasher } from './quick-hasher.ts';

/** Nobody may ever call here: what a document names is not fetched. */
const canary = { calls: 0, url: '' };
const server = createServer((socket) => {
  canary.calls += 1;
  socket.destroy();
});

let installation: Installation;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  canary.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  installation = await openInstallation({ hasher: quickHasher() });
  client = clientOf(installation);
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});

const send = (body: string | Uint8Array<ArrayBuffer>, type = 'application/xml') =>
  client.send(body, { type });

/** The elements of a valid request, of somebody new. */
let people = 0;
const elements = (): string => xmlRequest(person(`xml${people++}`)).replace(/^.*\n|\n.*$/g, '');

const bytesOf = (text: string, encoding: BufferEncoding): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(text, encoding));

const utf16be = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(text, 'utf16le').swap16());

describe('a DOCTYPE', () => {
  const document = () => requestOf(elements());
  const withEntity = (entity = 'a') =>
    document().replace(/<Lastname>.*<\/Lastname>/, `<Lastname>&${entity};</Lastname>`);
  const laughs = Array.from(
    { length: 9 },
    (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`,
  ).join('');
  const declared = (subset: string) => `<!DOCTYPE AccountRegisterRequest [${subset}]>`;

  it.each<[string, () => string | Uint8Array<ArrayBuffer>]>([
    ['bare', () => `<!DOCTYPE AccountRegisterRequest>${document()}`],
    ['empty', () => `${declared('')}${document()}`],
    ['of HTML', () => `<!DOCTYPE html>${document()}`],
    ['in lower case', () => `<!doctype AccountRegisterRequest>${document()}`],
    ['in mixed case', () => `<!DocType AccountRegisterRequest>${document()}`],
    ['without a name', () => `<!DOCTYPE>${document()}`],
    ['over lines', () => `<!DOCTYPE\r\n\tAccountRegisterRequest\n>${document()}`],
    ['with an entity', () => `${declared('<!ENTITY a "b">')}${withEntity()}`],
    ['of a billion laughs', () => `${declared(`<!ENTITY l0 "ha">${laughs}`)}${withEntity('l9')}`],
    [
      'that grows by the square',
      () =>
        `${declared(`<!ENTITY a "${'x'.repeat(50_000)}">`)}${requestOf(`<x>${'&a;'.repeat(50_000)}</x>`)}`,
    ],
    ['that is its own entity', () => `${declared('<!ENTITY a "&a;">')}${withEntity()}`],
    ['of a file', () => `${declared('<!ENTITY a SYSTEM "file:///etc/passwd">')}${withEntity()}`],
    ['of an address', () => `${declared(`<!ENTITY a SYSTEM "${canary.url}">`)}${withEntity()}`],
    [
      'of a public name',
      () => `${declared(`<!ENTITY a PUBLIC "a" "${canary.url}">`)}${withEntity()}`,
    ],
    ['that is elsewhere', () => `<!DOCTYPE a SYSTEM "${canary.url}/a.dtd">${document()}`],
    ['that is published', () => `<!DOCTYPE a PUBLIC "-//A//B" "${canary.url}">${document()}`],
    [
      'with a parameter',
      () => `${declared(`<!ENTITY % p SYSTEM "${canary.url}"> %p;`)}${document()}`,
    ],
    [
      'with a parameter in a parameter',
      () =>
        `${declared(`<!ENTITY % p '<!ENTITY &#37; q SYSTEM "${canary.url}">'> %p; %q;`)}${document()}`,
    ],
    [
      'with a default attribute',
      () => `${declared('<!ATTLIST Firstname xmlns CDATA "urn:x">')}${document()}`,
    ],
    ['with a notation', () => `${declared(`<!NOTATION n SYSTEM "${canary.url}">`)}${document()}`],
    [
      'after a declaration',
      () => `<?xml version="1.0" encoding="UTF-8" standalone="no"?>${declared('')}${document()}`,
    ],
    ['after a comment', () => `<!-- <!DOCTYPE --><!DOCTYPE a>${document()}`],
    ['after an instruction', () => `<?a b?>\n<!DOCTYPE a>${document()}`],
    ['behind a mark', () => `\ufeff<!DOCTYPE a>${document()}`],
    ['that does not end', () => `<!DOCTYPE a [<!ENTITY a "${document()}`],
    ['within the root', () => document().replace('<Firstname>', '<!DOCTYPE a><Firstname>')],
    ['after the root', () => `${document()}<!DOCTYPE a>`],
    ['twice', () => `<!DOCTYPE a><!DOCTYPE b>${document()}`],
  ])('is refused: %s', async (_, write) => {
    const before = await installation.footprint();
    for (const type of ['application/xml', 'text/xml'])
      expect(codeOf(await send(write(), type))).toBe('400 BodyFormat');
    expect(await installation.footprint()).toEqual(before);
    expect(canary.calls).toBe(0);
  });

  it('is refused in UTF-16 for its encoding', async () => {
    const document = `\ufeff<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>`;
    for (const body of [bytesOf(document, 'utf16le'), utf16be(document)])
      expect(codeOf(await send(body))).toBe('415 UnsupportedMediaType');
  });
});

describe('what a document names', () => {
  it.each([
    (url: string) =>
      requestOf(
        `${elements()}<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="${url}"/>`,
      ),
    (url: string) =>
      requestOf(elements()).replace('<Firstname>', `<Firstname xsi:schemaLocation="u ${url}">`),
    (url: string) =>
      requestOf(elements()).replace('<Account', `<?xml-stylesheet href="${url}"?><Account`),
    (url: string) => requestOf(elements()).replace(' xmlns', ` xml:base="${url}" xmlns`),
    (url: string) =>
      requestOf(elements()).replace(' xmlns', ` xsi:noNamespaceSchemaLocation="${url}" xmlns`),
    (url: string) => requestOf(`${elements()}<x:y xmlns:x="${url}"/>`),
  ])('is not fetched: %s', async (write) => {
    expect(codeOf(await send(write(canary.url)))).toBe('200');
    expect(canary.calls).toBe(0);
  });
});

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

describe('the encoding', () => {
  const named = () => requestOf(elements().replace('Jane', 'Jos\u00e9 \u{1f600}'));
  const declaring = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>${named()}`;

  it.each<[string, () => Uint8Array<ArrayBuffer>, string?]>([
    ['plain', () => bytesOf(named(), 'utf8')],
    ['behind its mark', () => bytesOf(`\ufeff${named()}`, 'utf8')],
    ['declared', () => bytesOf(declaring('UTF-8'), 'utf8')],
    ['declared in lower case', () => bytesOf(declaring('utf-8'), 'utf8')],
    ['declared behind its mark', () => bytesOf(`\ufeff${declaring('utf-8')}`, 'utf8')],
    ['declared outside too', () => bytesOf(declaring('utf-8'), 'utf8'), '; charset=UTF-8'],
    ['declared outside alone', () => bytesOf(named(), 'utf8'), '; charset="utf-8"'],
  ])('is UTF-8: %s', async (_, write, charset = '') => {
    const { app, operator } = installation;
    for (const type of ['application/xml', 'text/xml']) {
      const { id = '' } = await send(write(), `${type}${charset}`);
      const register = expectOk(await app.registers.find({ account: id }, operator));
      expect(register.firstName).toBe('Jos\u00e9 \u{1f600}');
    }
  });

  it.each<[string, () => Uint8Array<ArrayBuffer>, string?]>([
    ['UTF-16LE', () => bytesOf(`\ufeff${declaring('UTF-16')}`, 'utf16le')],
    ['UTF-16BE', () => utf16be(`\ufeff${declaring('UTF-16')}`)],
    ['UTF-16LE without a mark', () => bytesOf(named(), 'utf16le')],
    ['UTF-16 that is called UTF-8', () => bytesOf(`\ufeff${declaring('UTF-8')}`, 'utf16le')],
    ['ISO-8859-1', () => bytesOf(declaring('ISO-8859-1'), 'latin1')],
    ['UTF-8 that is called ISO-8859-1', () => bytesOf(declaring('ISO-8859-1'), 'utf8')],
    ['UTF-8 that is called UTF-16', () => bytesOf(declaring('UTF-16'), 'utf8')],
    ['declared otherwise outside', () => bytesOf(declaring('UTF-8'), 'utf8'), '; charset=utf-16'],
    ['declared so outside', () => bytesOf(named(), 'latin1'), '; charset=iso-8859-1'],
    ['UTF-7', () => bytesOf(declaring('UTF-7'), 'utf8')],
  ])('is refused where it is another: %s', async (_, write, charset = '') => {
    const before = await installation.footprint();
    expect(codeOf(await send(write(), `text/xml${charset}`))).toBe('415 UnsupportedMediaType');
    expect(await installation.footprint()).toEqual(before);
  });

  it('is refused where it is none', async () => {
    expect(codeOf(await send(bytesOf(named(), 'latin1')))).toBe('400 BodyCharacters');
  });

  it('matters to a password too', async () => {
    const secret = `${password} \u00e9\u{1f600}`;
    const body = requestOf(elements().replaceAll(password, secret));
    const { id = '' } = await send(body);
    const email = `xml${people - 1}@example.com`;
    const { sessions } = installation.app;
    expect((await sessions.signIn({ account: id, email, password: secret })).ok).toBe(true);
  });
});
