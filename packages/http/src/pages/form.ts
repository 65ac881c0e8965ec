import type { Issue } from '@tenantry/domain';
import { type Html, html } from './html.ts';

/** One thing that a form asks for. A password has no value: it never comes back. */
export type Field = {
  /** Of the field in the form, and the first step of the path of an issue with it. */
  readonly name: string;
  readonly label: string;
  readonly hint?: Html;
} & (
  | { readonly kind: 'newPassword' | 'password' }
  | { readonly kind: 'userName'; readonly value?: string }
  /** Stands there for whoever keeps passwords, and is not read. */
  | { readonly kind: 'mailbox'; readonly value: string }
);

/** Why a form comes again: at a field, or as a whole. */
export interface Trouble {
  readonly field?: string;
  /** A whole sentence. */
  readonly text: string;
  /** The same beside its field, where that need not be named. */
  readonly short?: string;
}

export interface Asking {
  readonly fields: readonly Field[];
  /** What its button says. */
  readonly action: string;
  readonly troubles?: readonly Trouble[];
}

/** A form that is sent to where it was found, with what was wrong with it the last time. */
export const form = ({ fields, action, troubles = [] }: Asking): Html => html`<form method="post">
${fields.map((field) => fieldMarkup(field, troubles))}<button type="submit">${action}</button>
</form>`;

/**
 * What was wrong, above the form: it has the focus, so that nobody has to look for it, and leads to
 * each field.
 */
export const summary = (troubles: readonly Trouble[]): Html | undefined =>
  troubles.length === 0
    ? undefined
    : html`<div class="summary" role="alert" tabindex="-1" autofocus aria-labelledby="summary">
<h2 id="summary">There is a problem</h2>
<ul>
${troubles.map(({ field, text }) =>
  field === undefined ? html`<li>${text}</li>\n` : html`<li><a href="#${field}">${text}</a></li>\n`,
)}</ul>
</div>
`;

/** An issue that a use case found, at its field and in its words; elsewhere, of the form as a whole. */
export const troubleOf =
  (fields: readonly Field[]) =>
  ({ path: [place], code, message }: Issue): Trouble => {
    const field = fields.find(({ name }) => name === place);
    if (field === undefined) return { text: `What was sent ${message}.` };
    if (code === 'mismatch')
      return { field: field.name, text: 'The two passwords are not the same.' };
    const short = `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
    return { field: field.name, text: `${field.label}: ${message}.`, short };
  };

function fieldMarkup(field: Field, troubles: readonly Trouble[]): Html {
  const { name, label, hint } = field;
  const wrong = troubles.filter((trouble) => trouble.field === name);
  const described = [
    ...(hint === undefined ? [] : [`${name}-hint`]),
    ...(wrong.length === 0 ? [] : [`${name}-error`]),
  ].join(' ');
  return html`<div class="field">
<label for="${name}">${label}</label>
${hint === undefined ? undefined : html`<p class="hint" id="${name}-hint">${hint}</p>\n`}${
  wrong.length === 0
    ? undefined
    : html`<p class="error" id="${name}-error">${wrong.map(({ text, short = text }) => short).join(' ')}</p>\n`
}<input id="${name}" name="${name}" ${inputOf(field)}${
    described === '' ? undefined : html` aria-describedby="${described}"`
  }${wrong.length === 0 ? undefined : html` aria-invalid="true"`}>
</div>
`;
}

/** No length is told to the browser: it would cut a password that is pasted, and say nothing. */
function inputOf(field: Field): Html {
  switch (field.kind) {
    case 'newPassword':
      return html`type="password" autocomplete="new-password" required`;
    case 'password':
      return html`type="password" autocomplete="current-password" required`;
    case 'userName':
      return html`type="text" autocomplete="username" ${plainly} value="${field.value}" required`;
    case 'mailbox':
      return html`type="text" autocomplete="username" value="${field.value}" readonly`;
  }
}

const plainly = html`autocapitalize="none" spellcheck="false"`;
