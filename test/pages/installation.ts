import { createMailbox } from '@tenantry/email';
import { createHttp } from '@tenantry/http';
import { expect } from 'vitest';
import { expectOk, type InstallationOptions, openInstallation } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';
import { type Element, readMarkup } from './markup.ts';

export const origin = 'https://tenantry.test';

/** A password that keeps every rule. */
export const good = 'four blue kettles';
export const another = 'nine green ladders';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  readonly elements: readonly Element[];
  /** All that a reader would see. */
  readonly text: string;
  /** What is wrong: the texts of the summary. */
  readonly troubles: readonly string[];
}

type Sent = Readonly<Record<string, string>>;

/** An installation in memory whose pages are looked at; every page is held against what all must be. */
export const openPages = async (options: InstallationOptions = {}) => {
  const installation = await openInstallation({
    publicUrl: origin,
    hasher: quickHasher(),
    ...options,
  });
  const { app, clock, letters, lines, master } = installation;
  const mailbox = createMailbox({ clock });
  const http = createHttp(app, {
    telemetry: {
      log: (level, message, facts = {}) => lines.push({ level, message, facts }),
      count: () => {},
    },
    devMail: mailbox.kept,
  });
  const { publicUrl = origin } = options;
  const ask = async (method: string, path: string, headers: Sent = {}, body?: string) => {
    const init = { method, headers, ...(body === undefined ? {} : { body }) };
    return answerOf(await http.fetch(new Request(publicUrl + path, init)), method);
  };
  const caller = { caller: app.as.account(master.id) };
  return {
    ...installation,
    http,
    mailbox,
    ask,
    get: (path: string, headers: Sent = {}) => ask('GET', path, headers),
    /** As a browser sends what was typed into one of our forms. */
    post: (path: string, fields: Sent, headers: Sent = {}) =>
      ask('POST', path, { ...form, ...headers }, new URLSearchParams(fields).toString()),
    caller,
    /** The path of the link in the newest letter, when all that is owed has been sent. */
    mailedPath: async (): Promise<string> => {
      const before = letters.length;
      await app.deliverMail();
      for (const letter of letters.slice(before)) await mailbox.send(letter);
      return new URL(letters.at(-1)?.link ?? '').pathname;
    },
    invite: async (
      email: string,
      more: { readonly account?: string; readonly name?: string } = {},
    ) => expectOk(await app.members.invite({ name: 'Jane Doe', email, ...more }, caller)),
  };
};

export type Pages = Awaited<ReturnType<typeof openPages>>;

/** Somebody who has accepted an invitation, with the password `good`. */
export const joined = async (pages: Pages, email = 'jane@example.com'): Promise<void> => {
  await pages.invite(email);
  const path = await pages.mailedPath();
  const { status } = await pages.post(path, { password: good, passwordConfirmation: good });
  expect(status).toBe(200);
};

/** The path of a link by which a password is reset. */
export const resetPath = async (pages: Pages, email = 'jane@example.com'): Promise<string> => {
  expect((await pages.post('/password-reset', { email })).status).toBe(200);
  return pages.mailedPath();
};

/** Whether a password opens the installation to whoever has a mailbox. */
export const opens = async ({ app, master }: Pages, password: string, email = 'jane@example.com') =>
  (await app.sessions.issue({ grant: 'password', account: master.id, email, password })).ok;

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

async function answerOf(response: Response, method: string): Promise<Answer> {
  const { status, headers } = response;
  const body = await response.text();
  expect(headers.get('Cache-Control')).toBe('no-store');
  expect(headers.get('Referrer-Policy')).toBe('no-referrer');
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('X-Request-Id')).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(headers.has('Set-Cookie')).toBe(false);
  const isPage = headers.get('Content-Type') === 'text/html; charset=utf-8';
  if (!isPage || method === 'HEAD')
    return { status, headers, body, elements: [], text: '', troubles: [] };
  expect(headers.get('Content-Length')).toBe(String(Buffer.byteLength(body)));
  // A mail in its frame is no page of ours.
  if (headers.get('X-Frame-Options') === 'SAMEORIGIN')
    return { status, headers, body, elements: [], text: '', troubles: [] };
  expect(headers.get('X-Frame-Options')).toBe('DENY');
  expect(headers.get('Content-Security-Policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; form-action 'self'; frame-ancestors 'none'; base-uri 'none'(?:; frame-src 'self')?$/,
  );
  const { elements, faults } = readMarkup(body);
  expect(faults).toEqual([]);
  const textsOf = (name: string) =>
    elements.filter((element) => element.name === name).map(({ text }) => text);
  const summary = elements.find(({ attributes }) => attributes.get('class') === 'summary');
  return {
    status,
    headers,
    body,
    elements,
    text: textsOf('main').join(),
    troubles: summary === undefined ? [] : summary.text.split('\n').slice(3).filter(Boolean),
  };
}

/** All headers but those that differ with every request. */
export const lasting = (headers: Headers) =>
  [...headers].filter(([name]) => name !== 'x-request-id');
