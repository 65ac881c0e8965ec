import { management } from './management-rows.ts';
import { adminAccountsV1, customersV2, partnersV1, partnersV8 } from './protocol-rows.ts';
import type { Row, Rows } from './row.ts';

/** Whatever is asked is the same for everybody, whether or not something is presented. */
const open: Row = {
  reach: 'anybody',
  refusals: { missing: '', wrong: '', weak: '' },
  asked: [{}],
};

/** Who may do what, and where: a row for every operation of the description, by its id. */
export const rows: Rows = {
  ...management,
  ...customersV2,
  ...partnersV1,
  ...partnersV8,
  ...adminAccountsV1,
  checkHealth: open,
  checkReadiness: open,
  readDescription: open,
  readMetrics: open,
};
