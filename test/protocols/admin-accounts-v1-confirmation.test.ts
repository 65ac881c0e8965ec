import { beforeAll, describe, expect, it } from 'vitest';
import {
  clientOf,
  codeOf,
  elementsOf,
  faultsOf,
  password,
  person,
  requestOf,
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

describe('the confirmation', () => {
  const composed = 'caf\u00e9 of nine kettles';

  it.each([
    ['another text', password, 'nine blue kettles sinG'],
    ['a blank more', password, `${password} `],
    ['a blank before', password, ` ${password}`],
    ['a blank less', `${password} `, password],
    ['a line end more', password, `${password}\r\n`],
    ['another line end', `${password}\r\nx`, `${password}\nx`],
    ['the same in another form', composed, composed.normalize('NFD')],
    ['nothing', password, ''],
  ])('must be the password exactly, and is not by %s', async (_, Password, confirmation) => {
    const before = await installation.footprint();
    for (const type of bothFormats) {
      const fields = { Password, PasswordConfirmation: confirmation };
      expect(codeOf(await client.register(somebody(fields), { type }))).toBe(
        '400 PasswordConfirmationMismatch',
      );
    }
    expect(await installation.footprint()).toEqual(before);
  });

  it.each([
    ['missing', undefined, 'PasswordConfirmationRequired'],
    ['null', null, 'PasswordConfirmationRequired'],
    ['a list', [password], 'PasswordConfirmationMismatch'],
    ['an object', {}, 'PasswordConfirmationMismatch'],
    ['a number', 12345678, 'PasswordConfirmationMismatch'],
  ])('must be there as a text in JSON, and is not where it is %s', async (_, given, code) => {
    const answer = await client.register(somebody({ PasswordConfirmation: given }));
    expect(codeOf(answer)).toBe(`400 ${code}`);
  });

  it.each([
    ['missing', '', ['PasswordConfirmationRequired']],
    ['nil', '<PasswordConfirmation xsi:nil="true"/>', ['PasswordConfirmationRequired']],
    ['empty', '<PasswordConfirmation/>', ['PasswordConfirmationMismatch']],
    [
      'a list',
      `<PasswordConfirmation><string>${password}</string></PasswordConfirmation>`,
      ['PasswordConfirmationMismatch', 'PasswordConfirmationType'],
    ],
    [
      'interrupted',
      '<PasswordConfirmation>nine blue <!-- -->kettles sing</PasswordConfirmation>',
      ['PasswordConfirmationMismatch', 'PasswordConfirmationType'],
    ],
    [
      'there twice',
      `<PasswordConfirmation>x</PasswordConfirmation><PasswordConfirmation>${password}</PasswordConfirmation>`,
      ['PasswordConfirmationDuplicate'],
    ],
  ])('must be there as a text in XML, and is not where it is %s', async (_, given, codes) => {
    const body = xmlRequest(somebody({})).replace(
      /<PasswordConfirmation>.*<\/PasswordConfirmation>/,
      given,
    );
    const answer = await client.send(body, { type: 'text/xml' });
    expect(answer.status).toBe(400);
    expect(faultsOf(answer)).toEqual(codes);
  });

  it('is read as XML has it: line ends are one character there, but for those that are escaped', async () => {
    const of = (ends: string) =>
      requestOf(
        elementsOf(person(`ends${people++}`))
          .replace(`<Password>${password}`, `<Password>${password}\r\nx`)
          .replace(
            `<PasswordConfirmation>${password}`,
            `<PasswordConfirmation>${password}${ends}x`,
          ),
      );
    const codes = [];
    for (const ends of ['\n', '\r', '&#13;&#10;'])
      codes.push(codeOf(await client.send(of(ends), { type: 'text/xml' })));
    expect(codes).toEqual(['200', '200', '400 PasswordConfirmationMismatch']);
  });
});
