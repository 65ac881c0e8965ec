import { type Issue, type IssueTokenInput, issue, type Path } from '@tenantry/domain';
import { type JsonObject, valueOf } from '../request/json.ts';
import { unparsed } from '../request/unparsed.ts';

/** What a request for a token asks for. */
export interface TokenRequest {
  /** In the domain's words; its values are as they were sent. */
  readonly command: IssueTokenInput;
  /** What is wrong with the request besides the command's own faults. */
  readonly issues: readonly Issue[];
  /** Whether every credential in the headers is the very key of the command. */
  readonly headersAgree: boolean;
  /** Where a part of the command stands in the request. */
  readonly placeOf: (path: Path) => Path;
}

const members = ['grant', 'userName', 'account', 'email', 'password', 'scope'] as const;

/** Each is what the key may be called; the first that is there counts. */
const keyNames = ['key', 'apiKey', 'api_key'] as const;

/** Reads the body, and the key in the headers where the body has none. */
export const readTokenRequest = (body: JsonObject, headers: Headers): TokenRequest => {
  const presented = keysIn(headers);
  const [keyName, ...otherNames] = keyNames.filter((name) => body.members.has(name));
  const inBody = keyName === undefined ? undefined : valueOf(body, keyName);
  const grant = valueOf(body, 'grant');
  const key = keyName === undefined && grant === 'api_key' ? presented[0] : inBody;
  const given: readonly (readonly [string, unknown])[] = [
    ...members.map((name) => [name, valueOf(body, name)] as const),
    ['key', key],
    ...strangersIn(body).map((name) => [name, null] as const),
  ];
  const placeOf = ([part, ...rest]: Path): Path =>
    part === undefined ? ['body'] : ['body', part === 'key' ? (keyName ?? part) : part, ...rest];
  return {
    command: unparsed<IssueTokenInput>(Object.fromEntries(given)),
    issues: [
      ...body.issues.map((found) => ({ ...found, path: ['body', ...found.path] })),
      ...otherNames
        .filter((name) => valueOf(body, name) !== inBody)
        .map((name) => issue(['body', name], 'mismatch', `must be the same as ${keyName}`)),
    ],
    // A password has no key, so nothing agrees with it.
    headersAgree: presented.every((one) => one === key),
    placeOf,
  };
};

/** What the headers present: `api_key`, and a bearer. Another scheme stands for no key at all. */
function keysIn(headers: Headers): readonly string[] {
  const apiKey = headers.get('api_key') ?? '';
  const authorization = headers.get('Authorization');
  return [
    ...(apiKey === '' ? [] : [apiKey]),
    ...(authorization === null ? [] : [/^bearer +(\S+)$/i.exec(authorization)?.[1] ?? '']),
  ];
}

/** Nobody reads more names than these, and each of them is refused alike. */
const mostStrangers = 100;

const known: ReadonlySet<string> = new Set([...members, ...keyNames]);

const strangersIn = (body: JsonObject): readonly string[] =>
  [...body.members.keys()].filter((name) => !known.has(name)).slice(0, mostStrangers);
