import type { Accepted, Application, InvitationShown } from '@tenantry/domain';
import type { Exchange, PageRoute, Reply } from '../route.ts';
import type { Field } from './form.ts';
import { type FormPage, formPage, lengthHint, newPasswordFields } from './form-page.ts';
import { type Html, html } from './html.ts';
import { momentText, shown } from './page.ts';
import { posted } from './posted.ts';
import { refusedAt } from './refused.ts';
import { type Again, again } from './setback.ts';

const path = '/invitations/:token';

/**
 * Where an invitation leads. Looking at it, however often, uses nothing up: mail is read by scanners
 * before it is read by people.
 */
export const invitationPages = (app: Application): readonly PageRoute[] => {
  const { invitations, publicUrl } = app;
  const refused = refusedAt(publicUrl);

  const show = async (
    { parameters, requestId }: Exchange,
    againFor?: (fields: readonly Field[]) => Again,
  ): Promise<Reply> => {
    const looked = await invitations.look({ token: parameters['token'] ?? '' }, { requestId });
    if (!looked.ok) return refused(looked.error, requestId);
    const page = pageOf(looked.value, publicUrl);
    return formPage(page, againFor?.(page.fields));
  };

  const accept = async (exchange: Exchange): Promise<Reply> => {
    const { request, requestId, parameters } = exchange;
    const fields = await posted(request, publicUrl, ['password', 'passwordConfirmation']);
    if (!fields.ok) return refused(fields.error, requestId);
    const accepted = await invitations.accept(
      {
        token: parameters['token'] ?? '',
        password: fields.value('password'),
        passwordConfirmation: fields.value('passwordConfirmation'),
      },
      { requestId, channel: 'pages' },
    );
    if (accepted.ok) {
      exchange.recognise({ accountId: accepted.value.account.id });
      return welcome(app, accepted.value);
    }
    const { error } = accepted;
    if (error.kind === 'LinkVoid') return refused(error, requestId);
    return show(exchange, (shownFields) => again(error, shownFields, wrongPassword));
  };

  return [
    { method: 'GET', path, handle: (exchange) => show(exchange) },
    { method: 'POST', path, handle: accept },
  ];
};

const wrongPassword = { field: 'password', text: 'That is not the password that you have here.' };

function pageOf(invitation: InvitationShown, publicUrl: string): FormPage {
  const { brand, accountName, name, email, until, demands, passwordMinimum } = invitation;
  const mailbox: Field = {
    kind: 'mailbox',
    name: 'mailbox',
    label: 'Your e-mail address',
    value: email,
  };
  const greeting = html`<p>Hello <bdi>${name}</bdi>, you are invited to join
<strong><bdi>${accountName}</bdi></strong> at <bdi>${brand}</bdi>.</p>`;
  const after = html`<p class="quiet">This invitation can be accepted until ${momentText(until)}. If you did
not expect it, just close this page.</p>`;
  const page = {
    brand,
    title: 'Your invitation',
    heading: html`Join <bdi>${accountName}</bdi>`,
    action: 'Accept the invitation',
  };
  if (demands === 'newPassword')
    return {
      ...page,
      before: html`${greeting}
<p>Choose a password. From then on you sign in with it.</p>`,
      fields: [
        mailbox,
        ...newPasswordFields('password', 'passwordConfirmation', lengthHint(passwordMinimum)),
      ],
      after,
    };
  return {
    ...page,
    before: html`${greeting}
<p>You already have a password here. Enter it to show that it is you.</p>`,
    fields: [mailbox, { kind: 'password', name: 'password', label: 'Your password' }],
    after: html`<p><a href="${publicUrl}/password-reset">Forgotten your password?</a></p>
${after}`,
  };
}

async function welcome(app: Application, accepted: Accepted): Promise<Reply> {
  const { account, email, userName } = accepted;
  const brand = await app.brand();
  const row = (term: string, text: string): Html => html`<dt>${term}</dt>
<dd><bdi>${text}</bdi></dd>
`;
  return shown(200, {
    title: 'Welcome',
    ...(brand.ok ? { brand: brand.value } : {}),
    content: html`<h1>Welcome to <bdi>${account.name}</bdi></h1>
<p>You have accepted the invitation. From now on you can sign in with your password:</p>
<dl>
${userName === undefined ? undefined : row('User name', userName)}${row('E-mail address', email)}${row(
  'Address of the account',
  app.accounts.urlOf(account),
)}</dl>
<p class="quiet">You are not signed in by this, and the link in your mail is used up.</p>`,
  });
}
