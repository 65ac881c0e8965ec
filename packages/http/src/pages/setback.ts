import type { CannotProve, Invalid, Later } from '@tenantry/domain';
import type { Reply } from '../route.ts';
import { type Field, type Trouble, troubleOf } from './form.ts';

/** Why a form that could be read comes again. */
export type Setback = Invalid | CannotProve | Later;

/** How it comes again. */
export interface Again {
  readonly status: number;
  readonly headers?: Reply['headers'];
  readonly troubles: readonly Trouble[];
}

/**
 * A wrong password is 422, as every other mistake in a field: 401 would make a browser ask for a
 * credential of its own (RFC 9110, 11.6.1).
 */
export const again = (setback: Setback, fields: readonly Field[], wrong: Trouble): Again => {
  switch (setback.kind) {
    case 'Invalid':
      return { status: 422, troubles: setback.issues.map(troubleOf(fields)) };
    case 'NotAuthenticated':
      return { status: 422, troubles: [wrong] };
    case 'PasswordMustChange':
      return { status: 422, troubles: [{ text: 'Your password has to be changed first.' }] };
    case 'TooManyTries':
      return later(
        429,
        setback,
        `Too many tries. Try again ${waitText(setback.retryAfter)}, or reset the password.`,
      );
    case 'InProgress':
    case 'Busy':
    case 'Unavailable':
      return later(503, setback, 'This cannot be done at the moment. Try again in a little while.');
  }
};

const later = (status: number, { retryAfter }: Later, text: string): Again => ({
  status,
  headers: { 'Retry-After': String(Math.ceil(retryAfter)) },
  troubles: [{ text }],
});

function waitText(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? 'in a minute' : `in ${minutes} minutes`;
}
