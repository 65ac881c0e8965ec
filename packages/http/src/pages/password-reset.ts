import type { Application } from '@tenantry/domain';
import type { Exchange, PageRoute, Reply } from '../route.ts';
import type { Field } from './form.ts';
import { formPage, lengthHint, newPasswordFields } from './form-page.ts';
import { html } from './html.ts';
import { momentText, shown } from './page.ts';
import { posted } from './posted.ts';
import { refusedAt } from './refused.ts';
import { type Again, again } from './setback.ts';

const path = '/password-reset';

/** Where another password is asked for, and where the link that is mailed then leads. */
export const passwordResetPages = (app: Application): readonly PageRoute[] => [
  { method: 'GET', path, handle: (exchange) => showRequest(app, exchange, '') },
  { method: 'POST', path, handle: (exchange) => request(app, exchange) },
  { method: 'GET', path: `${path}/:token`, handle: (exchange) => showChoice(app, exchange) },
  { method: 'POST', path: `${path}/:token`, handle: (exchange) => choose(app, exchange) },
];

async function showRequest(
  { brand, publicUrl }: Application,
  { requestId }: Exchange,
  email: string,
  againFor?: (fields: readonly Field[]) => Again,
): Promise<Reply> {
  const named = await brand();
  if (!named.ok) return refusedAt(publicUrl)(named.error, requestId);
  const fields: readonly Field[] = [
    { kind: 'userName', name: 'email', label: 'E-mail address', value: email },
  ];
  return formPage(
    {
      brand: named.value,
      title: 'Reset your password',
      before: html`<p>Enter your e-mail address. We send a link to it that lets you choose a new password.</p>`,
      fields,
      action: 'Send the link',
      after: html`<p class="quiet">You know your password?
<a href="${publicUrl}/password-change">Change it here</a>.</p>`,
    },
    againFor?.(fields),
  );
}

/** The answer is one and the same, whoever has the mailbox and whether anybody has it. */
async function request(app: Application, exchange: Exchange): Promise<Reply> {
  const { brand, passwords, publicUrl } = app;
  const { requestId } = exchange;
  const refused = refusedAt(publicUrl);
  const fields = await posted(exchange.request, publicUrl, ['email']);
  if (!fields.ok) return refused(fields.error, requestId);
  const email = fields.value('email');
  const asked = await passwords.requestReset({ email }, { requestId, channel: 'pages' });
  if (!asked.ok) {
    const { error } = asked;
    return showRequest(app, exchange, email, (shownFields) => again(error, shownFields, noSuch));
  }
  const named = await brand();
  if (!named.ok) return refused(named.error, requestId);
  return shown(200, {
    brand: named.value,
    title: 'Check your mail',
    content: html`<h1>Check your mail</h1>
<p>If somebody here has that e-mail address, a link is on its way to it. It works once, and only for a
short time.</p>
<p class="quiet">Nothing arrives? Look into the spam folder, and check that the address was right. If you
have asked several times already, wait an hour and ask again.</p>`,
  });
}

const noSuch = { field: 'email', text: 'This cannot be asked for.' };

async function showChoice(
  { passwords, publicUrl }: Application,
  { parameters, requestId }: Exchange,
  againFor?: (fields: readonly Field[]) => Again,
): Promise<Reply> {
  const looked = await passwords.lookAtReset({ token: parameters['token'] ?? '' }, { requestId });
  if (!looked.ok) return refusedAt(publicUrl)(looked.error, requestId);
  const { brand, email, until, passwordMinimum } = looked.value;
  const fields: readonly Field[] = [
    { kind: 'mailbox', name: 'mailbox', label: 'Your e-mail address', value: email },
    ...newPasswordFields('password', 'passwordConfirmation', lengthHint(passwordMinimum)),
  ];
  return formPage(
    {
      brand,
      title: 'Choose a new password',
      before: html`<p>It replaces the old one, and signs out whatever is signed in with that.</p>`,
      fields,
      action: 'Change the password',
      after: html`<p class="quiet">The link works until ${momentText(until)}. If you did not ask for it, close
this page: your password stays what it is.</p>`,
    },
    againFor?.(fields),
  );
}

async function choose(app: Application, exchange: Exchange): Promise<Reply> {
  const { passwords, publicUrl } = app;
  const { request: sent, requestId, parameters } = exchange;
  const refused = refusedAt(publicUrl);
  const fields = await posted(sent, publicUrl, ['password', 'passwordConfirmation']);
  if (!fields.ok) return refused(fields.error, requestId);
  const reset = await passwords.reset(
    {
      token: parameters['token'] ?? '',
      password: fields.value('password'),
      passwordConfirmation: fields.value('passwordConfirmation'),
    },
    { requestId, channel: 'pages' },
  );
  if (reset.ok) return changedPage(app);
  const { error } = reset;
  if (error.kind === 'LinkVoid') return refused(error, requestId);
  return showChoice(app, exchange, (shownFields) => again(error, shownFields, noSuch));
}

/** After a change of either kind. Nobody is signed in by it. */
export async function changedPage({ brand }: Application): Promise<Reply> {
  const named = await brand();
  return shown(200, {
    title: 'Your password has been changed',
    ...(named.ok ? { brand: named.value } : {}),
    content: html`<h1>Your password has been changed</h1>
<p>From now on, sign in with the new one.</p>
<p>Whatever was signed in with the old one has been signed out, and a note about the change is on its
way to your e-mail address.</p>`,
  });
}
