import { beforeEach, expect, it } from 'vitest';
import { expectOk, type Installation, openInstallation } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';
import { type Client, clientOf, codeOf, faultsOf, withoutId } from './client.ts';

const phrase = 'Four blue kettles';
const contact = {
  firstName: 'Pat',
  lastName: 'Ner',
  email: 'pat@example.com',
  phone: '+4912345678',
};

let installation: Installation;
let client: Client;

const pathOf = ({ account }: { readonly account: { readonly id: string } }): string =>
  `/v1/accounts/${account.id}/phrase-checks`;

const partner = async (name: string, verificationPhrase?: string): Promise<string> => {
  const { app, operator, master } = installation;
  const said = verificationPhrase === undefined ? {} : { verificationPhrase };
  const command = { parent: master.id, name, contact: { ...contact, userName: name }, ...said };
  return pathOf(expectOk(await app.partners.create(command, operator)));
};

beforeEach(async () => {
  const policy = { signIn: { limit: 3, window: 900 } };
  installation = await openInstallation({ hasher: quickHasher(), policy });
  client = clientOf(installation, await installation.keyOf(installation.master, 'read'));
});

it('says whether a phrase is the one of a partner, by how it sounds', async () => {
  const path = await partner('Known', phrase);
  const right = await client.post(path, { phrase: ' four BLUE-kettles! ' });
  expect(right).toMatchObject({ status: 200, text: '{"matches":true}' });
  const wrong = await client.post(path, { phrase: 'five blue kettles' });
  expect(wrong).toMatchObject({ status: 200, text: '{"matches":false}' });
  const none = await client.post(await partner('Silent'), { phrase });
  expect(none).toMatchObject({ status: 200, text: '{"matches":false}' });
});

it('answers a few wrong ones, and then none for a while', async () => {
  const path = await partner('Known', phrase);
  const other = await partner('Other', phrase);
  for (const _ of [1, 2, 3]) await client.post(path, { phrase: 'wrong' });
  const refused = await client.post(path, { phrase });
  expect(codeOf(refused)).toBe('429 TooManyTries');
  expect(refused.headers.get('Retry-After')).toBe('900');
  expect(await client.post(other, { phrase })).toMatchObject({ status: 200 });
  installation.clock.advance(900);
  expect(await client.post(path, { phrase })).toMatchObject({ body: { matches: true } });
});

it('answers nothing that the history has not been told', async () => {
  let left = Number.POSITIVE_INFINITY;
  installation = await openInstallation({
    hasher: quickHasher(),
    around: (persistence) => ({
      ...persistence,
      transact: async (work) =>
        left-- > 0
          ? persistence.transact(work)
          : { ok: false, error: { kind: 'Unavailable', retryAfter: 1 } },
    }),
  });
  const { app, operator, master } = installation;
  await partner('Known', phrase);
  const known = expectOk(await app.partners.list({}, operator)).items[0]?.account.id ?? master.id;
  // The try is counted; then the store goes away.
  left = 1;
  expect(await app.partners.checkPhrase({ partner: known, phrase }, operator)).toEqual({
    ok: false,
    error: { kind: 'Unavailable', retryAfter: 1 },
  });
  left = Number.POSITIVE_INFINITY;
  expect(await app.partners.checkPhrase({ partner: known, phrase }, operator)).toEqual({
    ok: true,
    value: { matches: true },
  });
});

it('counts nothing that is not written right, and names every fault of it', async () => {
  const path = await partner('Known', phrase);
  for (const _ of [1, 2, 3, 4]) {
    const faulty = await client.post(path, { phrase: 5, partner: 'x' });
    expect(codeOf(faulty)).toBe('422 Invalid');
    expect(faultsOf(faulty).toSorted()).toEqual(['/partner: unknown', '/phrase: type']);
    expect(faultsOf(await client.post(path, { phrase: '?!' }))).toEqual(['/phrase: format']);
    expect(faultsOf(await client.post(path, {}))).toEqual(['/phrase: required']);
  }
  expect(await client.post(path, { phrase })).toMatchObject({ body: { matches: true } });
});

it('repeats the phrase nowhere', async () => {
  const path = await partner('Known', phrase);
  const answers = [
    await client.post(path, { phrase }),
    await client.post(path, { phrase: `${phrase}\u0000` }),
    await client.post(path, `{"phrase":"${phrase}",}`),
    await client.post(`${path}?phrase=1`, { phrase, [phrase]: phrase }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 422, 400, 400]);
  const { ports, lines } = installation;
  const told = [
    lines,
    await ports.persistence.read(({ records }) => records.events('installation', { limit: 99 })),
    answers.slice(0, 3).map(({ text, headers }) => [text, ...headers]),
  ];
  expect(JSON.stringify(told)).not.toMatch(/blue/i);
});

it('cannot tell partners of others, other accounts, and what is not there, from one another', async () => {
  const path = await partner('Known', phrase);
  const stranger = clientOf(installation, (await installation.stranger()).key);
  const absent = await stranger.post(pathOf({ account: { id: '99999' } }), { phrase });
  expect(codeOf(absent)).toBe('404 AccountNotFound');
  expect(withoutId(await stranger.post(path, { phrase }))).toEqual(withoutId(absent));
  const customer = await installation.customer('No partner');
  expect(withoutId(await client.post(pathOf(customer), { phrase }))).toEqual(withoutId(absent));
  expect(codeOf(await clientOf(installation, '').post(path, { phrase }))).toBe(
    '401 NotAuthenticated',
  );
});
