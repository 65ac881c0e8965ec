import type { Operation } from './operations.ts';
import type { Asked, Named, OfActor } from './row.ts';
import type { Actor } from './world.ts';

/** How what is named is written: as what it is, or as what nothing is. */
export type Writing = 'id' | 'number' | 'absent' | 'absentNumber';

/** By which header an actor proves itself, if by any. */
export type Form = 'apiKey' | 'basic' | 'bearer' | 'none';

/** One request, as an operation of the description is to be asked. */
export interface Asking {
  readonly operation: Operation;
  readonly asked: Asked;
  readonly body: object | undefined;
  readonly actor: Actor;
  readonly form: Form;
  readonly writing: Writing;
}

export const requestOf = ({ operation, asked, body, actor, form, writing }: Asking): Request => {
  const { place, names, besides = {}, query = () => ({}), headers = {} } = asked;
  const standing = new Map<string, string | number>([
    ...Object.entries(besides).map(([at, of]) => [at, idOf(actor, of)] as const),
    ...(place === undefined || names === undefined
      ? []
      : [[place, named(actor, names, writing)] as const]),
  ]);
  const of = (part: string) =>
    [...standing]
      .filter(([at]) => at.startsWith(`${part}.`))
      .map(([at, value]) => [at.slice(part.length + 1), value] as const);
  const path = of('path').reduce(
    (text, [name, value]) => text.replace(`{${name}}`, String(value)),
    operation.path,
  );
  const search = new URLSearchParams(query(actor));
  for (const [name, value] of of('query')) search.set(name, `${value}`);
  const sent = body === undefined ? undefined : bodyOf(operation, body, of('body'));
  return new Request(`http://host${path}?${search.toString()}`, {
    method: operation.method,
    headers: {
      ...headers,
      ...Object.fromEntries(of('header').map(([name, value]) => [name, String(value)])),
      ...proofBy(form, actor),
      ...(sent === undefined ? {} : { 'Content-Type': operation.type ?? '' }),
    },
    ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
  });
};

const proofBy = (form: Form, actor: Actor): Readonly<Record<string, string>> => {
  switch (form) {
    case 'apiKey':
      return { api_key: actor.key };
    case 'bearer':
      return { Authorization: `Bearer ${actor.token}` };
    case 'basic':
      return { Authorization: `Basic ${btoa(`${actor.userName}:${actor.password}`)}` };
    case 'none':
      return {};
  }
};

const absentId = '00000000-0000-7000-8000-000000000000';
const absentNumber = 2_147_483_647;

function named({ target }: Actor, names: Named, writing: Writing): string | number {
  if (writing === 'absentNumber') return absentNumber;
  if (writing === 'absent') {
    if (names === 'address') return 'nobodys-address';
    return names === 'name' ? 'Nobody at all' : absentId;
  }
  switch (names) {
    case 'account':
    case 'person':
    case 'invitee':
      return writing === 'number' ? target[names].number : target[names].id;
    case 'address':
    case 'name':
      return target.account[names];
    case 'key':
      return target.key;
  }
}

/** What can be written as a number too. */
export const isNumbered = (names: Named | undefined): boolean =>
  names === 'account' || names === 'person' || names === 'invitee';

const idOf = ({ account, home, target }: Actor, of: OfActor): string => {
  switch (of) {
    case 'own':
      return account.id;
    case 'home':
      return home.id;
    case 'child':
      return target.child.id;
  }
};

/** A body with ids where they are asked for, and nowhere else. */
function bodyOf(
  { places }: Operation,
  body: object,
  ids: readonly (readonly [at: string, id: string | number])[],
): object {
  const known = new Set(
    places.filter((at) => at.startsWith('body.')).map((at) => at.split('.')[1]),
  );
  return Object.fromEntries([
    ...Object.entries(body).filter(([name]) => !known.has(name)),
    ...ids.map(([at, id]): readonly [string, unknown] => {
      const [first = '', second] = at.split('.');
      return [first, second === undefined ? id : { [second]: id }];
    }),
  ]);
}
