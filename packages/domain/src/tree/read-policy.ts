import { defaultPolicy, type Policy } from '../policy.ts';
import type { Ports } from '../ports.ts';

/** The installation's policy as it stands now: a change counts at the next use case. */
export const readPolicy = async ({ persistence }: Ports): Promise<Policy> => {
  const installation = await persistence.read(({ records }) => records.installation());
  return installation?.policy ?? defaultPolicy;
};
