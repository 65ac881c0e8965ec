import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FailureKind, IssueCode } from '@tenantry/domain';
import { messageFor } from '@tenantry/domain';
import { expect, it } from 'vitest';
import type { Explain } from './description.ts';
import { table, withTables } from './made-tables.test.kit.ts';
import { explain as management } from './management/errors.ts';
import { outcomeSamples } from './openapi/outcome-samples.ts';
import { explain as adminAccountsV1 } from './protocols/admin-accounts-v1/explain.ts';
import { explain as customersV2 } from './protocols/customers-v2/explain.ts';
import { explain as partnersV1 } from './protocols/partners-v1/explain.ts';
import { issueCodes } from './protocols/partners-v1/issue-codes.ts';
import { explain as partnersV8 } from './protocols/partners-v8/explain.ts';
import type { RefusalKind } from './refusal.ts';

const page = join(import.meta.dirname, '../../../docs/errors.md');

const interfaces: Readonly<Record<string, Explain>> = {
  '`/v1`': management,
  'customers-v2': customersV2,
  'partners-v1': partnersV1,
  'partners-v8': partnersV8,
  'admin-accounts-v1': adminAccountsV1,
};

/** What HTTP itself refuses: what it means, and what to do about it. */
const refusals: Readonly<Record<RefusalKind, readonly [meaning: string, cure: string]>> = {
  MalformedRequest: ['a request that is not written as it must be', 'mend the client'],
  BodyIncomplete: ['a body that ends before its `Content-Length`', 'send it again'],
  PathNotFound: ['nothing is at this path', 'look at the path, and at `TENANTRY_PUBLIC_URL`'],
  MethodNotAllowed: ['the path takes other methods', 'use one of `Allow`'],
  BodyTooLarge: ['a body past the limit', 'send less at once'],
  UnsupportedMediaType: [
    'a `Content-Type` that is not taken, another encoding than UTF-8, or a compressed body',
    'send what the interface takes',
  ],
  TooManyRequests: [
    'more than policy lets one account or one address ask',
    'wait for `Retry-After`; `RateLimit` tells beforehand',
  ],
  Overloaded: [
    'more than the process can answer in good time; nothing was done',
    'wait for `Retry-After`; add a server',
  ],
  Fault: [
    'a fault of ours; it is in the log, under the request id',
    'look there; try again under the same `Idempotency-Key`',
  ],
};

const isRefusal = (kind: FailureKind | RefusalKind): kind is RefusalKind =>
  Object.hasOwn(refusals, kind);

/** How each of the five answers, by the table that it answers from. */
const answersTo = (kind: FailureKind | RefusalKind): readonly string[] =>
  Object.values(interfaces).map((explain) => {
    const { status, code, otherCodes = [] } = explain(kind);
    const codes = [code, ...otherCodes].filter((each) => each !== undefined && each !== kind);
    return [status, ...codes.map((each) => `\`${each}\``)].join(' ');
  });

const kinds = Object.values(outcomeSamples([])).map(({ kind }) => kind);

const answers = (): string =>
  table(
    ['outcome', ...Object.keys(interfaces)],
    kinds
      .filter((kind) => !isRefusal(kind))
      .toSorted()
      .map((kind) => [`\`${kind}\``, ...answersTo(kind)]),
  );

const refused = (): string =>
  table(
    ['refusal', 'means', 'what to do', ...Object.keys(interfaces)],
    kinds
      .filter(isRefusal)
      .toSorted()
      .map((kind) => [`\`${kind}\``, ...refusals[kind], ...answersTo(kind)]),
  );

const everyIssue: Readonly<Record<IssueCode, number>> = issueCodes;

const isIssueCode = (code: string): code is IssueCode => Object.hasOwn(everyIssue, code);

const issues = (): string =>
  table(
    ['code', 'the value', 'partners-v1'],
    Object.keys(everyIssue)
      .filter(isIssueCode)
      .map((code) => [`\`${code}\``, messageFor(code), String(everyIssue[code])]),
  );

it('docs/errors.md has the statuses and codes that the interfaces answer with', async () => {
  const text = readFileSync(page, 'utf8');
  const tables = { answers: answers(), refusals: refused(), issues: issues() };
  await expect(withTables(text, tables)).toMatchFileSnapshot(page);
});
