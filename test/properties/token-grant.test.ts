import { type IssueCode, parseIssueToken } from '@tenantry/domain';
import {
  accepts,
  anyTexts,
  apiKeys,
  deeplyFrozen,
  type FaultyCommand,
  type PlantedFault,
  parserOfCommand,
  reportsEveryFault,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const parse = parserOfCommand(parseIssueToken);

const faultsOf = (input: unknown): readonly string[] => {
  const parsed = parse(input);
  return parsed.ok ? [] : parsed.error.map(({ path, code }) => [...path, code].join('/'));
};

/** Whatever it holds, a proof that is a text is none of the parser's business. */
const proofs = fc.oneof(anyTexts(), apiKeys(), fc.constant(''));

const accounts = fc.oneof(anyTexts(), fc.double(), fc.nat());

const scopes = fc.constantFrom('', ' ', 'kyc:api', ' kyc:api ');

const byKey = fc.record(
  { grant: fc.constant('api_key' as const), key: proofs, scope: scopes },
  { requiredKeys: ['grant', 'key'] },
);
const byUserName = fc.record(
  { grant: fc.constant('password' as const), userName: proofs, password: proofs, scope: scopes },
  { requiredKeys: ['grant', 'userName', 'password'] },
);
const byMailbox = fc.record(
  {
    grant: fc.constant('password' as const),
    account: accounts,
    email: proofs,
    password: proofs,
    scope: scopes,
  },
  { requiredKeys: ['grant', 'account', 'email', 'password'] },
);
const grants = fc.oneof(byKey, byUserName, byMailbox);

/** A member with what is to be found at it; absent where it has no value. */
interface Member {
  readonly value?: unknown;
  readonly codes: readonly IssueCode[];
}

const member = (value: fc.Arbitrary<unknown>, ...codes: readonly IssueCode[]) =>
  value.map((one): Member => ({ value: one, codes }));

const absent = (...codes: readonly IssueCode[]) => fc.constant<Member>({ codes });

const nothings = fc.constant(null);
const others = fc.constantFrom<unknown>(true, false, {}, [], ['x'], { length: 1 });

const text = fc.oneof(member(proofs), member(nothings, 'required'), member(others, 'type'));
const number = member(fc.nat(), 'type');

const asked = {
  text: fc.oneof(text, number, absent('required')),
  account: fc.oneof(
    member(accounts),
    member(nothings, 'required'),
    member(others, 'type'),
    absent('required'),
  ),
  scope: fc.oneof(
    absent(),
    member(scopes),
    member(nothings, 'required'),
    member(others, 'type'),
    member(fc.constantFrom('kyc', 'KYC:API', 'kyc:api admin', 'kyc:api\tkyc:api'), 'unknown'),
    member(fc.constantFrom('kyc:api kyc:api', 'kyc:api  kyc:api kyc:api'), 'duplicate'),
    member(fc.constant('x'.repeat(256)), 'tooLong'),
  ),
  stranger: fc.oneof(absent(), member(fc.anything(), 'unknown')),
};

/** Where the grant is not known, a member of any of them may be there or not. */
const perhaps = {
  text: fc.oneof(text, number, absent()),
  account: fc.oneof(
    member(accounts),
    member(nothings, 'required'),
    member(others, 'type'),
    absent(),
  ),
};

const strangers = {
  Key: asked.stranger,
  apiKey: asked.stranger,
  constructor: asked.stranger,
  ' grant': asked.stranger,
  '': asked.stranger,
};

const named = (value: string) => member(fc.constant(value));

const commands: fc.Arbitrary<FaultyCommand> = fc
  .oneof(
    fc.record({
      grant: named('api_key'),
      key: asked.text,
      scope: asked.scope,
      password: asked.stranger,
      ...strangers,
    }),
    fc.record({
      grant: named('password'),
      // It is there, or else an account is what is asked for.
      userName: fc.oneof(text, number),
      password: asked.text,
      account: asked.stranger,
      email: asked.stranger,
      scope: asked.scope,
      ...strangers,
    }),
    fc.record({
      grant: named('password'),
      account: asked.account,
      email: asked.text,
      password: asked.text,
      key: asked.stranger,
      scope: asked.scope,
      ...strangers,
    }),
    fc.record({
      grant: fc.oneof(
        absent('required'),
        member(nothings, 'required'),
        member(fc.constantFrom<unknown>('', 'API_KEY', 'refresh_token', 1, [], {}), 'unknown'),
      ),
      key: perhaps.text,
      userName: perhaps.text,
      account: perhaps.account,
      email: perhaps.text,
      password: perhaps.text,
      scope: asked.scope,
      ...strangers,
    }),
  )
  .map((members) => commandOf(Object.entries(members)))
  .filter(({ faults }) => faults.length > 0);

function commandOf(members: readonly (readonly [string, Member])[]): FaultyCommand {
  // A stranger whose value is undefined is as good as absent.
  const there = members.filter(([, found]) => found.value !== undefined || !('value' in found));
  return {
    input: Object.fromEntries(
      there.flatMap(([name, found]) => ('value' in found ? [[name, found.value]] : [])),
    ),
    faults: there.flatMap(([name, { codes }]): readonly PlantedFault[] =>
      codes.map((code) => ({ path: [name], code })),
    ),
  };
}

describe('a grant', () => {
  it('is taken whole, its proof as it was given', () => {
    fc.assert(
      accepts(parse, grants, (grant, given) => {
        expect(grant).toEqual({
          ...given,
          ...(given.scope === undefined
            ? {}
            : { scope: given.scope.trim() === '' ? [] : ['kyc:api'] }),
        });
        return true;
      }),
      { numRuns: 300 },
    );
  });

  it('has every fault reported at its place, and is read without being changed', () => {
    fc.assert(
      reportsEveryFault((input) => parse(deeplyFrozen(input)), commands),
      { numRuns: 1_000 },
    );
  });

  it.each<[unknown, readonly string[]]>([
    [{}, ['grant/required']],
    [{ grant: 'api_key' }, ['key/required']],
    [{ grant: 'password' }, ['account/required', 'email/required', 'password/required']],
    [{ grant: 'password', userName: 'u' }, ['password/required']],
    [
      { grant: 'password', userName: 'u', account: 1, email: 'e', password: 'p' },
      ['account/unknown', 'email/unknown'],
    ],
    [{ grant: 'api_key', key: 'k', password: 'p' }, ['password/unknown']],
    [{ grant: 'token', key: 1, scope: 'admin' }, ['grant/unknown', 'key/type', 'scope/unknown']],
    [JSON.parse('{"grant":"api_key","key":"k","__proto__":{}}'), ['__proto__/unknown']],
    [null, ['required']],
    [undefined, ['required']],
    ['password', ['type']],
    [[], ['type']],
    [[{ grant: 'api_key', key: 'k' }], ['type']],
  ])('%j: %j', (given, faults) => {
    expect(faultsOf(given)).toEqual(faults);
  });

  it('is refused or taken, never thrown at', () => {
    const almost = fc
      .tuple(grants, fc.constantFrom('grant', 'key', 'account', 'scope', 'x'), fc.anything())
      .map(([grant, name, value]) => ({ ...grant, [name]: value }));
    fc.assert(
      fc.property(fc.oneof(almost, fc.anything()), (given) => {
        expect(() => parse(given)).not.toThrow();
      }),
      { numRuns: 1_000 },
    );
  });

  it('has nothing of its proof in what is said of it', () => {
    const marker = 'Zq9-marker';
    const input = {
      grant: marker,
      key: [marker],
      userName: { marker },
      account: [marker],
      email: [marker],
      password: [marker],
      scope: `kyc:api ${marker}`,
    };
    const parsed = parse(input);
    const messages = parsed.ok ? [] : parsed.error.map(({ message }) => message);
    expect(messages).toHaveLength(7);
    expect(messages.join('\n')).not.toContain(marker);
  });
});
