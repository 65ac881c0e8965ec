import { beforeAll, describe, expect, it } from 'vitest';
import { clientOf, codeOf, faultsOf, person } from './admin-accounts-v1-client.ts';
import { type Installation, openInstallation } from './installation.ts';
import { quickHasher } from './quick-hasher.ts';

let installation: Installation;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  installation = await openInstallation({ hasher: quickHasher() });
  client = clientOf(installation);
});

let people = 0;
/** Somebody new, with other values at some attributes. */
const somebody = (fields: object) => ({ ...person(`somebody${people++}`), ...fields });

describe('a body of JSON', () => {
  it.each([
    ['', 'BodyFormat'],
    ['{', 'BodyFormat'],
    ['{}x', 'BodyFormat'],
    ["{'Firstname':'x'}", 'BodyFormat'],
    ['\ufeff{}', 'BodyFormat'],
    ['null', 'BodyType'],
    ['[]', 'BodyType'],
    ['"x"', 'BodyType'],
  ])('is an object or nothing: %s', async (body, code) => {
    expect(codeOf(await client.send(body))).toBe(`400 ${code}`);
  });

  it('is in UTF-8', async () => {
    const body = Buffer.from(JSON.stringify(somebody({ Firstname: 'Jos\u00e9' })), 'latin1');
    expect(codeOf(await client.send(new Uint8Array(body)))).toBe('400 BodyCharacters');
  });

  const withMore = (more: string) => JSON.stringify(somebody({})).replace(/\}$/, `,${more}}`);

  it.each([
    ['"Firstname":"x"', 'FirstnameDuplicate'],
    ['"firstname":"x"', 'FirstnameDuplicate'],
    ['"FIRSTNAME":"x"', 'FirstnameDuplicate'],
    ['"FIRSTNAME":"Jane","firstname":"Jane","FirstName":"Jane"', 'FirstnameDuplicate'],
    ['"\\u0046irstname":"x"', 'FirstnameDuplicate'],
    ['"timezone":"UTC","TIMEZONE":"UTC"', 'TimeZoneDuplicate'],
    ['"x":1,"x":2', 'BodyDuplicate'],
    ['"x":{"y":[{"z":1,"z":2}]}', 'BodyDuplicate'],
    ['"__proto__":1,"__proto__":2', 'BodyDuplicate'],
  ])('has no key twice: %s', async (more, code) => {
    expect(codeOf(await client.send(withMore(more)))).toBe(`400 ${code}`);
  });

  it.each([
    '"x":1,"X":2',
    '"__proto__":{"Firstname":"x"}',
    '"constructor":{"prototype":{}}',
    '"toString":1,"hasOwnProperty":2',
    '"F\\u0131rstname":"x"',
    '"FirstName ":"x"',
    '"\\u212aey":"x"',
    `"x":${'['.repeat(8000)}${']'.repeat(8000)}`,
  ])('may have keys that are none of ours: %s', async (more) => {
    expect((await client.send(withMore(more))).status).toBe(200);
    expect(Reflect.get({}, 'Firstname')).toBeUndefined();
  });

  it('names a place that no client should have sent, within bounds and without breaking', async () => {
    const key = `\\ud800<&>\\u0000${'x'.repeat(5000)}`;
    for (const Accept of ['application/json', 'application/xml']) {
      const answer = await client.send(withMore(`"${key}":1,"${key}":2`), { fields: { Accept } });
      expect(answer.code).toBe('BodyDuplicate');
      expect(answer.reason?.length).toBeLessThan(600);
      expect(answer.reason).toContain('<&>');
      expect(answer.text).not.toMatch(/[\0\ud800-\udfff]/);
    }
  });

  it('has its faults listed up to an end', async () => {
    const keys = Array.from({ length: 5000 }, (_, at) => `"k${at}":1,"k${at}":2`).join();
    expect(faultsOf(await client.send(withMore(keys)))).toHaveLength(100);
  });

  it.each(['Firstname', 'CompanyName', 'MobilePhone', 'Email', 'TimeZone', 'Password'])(
    'may be nested as deep as it likes and is a fault like any other in %s',
    async (attribute) => {
      const deep = '['.repeat(100_000) + ']'.repeat(100_000);
      const body = JSON.stringify(somebody({ [attribute]: 0 })).replace(':0', () => `:${deep}`);
      expect(faultsOf(await client.send(body))).toContain(`${attribute}Type`);
    },
  );
});
