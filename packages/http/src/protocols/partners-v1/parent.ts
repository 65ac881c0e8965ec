import { type Account, AccountRef, type Issue, issue } from '@tenantry/domain';
import { isRecord } from '../../request/fields.ts';

export const parentFields: readonly string[] = ['id', 'name'];

export interface ParentRead {
  /** In the domain's words, as part of a command. */
  readonly named: { readonly parent?: unknown; readonly parentName?: unknown };
  readonly issues: readonly Issue[];
}

/** The parent by its id, by its name, or by both; one of them has to be said. */
export const readParent = (given: unknown): ParentRead => {
  if (!isRecord(given)) return { named: {}, issues: [noObject(given)] };
  const { id, name } = given;
  if (id === undefined && name === undefined)
    return { named: {}, issues: [issue(place, 'required', 'must have an id or a name')] };
  return {
    named: {
      ...(id === undefined ? {} : { parent: id }),
      ...(name === undefined ? {} : { parentName: name }),
    },
    issues: id === undefined || isId(id) ? [] : [noId(id)],
  };
};

/** Whether what a correction says of the parent is what is shown of it, so that nothing moves. */
export const isPresentParent = (given: unknown, present: Account | undefined): boolean => {
  if (!isRecord(given) || present === undefined) return given === null && present === undefined;
  const { id, name } = given;
  return (
    (id !== undefined || name !== undefined) &&
    (id === undefined || id === present.number || id === present.id) &&
    (name === undefined || name === present.name)
  );
};

const place = ['parent'];
const idPlace = ['parent', 'id'];
const anId = 'must be the number or the UUID of an account';

/** A number in digits is none: the domain takes that too, but here an id is an integer. */
const isId = (id: unknown): boolean =>
  AccountRef.safeParse(id).success && !(typeof id === 'string' && /^[0-9]+$/.test(id));

function noId(given: unknown): Issue {
  if (given === null) return issue(idPlace, 'required', 'must not be null');
  const isWritten = typeof given === 'number' || typeof given === 'string';
  return issue(idPlace, isWritten ? 'format' : 'type', anId);
}

function noObject(given: unknown): Issue {
  if (given === undefined) return issue(place, 'required');
  return given === null
    ? issue(place, 'required', 'must not be null')
    : issue(place, 'type', 'must be an object');
}
