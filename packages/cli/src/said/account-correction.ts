import { UsageError } from '../ending/exit.ts';
import { expectedVersion } from './expected-version.ts';
import { given } from './given.ts';

/** What may be corrected of a registered account; false where it is to have none. */
export interface SetAccountFlags {
  readonly name?: string;
  readonly firstName?: string | false;
  readonly lastName?: string | false;
  readonly company?: string | false;
  readonly phone?: string | false;
  readonly timeZone?: string;
  readonly mayHaveSubAccounts?: boolean;
  readonly expectVersion?: string;
}

/** What is to be corrected; what no flag says is left out, and stays. */
export const accountCorrection = ({
  company,
  phone,
  firstName,
  lastName,
  expectVersion,
  ...same
}: SetAccountFlags): Readonly<Record<string, unknown>> => {
  const said = given({
    ...same,
    firstName: orNull(firstName),
    lastName: orNull(lastName),
    companyName: orNull(company),
    mobilePhone: orNull(phone),
  });
  if (Object.keys(said).length === 0) throw new UsageError('account set needs something to set');
  return { ...said, ...given({ version: expectedVersion(expectVersion) }) };
};

const orNull = (said: string | false | undefined): string | null | undefined =>
  said === false ? null : said;
