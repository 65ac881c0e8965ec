import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, codeOf, elementsOf, person, requestOf } from './admin-accounts-v1-client.ts';
import { type Installation, openInstallation } from './installation.ts';
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
const elements = (): string => elementsOf(person(`xml${people++}`));

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
