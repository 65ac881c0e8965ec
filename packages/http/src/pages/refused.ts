import type { Later, LinkVoid } from '@tenantry/domain';
import { bodyMebibytes } from '../request/body.ts';
import { formKibibytes } from '../request/form.ts';
import type { Refusal, Reply } from '../route.ts';
import { type Html, html } from './html.ts';
import { shown } from './page.ts';
import type { CrossSite } from './posted.ts';

/** Why there is no page, or nothing that a form could be shown again for. */
export type PageRefusal = Refusal | CrossSite | LinkVoid | Later;

interface Answer {
  readonly status: number;
  readonly title: string;
  readonly text: string;
}

const unreadable: Answer = {
  status: 400,
  title: 'This cannot be read',
  text: 'What was sent is incomplete, or is not what a form of these pages sends. Nothing was done.',
};

const away: Answer = {
  status: 503,
  title: 'Not just now',
  text: 'This cannot be done at the moment. Wait a little, then try again.',
};

const tooMany: Answer = {
  status: 429,
  title: 'Too many tries',
  text: 'Wait for a while, then try again.',
};

const answers: Readonly<Record<PageRefusal['kind'], Answer>> = {
  MalformedRequest: unreadable,
  BodyIncomplete: unreadable,
  CrossSite: {
    status: 403,
    title: 'This came from another site',
    text: 'A form of these pages counts only where it was filled in here. Nothing was done.',
  },
  PathNotFound: {
    status: 404,
    title: 'Nothing is here',
    text: 'There is no page at this address.',
  },
  MethodNotAllowed: {
    status: 405,
    title: 'Not in this way',
    text: 'This page can be looked at; what else can be done with it stands on it.',
  },
  LinkVoid: {
    status: 410,
    title: 'This link opens nothing',
    text: 'A link that we mail works once and for a limited time, and a newer invitation replaces an older one.',
  },
  BodyTooLarge: {
    status: 413,
    title: 'This is too much',
    text: `A form may have ${formKibibytes} KiB, and no request more than ${bodyMebibytes} MiB.`,
  },
  UnsupportedMediaType: {
    status: 415,
    title: 'This is no form',
    text: 'These pages take application/x-www-form-urlencoded in UTF-8, and nothing else.',
  },
  TooManyTries: tooMany,
  TooManyRequests: tooMany,
  Overloaded: away,
  InProgress: away,
  Busy: away,
  Unavailable: away,
  Fault: {
    status: 500,
    title: 'Something went wrong',
    text: 'It is our fault, not yours, and it was noted.',
  },
};

/**
 * A page that says why there is none. For one refusal it is always the same, byte for byte, but for
 * a fault: that is told by its request.
 */
export const refusedAt =
  (publicUrl: string) =>
  (refusal: PageRefusal, requestId: string): Reply => {
    const { status, title, text } = answers[refusal.kind];
    const content = html`<h1>${title}</h1>
<p>${text}</p>
${nextStep(refusal, publicUrl, requestId)}`;
    return shown(status, { title, content }, headersOf(refusal));
  };

function headersOf(refusal: PageRefusal): Reply['headers'] {
  if ('allow' in refusal) return { Allow: refusal.allow.join(', ') };
  return 'retryAfter' in refusal ? { 'Retry-After': String(Math.ceil(refusal.retryAfter)) } : {};
}

function nextStep({ kind }: PageRefusal, publicUrl: string, requestId: string): Html | undefined {
  if (kind === 'CrossSite')
    return html`<p>These pages are at <a href="${publicUrl}/password-reset">${publicUrl}</a>.</p>`;
  if (kind === 'Fault')
    return html`<p>If it stays so, tell us this number: <code>${requestId}</code></p>`;
  if (kind !== 'LinkVoid') return undefined;
  return html`<p>Were you invited? If you have accepted already, just sign in. If not, ask whoever invited
you to send the invitation again.</p>
<p>Did you want a new password? <a href="${publicUrl}/password-reset">Ask for a new link</a>.</p>`;
}
