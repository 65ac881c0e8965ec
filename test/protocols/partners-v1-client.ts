import {
  type Account,
  EmailAddress,
  MembershipId,
  ok,
  PersonName,
  type Power,
  RoleId,
  UserId,
  UserName,
} from '@tenantry/domain';
import { expect } from 'vitest';
import { fetchDescribed } from './described.ts';
import { expectOk, type Installation } from './installation.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: AnswerBody;
}

/** As much of a body as tests look into. */
export interface AnswerBody {
  readonly errorCode?: number;
  readonly [field: string]: unknown;
}

export interface Constraint {
  readonly attribute: string;
  readonly message: string;
  readonly errorCode: number;
}

export type HeaderFields = Readonly<Record<string, string | null>>;

/** Who signs in by Basic. */
export interface Person {
  readonly name: string;
  readonly password: string;
}

export const basic = ({ name, password }: Person): string =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

export const masterOf = ({ password }: Pick<Installation, 'password'>): Person => ({
  name: 'master@tenantry.test',
  password,
});

/**
 * Speaks the protocol as a person, the installation's master where nobody else is named, and holds
 * every answer against what every reply must carry. A header of null is not sent.
 */
export const clientOf = (installation: Installation, person = masterOf(installation)) => {
  const { http } = installation;
  const send = async (
    method: string,
    path: string,
    body: string | Uint8Array<ArrayBuffer> | null = null,
    fields: HeaderFields = {},
  ) => {
    const headers = new Headers();
    const all = { Authorization: basic(person), ...fields };
    for (const [name, value] of Object.entries(all)) if (value !== null) headers.set(name, value);
    return conforming(
      await fetchDescribed(
        http,
        new Request(`http://host${root}${path}`, { method, headers, body }),
      ),
    );
  };
  const json = { 'Content-Type': 'application/json' };
  return {
    send,
    create: (body: unknown, fields: HeaderFields = {}) =>
      send('POST', '', JSON.stringify(body), { ...json, ...fields }),
    /** By query alone, or beside a body. */
    createBy: (query: string, body?: unknown, fields: HeaderFields = {}) =>
      body === undefined
        ? send('POST', `?${query}`, null, fields)
        : send('POST', `?${query}`, JSON.stringify(body), { ...json, ...fields }),
    /** The body as it stands here, byte for byte. */
    createRaw: (body: string | Uint8Array<ArrayBuffer>, fields: HeaderFields = {}) =>
      send('POST', '', body, { ...json, ...fields }),
    correct: (id: string | number, body: unknown, fields: HeaderFields = {}) =>
      send('PATCH', `/${id}`, JSON.stringify(body), { ...json, ...fields }),
    show: (id: string | number, fields: HeaderFields = {}) => send('GET', `/${id}`, null, fields),
    list: (query = '') => send('GET', query === '' ? '' : `?${query}`),
  };
};

const root = '/api/v1/partners';

export const errorsOf = ({ body }: Answer): Readonly<Record<string, Constraint>> => {
  const errors = body['errors'];
  return typeof errors === 'object' && errors !== null ? { ...errors } : {};
};

/** The attributes that a 409 names, sorted. */
export const attributesOf = (answer: Answer): readonly string[] =>
  Object.keys(errorsOf(answer)).toSorted();

export const codeOf = ({ status, body }: Answer): string => `${status} ${body.errorCode ?? ''}`;

/** The number that the partner was given. */
export const idOf = ({ status, body }: Answer): number => {
  expect(status).toBe(200);
  return Number(body['id']);
};

let given = 0;

/** A number that was not given before. */
export const distinct = (): number => {
  given += 1;
  return given;
};

/** The least that a partner is made of; each time another. */
export const partner = (parent: object, more: object = {}) => ({
  name: `Partner ${distinct()}`,
  parent,
  contact: contact(),
  ...more,
});

export const contact = (more: object = {}) => ({
  userName: `person.${distinct()}`,
  firstName: 'Jane',
  lastName: 'Doe',
  email: `person${distinct()}@example.com`,
  phone: '+15555550100',
  ...more,
});

const roles: Readonly<Record<Power, number>> = { manage: 1, provision: 2, read: 3 };

