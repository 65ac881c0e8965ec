import type { Application } from '@tenantry/domain';
import { expectOk, type openInstallation } from '../../protocols/installation.ts';
import type { Made, Manner } from './made.ts';

/** What is there by now: ids, cursors and tags out of answers, for the requests after them. */
export interface Pool {
  /** Something that may stand in a parameter of this name; undefined where nothing is known. */
  readonly pick: (parameter: string, path: string, chance: number) => string | undefined;
  /** A body with what is there in the places of ids and credentials, now and then. */
  readonly filled: (body: string, next: () => number) => string;
  /** The headers that prove who calls, or do not. */
  readonly proof: (
    proofs: readonly string[],
    path: string,
    manner: Manner,
    chance: number,
  ) => Readonly<Record<string, string>>;
  /** Takes what can be used again out of an answer. */
  readonly harvest: (made: Made, response: Response, text: string) => void;
}

/** No more of each are kept, the newest. */
const most = 60;

const kinds: Readonly<Record<string, string>> = {
  account: 'account',
  beneath: 'account',
  parent: 'account',
  'parent.id': 'account',
  member: 'member',
  key: 'key',
  cursor: 'cursor',
  after: 'cursor',
  'If-Match': 'tag',
  address: 'address',
  login: 'login',
  password: 'password',
  refresh_token: 'refresh',
  partner: 'name',
};

/** Whatever else is called an id is most likely one of an account. */
const kindOfParameter = (name: string): string =>
  kinds[name] ?? (/id$/i.test(name) ? 'account' : '');

/** Of an installation: calls as its master account, which nothing that comes may put out. */
export const poolOf = async ({
  app,
  master,
  key,
  password,
}: Awaited<ReturnType<typeof openInstallation>>): Promise<Pool> => {
  const known = new Map<string, string[]>();
  const add = (kind: string, text: string): void => {
    const all = known.get(kind) ?? [];
    if (all.includes(text)) return;
    known.set(kind, [...all, text].slice(-most));
  };
  const email = 'master@tenantry.test';
  const issued = async (scope?: 'kyc:api') => issuedFor(app, key, scope);
  const tokens = { any: await issued(), customers: await issued('kyc:api') };
  const signedIn = expectOk(await app.sessions.signIn({ userName: email, password }));
  add('refresh', signedIn.refreshToken.reveal());
  for (const [kind, text] of [
    ['address', master.address],
    ['login', email],
    ['password', password],
    ['account', master.id],
    ['account', String(master.number)],
    ['name', master.name],
  ] as const)
    add(kind, text);

  const pick: Pool['pick'] = (parameter, path, chance) => {
    const isPartner = path.startsWith('/api/v1/partners') || path.endsWith('/phrase-checks');
    const kind = isPartner && parameter !== 'partner' ? 'partner' : kindOfParameter(parameter);
    // Much can be done in the account that calls alone, which is the oldest that is known.
    if (kind === 'account' && chance % 3 === 0) return master.id;
    const all = known.get(kind) ?? [];
    return all[chance % Math.max(1, all.length)];
  };

  const basic = `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`;
  const right = (scheme: string | undefined, path: string): Readonly<Record<string, string>> => {
    if (scheme === 'apiKey') return { api_key: key };
    if (scheme === 'basic') return { Authorization: basic };
    const token = path.startsWith('/v2') ? tokens.customers : tokens.any;
    return { Authorization: `Bearer ${token}` };
  };

  return {
    pick,
    filled: (body, next) =>
      body
        .replace(/"version":-?[0-9]+/, '"version":1')
        .replaceAll(/"(parent|login|password|key|userName)":"[^"]*"/g, (whole, name: string) => {
          if (next() % 3 === 0) return whole;
          const text = name === 'userName' ? email : name === 'key' ? key : pick(name, '', next());
          // A name that signs in is wanted where somebody signs in alone.
          if (text === undefined || (name === 'userName' && !whole.includes('grant'))) return whole;
          return `"${name}":${JSON.stringify(text)}`;
        }),
    proof: (proofs, path, manner, chance) => {
      if (proofs.length === 0 || manner === 'unproven') return {};
      if (manner !== 'wrongly proven') return right(proofs[chance % proofs.length], path);
      const wrong = [
        { api_key: 'tenantry_wrong' },
        { api_key: `${key}, ${key}` },
        { Authorization: 'Bearer wrong' },
        { Authorization: `Basic ${Buffer.from('nobody@example.com:wrong').toString('base64')}` },
        { Authorization: 'Basic !!!' },
        { Authorization: `Bearer ${tokens.any}x` },
        { ...right(proofs[0], path), api_key: 'tenantry_wrong' },
      ] as const;
      return wrong[chance % wrong.length] ?? {};
    },
    harvest: ({ operation }, { headers, status }, text) => {
      const tag = headers.get('ETag');
      if (tag !== null) add('tag', tag);
      if (status >= 300 || !(headers.get('Content-Type') ?? '').includes('json')) return;
      const kind = kindOf(operation.id);
      for (const [, name = '', found = ''] of text.matchAll(/"(\w+)":"([^"\\]{1,200})"/g)) {
        if (name === 'id') add(kind, found);
        else if (name.endsWith('Id') && name !== 'requestId') add('account', found);
        if (name === 'nextCursor') add('cursor', found);
        if (name === 'refresh_token') add('refresh', found);
      }
      for (const [, found = ''] of text.matchAll(/"number":([0-9]+)/g))
        if (kind !== 'key') add(kind, found);
      if (kind === 'partner')
        for (const [, found = ''] of text.matchAll(/"id":([0-9]+)/g)) add(kind, found);
    },
  };
};

/** What the ids are of that an operation answers. */
function kindOf(operation: string): string {
  if (/Member|Invitation/.test(operation)) return 'member';
  if (/Key/.test(operation)) return 'key';
  return /^(create|correct|list|get)Partners?$/.test(operation) ? 'partner' : 'account';
}

async function issuedFor(app: Application, key: string, scope?: 'kyc:api'): Promise<string> {
  const command = { grant: 'api_key' as const, key, ...(scope === undefined ? {} : { scope }) };
  return expectOk(await app.sessions.issue(command)).token.reveal();
}
