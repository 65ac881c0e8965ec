import { AccountId } from '@tenantry/domain';
import type { Checked, Invariant } from './violation.ts';

/** How the values of a column look; every shape refuses null, but for `optional`. */
export interface Shape {
  readonly holds: (value: unknown) => boolean;
  readonly invariant: Invariant;
  readonly check: Checked['check'];
  /** Whether a person's own words may stand there, and with them whatever must not. */
  readonly isText: boolean;
  /** Whether any text and none will do. */
  readonly isFree?: true;
}

const shape = (holds: Shape['holds']): Shape => ({
  holds,
  invariant: 'INV2',
  check: 'malformed',
  isText: false,
});

const text = (holds: (value: string) => boolean): Shape =>
  shape((value) => typeof value === 'string' && holds(value));

/** As much of the domain's schemas as is asked here. */
interface Schema {
  safeParse(value: unknown): { readonly success: boolean; readonly data?: unknown };
}

/** Words that a schema takes as they stand, so that it was this that has been stored. */
export const wordsOf = (schema: Schema): Shape => ({
  ...text((value) => schema.safeParse(value).data === value),
  isText: true,
});

/** JSON that a schema takes. */
export const jsonOf = (schema: Schema): Shape => ({
  ...text((value) => isJson(value, (parsed) => schema.safeParse(parsed).success)),
  isText: true,
});

/** Text that a schema takes, which reads it by itself. */
export const sourceOf = (schema: Schema): Shape => ({
  ...text((value) => schema.safeParse(value).success),
  isText: true,
});

/** Text of which other checks know more, or nobody does. */
export const anyText: Shape = { ...text(() => true), isText: true };
export const anyTextOrNone: Shape = { ...optional(anyText), isFree: true };

export function optional({ holds, ...rest }: Shape): Shape {
  return { ...rest, holds: (value) => value === null || holds(value) };
}

export const under = (invariant: Invariant, inner: Shape): Shape => ({ ...inner, invariant });

/** Ids are written as the domain writes them. */
export const id: Shape = text((value) => AccountId.safeParse(value).data === value);

export const number = (least: number, most = 2_147_483_647): Shape =>
  shape((value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most);

/** Counts what there will be very many of: some drivers give such numbers as text. */
export const position: Shape = shape(
  (value) => /^[1-9][0-9]*$/.test(String(value)) && Number.isSafeInteger(Number(value)),
);

export const among = (known: readonly string[]): Shape => text((value) => known.includes(value));

/** ISO 8601 in UTC with milliseconds, as it is compared. */
export const instant: Shape = text((value) => {
  const date = new Date(value);
  return !Number.isNaN(date.getTime()) && date.toISOString() === value;
});

const hashOf = (...forms: readonly RegExp[]): Shape => ({
  ...text((value) => forms.some((form) => form.test(value))),
  invariant: 'INV7',
  check: 'no hash',
});

/** 32 bytes in base64url: there is one way to write the last of its characters. */
const digestForm = /^[\w-]{42}[AEIMQUYcgkosw048]$/;
const generatedForm = /^sha256:[\w-]{42}[AEIMQUYcgkosw048]$/;
/** A PHC string with a salt of 16 bytes and a hash of 32, or more. */
const argon2Form =
  /^\$argon2id\$v=19\$m=[0-9]{1,7},t=[0-9]{1,3},p=[0-9]{1,3}\$[0-9A-Za-z+/]{22,86}\$[0-9A-Za-z+/]{43,86}$/;

/** SHA-256 or HMAC-SHA-256. */
export const digest: Shape = hashOf(digestForm);
/** argon2id of what somebody chose. */
export const slowHash: Shape = hashOf(argon2Form);
/** The same, or SHA-256 of what was generated. */
export const passwordHash: Shape = hashOf(argon2Form, generatedForm);
/** Nonce, cipher text and tag in base64url. That nothing is there is told by a check of its own. */
export const sealed: Shape = { ...hashOf(/^([\w-]{38,})?$/), check: 'not sealed' };

function isJson(source: string, holds: (parsed: unknown) => boolean): boolean {
  try {
    return holds(JSON.parse(source));
  } catch {
    return false;
  }
}
