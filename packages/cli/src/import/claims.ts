import {
  AccountName,
  comparable,
  EmailAddress,
  Reference,
  UserName,
  userNameKey,
} from '@tenantry/domain';
import type { Parent, Row } from './row.ts';

/** A value that a row says and only one account can have. */
export interface Claim {
  /** What a row is told that comes too late for it. */
  readonly kind: 'EmailTaken' | 'UserNameTaken' | 'NameTaken' | 'ReferenceTaken';
  readonly path: readonly string[];
  /** The same for all rows that want the same. */
  readonly text: string;
}

/** What only one account can have of what a row says. */
export const claimsOf = ({ kind, command, parent }: Row): readonly Claim[] => {
  const claim = (
    taken: Claim['kind'],
    path: Claim['path'],
    value: string | undefined,
    within = '',
  ): readonly Claim[] =>
    value === undefined ? [] : [{ kind: taken, path, text: `${taken}\n${within}\n${value}` }];
  if (kind === 'partner') {
    const contact: unknown = command['contact'];
    const userName: unknown =
      typeof contact === 'object' && contact !== null
        ? Reflect.get(contact, 'userName')
        : undefined;
    return [
      ...claim('NameTaken', ['name'], nameOf(command['name']), aboveOf(parent)),
      ...claim('ReferenceTaken', ['reference'], referenceOf(command['reference'])),
      ...claim('UserNameTaken', ['contact', 'userName'], userNameOf(userName)),
    ];
  }
  return kind === 'registered' && command['password'] !== undefined
    ? claim('EmailTaken', ['email'], EmailAddress.safeParse(command['email']).data?.canonical)
    : [];
};

/** A reference as it is compared; undefined for what is none. */
export const referenceOf = (said: unknown): string | undefined => {
  const reference = Reference.safeParse(said).data;
  return reference === undefined ? undefined : comparable(reference);
};

const nameOf = (said: unknown): string | undefined => {
  const name = AccountName.safeParse(said).data;
  return name === undefined ? undefined : comparable(name);
};

const userNameOf = (said: unknown): string | undefined => {
  const name = UserName.safeParse(said).data;
  return name === undefined ? undefined : userNameKey(name);
};

/** As the rows name it: two that name one account in two ways are not seen to be siblings. */
const aboveOf = (parent: Parent): string => JSON.stringify(parent ?? null);
