import { UsageError } from '../ending/exit.ts';
import { expectedVersion } from './expected-version.ts';
import { given } from './given.ts';
import { needFlags } from './needed.ts';
import { fileCommand, type Said } from './request-file.ts';

/** What may be said of a partner's contact, when it is created and later. */
export interface ContactFlags {
  readonly userName?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly power?: string;
  readonly contactInactive?: true;
  readonly welcome?: true;
}

export interface CreatePartnerFlags extends ContactFlags {
  readonly name?: string;
  readonly reference?: string;
  readonly billingId?: string;
  readonly inactive?: true;
  readonly parent?: string;
}

/**
 * The command that flags, a file and a phrase make together; what a flag says wins, within the
 * contact too.
 */
export const createPartnerCommand = (
  { name, reference, billingId, inactive, parent, ...contact }: CreatePartnerFlags,
  file: string | undefined,
  verificationPhrase: string | undefined,
): Said => {
  const { userName, firstName, lastName, email, phone } = contact;
  const needed = {
    '--name': name,
    '--user-name': userName,
    '--first-name': firstName,
    '--last-name': lastName,
    '--email': email,
    '--phone': phone,
  };
  needFlags('partner create', needed, file);
  const filed = fileCommand(file, 'partner');
  const said = contactOf(contact);
  const flagged = given({
    name,
    reference,
    billingId,
    verificationPhrase,
    isActive: inactive === undefined ? undefined : false,
    parent,
    contact: said === undefined ? undefined : over(filed.command['contact'], said),
  });
  return { ...filed, command: { ...filed.command, ...flagged } };
};

export interface SetPartnerFlags extends ContactFlags {
  readonly name?: string;
  readonly reference?: string;
  /** False: the partner is to have none. */
  readonly billingId?: string | false;
  /** False: likewise. */
  readonly phrase?: boolean;
  readonly active?: true;
  readonly inactive?: true;
  readonly contactActive?: true;
  readonly expectVersion?: string;
}

/** What is to be corrected; what no flag says is left out, and stays. */
export const setPartnerCommand = (
  flags: SetPartnerFlags,
  phrase: string | undefined,
): Readonly<Record<string, unknown>> => {
  const { name, reference, billingId, active, inactive, expectVersion, ...contact } = flags;
  const said = given({
    name,
    reference,
    billingId: billingId === false ? null : billingId,
    verificationPhrase: flags.phrase === false ? null : phrase,
    isActive: active ?? (inactive === undefined ? undefined : false),
    contact: contactOf(contact),
  });
  if (Object.keys(said).length === 0) throw new UsageError('partner set needs something to set');
  return { ...said, ...given({ version: expectedVersion(expectVersion) }) };
};

function contactOf(
  flags: ContactFlags & { readonly contactActive?: true },
): Readonly<Record<string, unknown>> | undefined {
  const { userName, firstName, lastName, email, phone, power, welcome } = flags;
  const said = given({
    userName,
    firstName,
    lastName,
    email,
    phone,
    power,
    isActive: flags.contactActive ?? (flags.contactInactive === undefined ? undefined : false),
    sendWelcomeEmail: welcome,
  });
  return Object.keys(said).length === 0 ? undefined : said;
}

/** A contact that is no object is left for the use case to name. */
function over(filed: unknown, said: Readonly<Record<string, unknown>>): unknown {
  if (filed === undefined) return said;
  return typeof filed === 'object' && filed !== null && !Array.isArray(filed)
    ? { ...filed, ...said }
    : filed;
}
