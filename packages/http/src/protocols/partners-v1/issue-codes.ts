import type { IssueCode } from '@tenantry/domain';

/** The number of each fault of an attribute. 1002 is published; the others are ours. */
export const issueCodes: Readonly<Record<IssueCode, number>> = {
  required: 1001,
  tooShort: 1002,
  tooLong: 1002,
  tooMany: 1002,
  type: 1003,
  format: 1004,
  tooDeep: 1004,
  common: 1004,
  personal: 1004,
  characters: 1005,
  unknown: 1006,
  duplicate: 1007,
  mismatch: 1008,
  exceedsPower: 1009,
};

/** The same for what is right in itself and cannot be, as things stand. */
export const conflictCodes = {
  taken: 1010,
  parent: 1011,
  version: 1012,
  keyReused: 1013,
  inProgress: 1014,
  state: 1015,
} as const;
