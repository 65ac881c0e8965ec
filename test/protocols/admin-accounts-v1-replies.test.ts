import { anyTexts } from '@tenantry/testing';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';
import { clientOf, jane, mediaTypes, xmlEscaped } from './admin-accounts-v1-client.ts';
import { openInstallation } from './installation.ts';
import { quickHasher } from './quick-hasher.ts';

let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  client = clientOf(await openInstallation({ hasher: quickHasher() }));
});

const hostile = fc.constantFrom(
  ']]>',
  '<',
  '&',
  '"',
  "'",
  '<!--',
  '&#0;',
  '\u0000',
  '\u0001',
  '\u000b',
  '\r',
  '\u001f',
  '\u007f',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\ufffe',
  '\uffff',
  '\ud800',
  '\udfff',
  '\u{1fffe}',
  '\u{10ffff}',
);

const texts = fc.array(fc.oneof(hostile, anyTexts()), { maxLength: 6 }).map((all) => all.join(''));

/** Whatever is sent, the reply is read by a strict parser, and holds what it says in either format. */
it('replies are well-formed, whatever was sent, and say the same in every format', async () => {
  let replies = 0;
  await fc.assert(
    fc.asyncProperty(
      texts,
      fc.constantFrom('key', 'value', 'account', 'raw', 'attempt'),
      fc.boolean(),
      async (text, where, asXml) => {
        const told = [];
        for (const Accept of mediaTypes) {
          const fields = {
            Accept,
            ...(where === 'attempt' && { 'Idempotency-Key': encodeURI(text.toWellFormed()) }),
          };
          const account = where === 'account' ? `${encodeURIComponent(text.toWellFormed())}x` : 1;
          const sending = { account, fields, type: asXml ? 'text/xml' : 'text/json' };
          const body = asXml ? xmlBody(text, where) : jsonBody(text, where);
          const { status, code, reason } = await client.send(body, sending);
          told.push({ status, code, reason: inXml(reason ?? '') });
          replies += 1;
        }
        expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
        expect(told[0]?.status).toBeGreaterThanOrEqual(400);
      },
    ),
    { numRuns: rounds(280) },
  );
  expect(replies).toBeGreaterThan(1000);
});

function jsonBody(text: string, where: string): string {
  if (where === 'raw') return text;
  const key = JSON.stringify(where === 'key' ? text : 'Unknown');
  const value = JSON.stringify(where === 'value' ? text : 'x');
  const whole = JSON.stringify({ ...jane, Email: 'x' });
  return `${whole.slice(0, -1)},${key}:${value},${key}:{},"Firstname":${value}}`;
}

function xmlBody(text: string, where: string): string {
  if (where === 'raw') return text.toWellFormed();
  const value = where === 'value' ? xmlEscaped(text.toWellFormed()) : 'x';
  const name = where === 'key' ? text.toWellFormed() : 'Firstname';
  return `<AccountRegisterRequest><${name}>${value}</${name}></AccountRegisterRequest>`;
}

/** The form in which XML has a text: what it cannot hold is replaced. */
const inXml = (text: string): string =>
  text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd');
