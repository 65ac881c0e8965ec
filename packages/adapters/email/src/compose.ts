import { err, ok, type Result } from '@tenantry/domain';
import MailComposer from 'nodemailer/lib/mail-composer';
import { assemble } from './assemble.ts';
import type { Sender } from './sender.ts';
import { shownInHeader } from './shown.ts';
import type { Written } from './written.ts';

/** A message (RFC 5322), and the two addresses that whoever carries it is told. */
export interface Composed {
  readonly from: string;
  /** The stored address, character for character. */
  readonly to: string;
  readonly message: Buffer;
}

/**
 * Composes the message, or says why it must never be sent: the library splits and rewrites
 * addresses that are not quite addresses, so what it made of the recipient is compared with the one
 * that was written to.
 */
export const compose = async (
  { id, to, brand, subject, text, html }: Written,
  sender: Sender,
): Promise<Result<Composed, string>> => {
  const node = new MailComposer({
    from: { name: shownInHeader(sender.name ?? brand), address: sender.address },
    to: { name: shownInHeader(to.name), address: inLowerCase(to.address) },
    messageId: `<${id}@${domainOf(sender.address)}>`,
    subject: shownInHeader(subject),
    text,
    html,
    // Nobody's holiday notice needs to answer this (RFC 3834, 5).
    headers: { 'Auto-Submitted': 'auto-generated' },
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const recipients = node.getEnvelope().to;
  if (recipients.length !== 1 || recipients[0] !== inLowerCase(to.address))
    return err('the recipient of the composed message is not the one it was written for');
  return ok({ from: sender.address, to: to.address, message: assemble(node) });
};

/** The domain in lower case, as the library writes it: that names the same host. */
const inLowerCase = (address: string): string => {
  const at = address.lastIndexOf('@');
  return address.slice(0, at) + address.slice(at).toLowerCase();
};

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