/** Somebody who signs in to an account, with a power there. */
export const personIn = async (
  { ports }: Pick<Installation, 'ports'>,
  account: Account,
  power: Power = 'manage',
): Promise<Person> => {
  const { ids, secrets, persistence } = ports;
  const name = `user.${distinct()}`;
  const password = `the password of ${name}`;
  const email = EmailAddress.parse(`${name}@example.com`);
  const userId = UserId.parse(ids.uuid());
  const added = await persistence.transact(async ({ access }) => {
    await access.addUser({
      id: userId,
      email,
      credential: { hash: `sha256:${secrets.digest(password)}`, origin: 'own', generation: 1 },
    });
    return access.addMembership({
      id: MembershipId.parse(ids.uuid()),
      accountId: account.id,
      name: PersonName.parse(name),
      userName: UserName.parse(name),
      email,
      roles: [RoleId.parse(roles[power])],
      status: 'active',
      generation: 0,
      userId,
    });
  });
  expectOk(added.ok ? ok(added.value) : added);
  return { name, password };
};

/** A partner beneath an account, made without the protocol, and somebody who manages it. */
export const partnerBeneath = async (installation: Installation, above: Account, name?: string) => {
  const { app } = installation;
  const { name: made, contact: person } = partner({});
  const { account } = expectOk(
    await app.partners.create(
      { name: name ?? made, contact: person },
      { caller: app.as.account(above.id) },
    ),
  );
  return { account, person: await personIn(installation, account) };
};

/** A partner beneath the master whose contact has accepted an invitation. */
export const contactWhoSignsIn = async (installation: Installation, userName?: string) => {
  const { app, master, ports } = installation;
  const { ids, secrets, persistence } = ports;
  const name = userName ?? `contact.${distinct()}`;
  const { name: made, contact: person } = partner({}, { contact: contact({ userName: name }) });
  const { account } = expectOk(
    await app.partners.create(
      { name: made, contact: person },
      { caller: app.as.account(master.id) },
    ),
  );
  const password = `the password of ${name}`;
  const userId = UserId.parse(ids.uuid());
  const accepted = await persistence.transact(async ({ accounts, access }) => {
    const found = await accounts.findPartner('installation', account.id);
    if (found?.contactMember.status !== 'invited') throw new Error('nobody is invited');
    const { invitation: _, ...place } = found.contactMember;
    await access.addUser({
      id: userId,
      email: place.email,
      credential: { hash: `sha256:${secrets.digest(password)}`, origin: 'own', generation: 1 },
    });
    return accounts.savePartner({
      ...found,
      account: { ...found.account, version: found.account.version + 1 },
      contactMember: { ...place, status: 'active', userId },
    });
  });
  expectOk(accepted);
  return { account, email: person.email, person: { name, password } };
};

async function conforming(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const text = await response.text();
  expect(headers.get('Content-Type')).toBe('application/json; charset=utf-8');
  expect(headers.get('Cache-Control')).toBe('no-store');
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('Content-Length')).toBe(String(Buffer.byteLength(text)));
  expect(headers.get('X-Request-Id')).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  const body: Answer['body'] = JSON.parse(text);
  const answer = { status, headers, text, body };
  if (status === 200)
    expect(Object.keys(body)).toContain(body['total'] === undefined ? 'id' : 'data');
  else expectError(answer);
  expect(headers.has('WWW-Authenticate')).toBe(status === 401);
  expect(headers.has('Allow')).toBe(status === 405);
  if (status === 429 || status === 503) expect(headers.has('Retry-After')).toBe(true);
  expectAllowance(headers);
  return answer;
}

function expectError(answer: Answer): void {
  const { status, body, headers } = answer;
  const fields = ['uuid', 'errorCode', 'message'];
  expect(Object.keys(body).toSorted()).toEqual(
    [...fields, ...(status === 409 ? ['errors', 'success'] : [])].toSorted(),
  );
  expect(body['uuid']).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(body.errorCode).toBe(7000 + status);
  expect(body['message']).toMatch(/./);
  if (status !== 409) return;
  expect(body['success']).toBe(false);
  expect(errorsOf(answer)).not.toEqual({});
  for (const [attribute, constraint] of Object.entries(errorsOf(answer))) {
    expect(Object.keys(constraint)).toEqual(['attribute', 'message', 'errorCode']);
    expect(constraint.attribute).toBe(attribute);
    expect(constraint.message).toMatch(
      /^(is|must|stands|has|holds|cannot|grants|ends|does|would) /,
    );
    expect(constraint.errorCode).toSatisfy((code) => code >= 1001 && code <= 1015);
  }
  expect(headers.has('X-Account-Id')).toBe(false);
}

/** All three of them, or none. */
function expectAllowance(headers: Headers): void {
  const names = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'];
  const [limit, remaining, reset] = names.map((name) => headers.get(name));
  if (limit === null) {
    expect([remaining, reset]).toEqual([null, null]);
    return;
  }
  expect(limit).toMatch(/^\d+$/);
  expect(remaining).toMatch(/^\d+$/);
  expect(Number(remaining)).toBeLessThan(Number(limit));
  expect(reset).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000Z$/);
}
