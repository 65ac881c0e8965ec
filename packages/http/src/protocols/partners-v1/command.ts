import {
  type Account,
  type CreatePartnerInput,
  type Issue,
  issue,
  type UpdatePartnerInput,
} from '@tenantry/domain';
import { isRecord } from '../../request/fields.ts';
import { type JsonObject, valueOf } from '../../request/json.ts';
import { unparsed } from '../../request/unparsed.ts';
import { contactFields, readContact } from './contact.ts';
import { isPresentParent, parentFields, readParent } from './parent.ts';

/** What a request asks for, in the domain's words; its values are as they were sent. */
export interface Read<Command> {
  readonly command: Command;
  /** What breaks this protocol's own rules, in wire places: narrower than the domain's there. */
  readonly issues: readonly Issue[];
}

/** What a query holds, by dotted names. */
export type Query = ReadonlyMap<string, string>;

const detailFields = ['name', 'reference', 'billingId', 'verificationPhrase', 'isActive'];

/** Every parameter that a query may have in place of the body's fields. */
export const createParameters: readonly string[] = [
  ...detailFields,
  ...parentFields.map((field) => `parent.${field}`),
  ...contactFields.map((field) => `contact.${field}`),
];

/** Reads field by field: what the body has decides, what it lacks comes from the query. */
export const readCreate = (
  body: JsonObject | undefined,
  query: Query,
): Read<CreatePartnerInput> => {
  const parent = readParent(part(body, query, 'parent', parentFields));
  const { contact, issues } = readContact(part(body, query, 'contact', contactFields));
  const details = detailFields.map((field): readonly [string, unknown] => [
    field,
    body?.members.has(field) === true ? valueOf(body, field) : typed(query, field),
  ]);
  const command = { ...Object.fromEntries(details), ...parent.named, contact };
  return {
    command: unparsed<CreatePartnerInput>(command),
    issues: [...parent.issues, ...issues],
  };
};

/**
 * Reads the body alone, of which every field may be left out. A parent may stand in it as it is
 * shown, so that whoever reads a partner may send it back.
 */
export const readCorrection = (
  partner: string,
  body: JsonObject,
  parent: Account | undefined,
): Read<UpdatePartnerInput> => {
  const { contact, issues } = readContact(valueOf(body, 'contact'));
  const details = [...detailFields, 'version'].map((field): readonly [string, unknown] => [
    field,
    valueOf(body, field),
  ]);
  const isMoved = body.members.has('parent') && !isPresentParent(valueOf(body, 'parent'), parent);
  const moved = isMoved
    ? [issue(['parent'], 'unknown', 'cannot be changed: this is not supported yet')]
    : [];
  return {
    command: unparsed<UpdatePartnerInput>({ ...Object.fromEntries(details), contact, partner }),
    issues: [...moved, ...issues],
  };
};

/** A part that is an object. Without any body its fields are all that is missing. */
function part(
  body: JsonObject | undefined,
  query: Query,
  name: string,
  fields: readonly string[],
): unknown {
  const given = body === undefined ? {} : valueOf(body, name);
  if (given !== undefined && !isRecord(given)) return given;
  const asked = fields.filter((field) => query.has(`${name}.${field}`));
  if (given === undefined && asked.length === 0) return undefined;
  return {
    ...Object.fromEntries(asked.map((field) => [field, typed(query, `${name}.${field}`)])),
    ...given,
  };
}

const flags: ReadonlySet<string> = new Set([
  'isActive',
  'contact.isActive',
  'contact.sendWelcomeEmail',
]);

/** A text as what it says. One that says nothing of the kind stays, and is of the wrong type. */
function typed(query: Query, name: string): unknown {
  const text = query.get(name);
  if (flags.has(name) && (text === 'true' || text === 'false')) return text === 'true';
  return name === 'parent.id' && text !== undefined && /^[0-9]+$/.test(text) ? Number(text) : text;
}
