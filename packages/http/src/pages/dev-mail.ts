import type { Exchange, PageRoute, Reply } from '../route.ts';
import { type Html, html } from './html.ts';
import { contentPolicy, htmlContent, momentText, shown } from './page.ts';
import { refusedAt } from './refused.ts';

/** A mail that was kept instead of being sent. */
export interface KeptMail {
  /** Its place in a path: letters, digits, dashes. */
  readonly id: string;
  readonly at: Date;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const path = '/dev/mail';
const brand = 'Mail that was kept';
/** All that a mail in its frame may do: have a link followed, in the window around it. */
const followed = 'allow-top-navigation-by-user-activation';

/**
 * The mailbox of everybody, for development alone: whoever reads it can accept every invitation. So
 * it shows itself under the names of this machine and under the public one, and no site can have a
 * name of its own lead here and read it.
 */
export const devMailPages = (
  publicUrl: string,
  kept: () => readonly KeptMail[],
): readonly PageRoute[] => {
  const refused = refusedAt(publicUrl);
  const reading =
    (show: (mail: readonly KeptMail[], id: string) => Reply | undefined) =>
    async ({ request, requestId, parameters }: Exchange): Promise<Reply> => {
      if (!isHome(new URL(request.url), publicUrl))
        return refused({ kind: 'CrossSite' }, requestId);
      const page = show(kept(), parameters['id'] ?? '');
      return page ?? refused({ kind: 'PathNotFound' }, requestId);
    };
  const one = (show: (mail: KeptMail) => Reply) =>
    reading((mail, id) => {
      const found = mail.find((each) => each.id === id);
      return found === undefined ? undefined : show(found);
    });
  return [
    { method: 'GET', path, handle: reading((mail) => list(mail, publicUrl)) },
    { method: 'GET', path: `${path}/:id`, handle: one((mail) => letter(mail, publicUrl)) },
    { method: 'GET', path: `${path}/:id/html`, handle: one(framed) },
  ];
};

function isHome({ hostname, host }: URL, publicUrl: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname) || host === new URL(publicUrl).host;
}

const newestFirst = (mail: readonly KeptMail[]): readonly KeptMail[] =>
  mail.toSorted((one, other) => other.at.getTime() - one.at.getTime());

const list = (mail: readonly KeptMail[], publicUrl: string): Reply =>
  shown(200, {
    title: 'Mail',
    brand,
    wide: true,
    content: html`<h1>Mail</h1>
<p class="quiet">What this server has sent, newest first. Load this page again to see more.</p>
${
  mail.length === 0
    ? html`<p>There is none yet.</p>`
    : html`<ul class="mails">
${newestFirst(mail).map((each) => entry(each, publicUrl))}</ul>`
}`,
  });

const entry = ({ id, at, to, subject }: KeptMail, publicUrl: string): Html => html`<li>
<a href="${publicUrl}${path}/${id}"><bdi>${subject}</bdi></a>
<p class="quiet">To <bdi>${to.name}</bdi>, ${to.address}, on ${momentText(at)}</p>
</li>
`;

const letter = ({ id, at, to, subject, text }: KeptMail, publicUrl: string): Reply =>
  shown(
    200,
    {
      title: subject,
      brand,
      wide: true,
      content: html`<h1><bdi>${subject}</bdi></h1>
<p class="quiet">To <bdi>${to.name}</bdi>, ${to.address}, on ${momentText(at)}</p>
<h2>As HTML</h2>
<iframe title="The mail as HTML" src="${id}/html" sandbox="${followed}"></iframe>
<h2>As text</h2>
<pre>${linked(text, publicUrl)}</pre>
<p><a href="${publicUrl}${path}">All mail</a></p>`,
    },
    { 'Content-Security-Policy': contentPolicy({ 'frame-src': "'self'" }) },
  );

/** Our own links, and no others: a name that poses as a link stays a name. */
function linked(text: string, publicUrl: string): readonly Html[] {
  return text
    .split(/(\s+)/)
    .map((word) =>
      word.startsWith(`${publicUrl}/`) ? html`<a href="${word}">${word}</a>` : html`${word}`,
    );
}

/** The mail itself, as it goes into its frame. */
const framed = (mail: KeptMail): Reply => ({
  status: 200,
  headers: {
    'Content-Security-Policy': contentPolicy({
      'style-src': "'unsafe-inline'",
      'frame-ancestors': "'self'",
      'form-action': "'none'",
      sandbox: followed,
    }),
    'X-Frame-Options': 'SAMEORIGIN',
  },
  content: htmlContent(withBase(mail.html)),
});

const withBase = (text: string): string => {
  const base = '<base target="_top">';
  return /<head\b[^>]*>/i.test(text)
    ? text.replace(/<head\b[^>]*>/i, (head) => head + base)
    : base + text;
};
