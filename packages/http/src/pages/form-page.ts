import type { Reply } from '../route.ts';
import { type Field, form, summary } from './form.ts';
import { type Html, html } from './html.ts';
import { shown } from './page.ts';
import type { Again } from './setback.ts';

export interface FormPage {
  readonly brand: string;
  readonly title: string;
  /** The h1, where it says more than the title. */
  readonly heading?: Html;
  readonly before: Html;
  readonly fields: readonly Field[];
  readonly action: string;
  readonly after?: Html;
}

/** A page with a form, for the first time or again. */
export const formPage = (
  { brand, title, heading, before, fields, action, after }: FormPage,
  { status, headers, troubles }: Again = { status: 200, troubles: [] },
): Reply =>
  shown(
    status,
    {
      brand,
      title: troubles.length === 0 ? title : `Error: ${title}`,
      content: html`${summary(troubles)}<h1>${heading ?? title}</h1>
${before}
${form({ fields, action, troubles })}
${after}`,
    },
    headers,
  );

/** Fields of a new password and its repetition, under the names of a use case. */
export const newPasswordFields = (
  name: string,
  confirmation: string,
  hint: string,
): readonly Field[] => [
  { kind: 'newPassword', name, label: 'New password', hint: html`${hint}` },
  { kind: 'newPassword', name: confirmation, label: 'Repeat the new password' },
];

export const lengthHint = (minimum: number): string =>
  `At least ${minimum} characters. A few words that do not belong together are good.`;
