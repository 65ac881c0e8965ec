import { beforeAll, describe, expect, it } from 'vitest';
import {
  clientOf,
  codeOf,
  elementsOf,
  password,
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

const bytesOf = (text: string, encoding: BufferEncoding): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(text, encoding));

const utf16be = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(text, 'utf16le').swap16());

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

  it('is refused before a DOCTYPE is', async () => {
    const document = `\ufeff<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>`;
    for (const body of [bytesOf(document, 'utf16le'), utf16be(document)])
      expect(codeOf(await send(body))).toBe('415 UnsupportedMediaType');
  });
});
