import type { Path, Taken, TakenKind } from '../errors.ts';

const places: Readonly<Record<TakenKind, Path>> = {
  AddressTaken: ['address'],
  NameTaken: ['name'],
  ReferenceTaken: ['reference'],
  UserNameTaken: ['contact', 'userName'],
  EmailTaken: ['contact', 'email'],
  AppNameTaken: [],
};

/** What is in use, at its place in a partner's command. */
export const takenByPartner = <What extends TakenKind>(kind: What): Taken<What> => ({
  kind,
  path: places[kind],
});
