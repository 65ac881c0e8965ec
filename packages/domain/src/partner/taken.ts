import type { Path, Taken, TakenKind } from '../errors.ts';
import type { Conflict } from '../ports.ts';

type TakenOfPartner = Exclude<TakenKind, 'AppNameTaken'>;

const places: Readonly<Record<TakenOfPartner, Path>> = {
  AddressTaken: ['address'],
  NameTaken: ['name'],
  ReferenceTaken: ['reference'],
  UserNameTaken: ['contact', 'userName'],
  EmailTaken: ['contact', 'email'],
};

/**
 * All that is in use, each at its place in a partner's command. `isInTheWay`: the user name is taken
 * besides, since it is the mailbox of somebody else.
 */
export const takenByPartner = <What extends TakenOfPartner>(
  { taken, also = [] }: Conflict<What>,
  isInTheWay: boolean,
): Taken<What | 'UserNameTaken'> => {
  const first: Taken<What | 'UserNameTaken'> = at(taken);
  const others = new Set<What | 'UserNameTaken'>(isInTheWay ? [...also, 'UserNameTaken'] : also);
  others.delete(taken);
  return others.size === 0 ? first : { ...first, also: [...others].map(at) };
};

const at = <What extends TakenOfPartner>(kind: What) => ({ kind, path: places[kind] });
