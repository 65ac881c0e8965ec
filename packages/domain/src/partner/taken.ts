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

/** All that is in use, each at its place in a partner's command. */
export const takenByPartner = <What extends TakenOfPartner>({
  taken,
  also,
}: Conflict<What>): Taken<What> => ({
  ...at(taken),
  ...(also === undefined || also.length === 0 ? {} : { also: also.map(at) }),
});

const at = <What extends TakenOfPartner>(kind: What) => ({ kind, path: places[kind] });
