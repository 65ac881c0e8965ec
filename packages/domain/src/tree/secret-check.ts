import type { Ports, Secrets } from '../ports.ts';
import { ok } from '../result.ts';

const checked = 'tenantry';

/** What tells the newest secret of a process from another one, without giving it away. */
export const secretCheck = (secrets: Secrets): string =>
  secrets.digest(secrets.derive('check', checked)[0]);

/** Whether one of the secrets of a process is the one that a check was made with. */
const knows = (secrets: Secrets, check: string): boolean =>
  secrets.derive('check', checked).some((derived) => secrets.digest(derived) === check);

/**
 * Whether this process may use the installation: one of its secrets must be the installation's.
 * Where that is not the newest any more, the newest takes its place, so that the old one can be
 * left out some day.
 */
export const adoptSecret = async (
  { persistence, secrets }: Pick<Ports, 'persistence' | 'secrets'>,
  { readOnly = false }: { readonly readOnly?: boolean } = {},
): Promise<boolean> => {
  const installation = await persistence.read(({ records }) => records.installation());
  if (installation === undefined) return true;
  if (!knows(secrets, installation.secretCheck)) return false;
  const check = secretCheck(secrets);
  if (check !== installation.secretCheck && !readOnly)
    await persistence.transact(async ({ records }) => ok(await records.setSecretCheck(check)));
  return true;
};
