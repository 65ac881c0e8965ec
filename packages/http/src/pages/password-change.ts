import type { Application } from '@tenantry/domain';
import type { Exchange, PageRoute, Reply } from '../route.ts';
import type { Field } from './form.ts';
import { formPage, newPasswordFields } from './form-page.ts';
import { html } from './html.ts';
import { changedPage } from './password-reset.ts';
import { posted } from './posted.ts';
import { refusedAt } from './refused.ts';
import { type Again, again } from './setback.ts';

const path = '/password-change';
const names = ['userName', 'password', 'newPassword', 'newPasswordConfirmation'] as const;

/** Where somebody who knows a password puts another in its place; policy may demand that. */
export const passwordChangePages = (app: Application): readonly PageRoute[] => [
  { method: 'GET', path, handle: (exchange) => show(app, exchange, '') },
  { method: 'POST', path, handle: (exchange) => change(app, exchange) },
];

async function show(
  { brand, publicUrl }: Application,
  { requestId }: Exchange,
  userName: string,
  againFor?: (fields: readonly Field[]) => Again,
): Promise<Reply> {
  const named = await brand();
  if (!named.ok) return refusedAt(publicUrl)(named.error, requestId);
  const fields: readonly Field[] = [
    {
      kind: 'userName',
      name: 'userName',
      label: 'User name',
      value: userName,
      hint: html`Or the account’s address and your e-mail address: <code>address/you@example.com</code>`,
    },
    { kind: 'password', name: 'password', label: 'Current password' },
    ...newPasswordFields('newPassword', 'newPasswordConfirmation', hint),
  ];
  return formPage(
    {
      brand: named.value,
      title: 'Change your password',
      before: html`<p>Also if you were given a password and have to replace it before it opens anything.</p>`,
      fields,
      action: 'Change the password',
      after: html`<p><a href="${publicUrl}/password-reset">Forgotten your password?</a></p>`,
    },
    againFor?.(fields),
  );
}

const hint = 'A few words that do not belong together are good.';

async function change(app: Application, exchange: Exchange): Promise<Reply> {
  const { passwords, publicUrl } = app;
  const { request, requestId } = exchange;
  const fields = await posted(request, publicUrl, names);
  if (!fields.ok) return refusedAt(publicUrl)(fields.error, requestId);
  const userName = fields.value('userName');
  const changed = await passwords.change(
    {
      userName,
      password: fields.value('password'),
      newPassword: fields.value('newPassword'),
      newPasswordConfirmation: fields.value('newPasswordConfirmation'),
    },
    { requestId, channel: 'pages' },
  );
  if (changed.ok) return changedPage(app);
  const { error } = changed;
  return show(app, exchange, userName, (shownFields) => again(error, shownFields, wrongProof));
}

/** Which of the two is wrong is told to nobody. */
const wrongProof = {
  field: 'userName',
  text: 'The user name and the current password do not go together.',
};
