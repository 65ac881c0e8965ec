import { asciiAddress, EmailAddress, err, ok, type Result } from '@tenantry/domain';
import { shown } from './shown.ts';

/** Who mail comes from. Without a name, the brand of the installation is shown. */
export interface Sender {
  readonly name?: string;
  readonly address: string;
}

const withName = /^([^<>]*)<([^<>]*)>$/;

/** Reads `no-reply@example.com` or `Example Ltd <no-reply@example.com>`; else says what is wrong. */
export const parseSender = (text: string): Result<Sender, string> => {
  const [, before = '', inside = text] = withName.exec(text.trim()) ?? [];
  const address = EmailAddress.safeParse(inside);
  if (!address.success || shown(before) !== before.trim())
    return err('must be an e-mail address, or a name and an address in angle brackets');
  const name = unquoted(before.trim());
  return ok({ address: asciiAddress(address.data), ...(name === '' ? {} : { name }) });
};

const unquoted = (name: string): string => /^"([^"\\]*)"$/.exec(name)?.[1]?.trim() ?? name;

/** As `parseSender`; throws an Error that names the setting. */
export const senderOf = (text: string): Sender => {
  const parsed = parseSender(text);
  if (!parsed.ok) throw new Error(`TENANTRY_MAIL_FROM: ${parsed.error}`);
  return parsed.value;
};
