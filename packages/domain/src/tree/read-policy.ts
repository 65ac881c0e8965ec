import { defaultPolicy, Policy } from '../policy.ts';
import type { Ports, RecordReads } from '../ports.ts';

/** The installation's policy as it stands now: a change counts at the next use case. */
export const readPolicy = ({ persistence }: Ports): Promise<Policy> =>
  persistence.read(({ records }) => policyOf(records), 'once');

/** The same, in a read or a unit that is under way. */
export const policyOf = async (records: RecordReads): Promise<Policy> =>
  (await records.installation())?.policy ?? defaultPolicy;

/** A policy that a store has kept as JSON. Throws for a text that is none. */
export const restorePolicy = (text: string): Policy => Policy.parse(JSON.parse(text));
