import { asciiAddress, EmailAddress, err, type Letter, ok, type Result } from '@tenantry/domain';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Sender } from './sender.ts';
import { shownInHeader } from './shown.ts';
import { type Rendering, render } from './templates.ts';

/** A letter that may be sent: its words, and the message (RFC 5322) that carries them. */
export interface Composed {
  readonly rendering: Rendering;
  readonly message: Buffer;
}

/** Becomes a part of the Message-ID and of a file's name. */
const idForm = /^[A-Za-z0-9-]{1,64}$/;

/**
 * Composes the message, or says why it must never be sent. The library splits and rewrites
 * addresses that are not quite addresses, so the recipient is checked before it is handed over and
 * compared with what the library made of it. The reason holds no address.
 */
export const compose = async (
  letter: Letter,
  sender: Sender,
): Promise<Result<Composed, string>> => {
  if (!idForm.test(letter.id)) return err('the id of the message cannot be part of a Message-ID');
  const to = recipientOf(letter);
  if (to === undefined) return err('the recipient is not one plain e-mail address');
  const rendering = render(letter);
  const node = new MailComposer({
    from: { name: shownInHeader(sender.name ?? letter.brand), address: sender.address },
    to: { name: shownInHeader(letter.to.name), address: to },
    messageId: `<${letter.id}@${domainOf(sender.address)}>`,
    subject: shownInHeader(rendering.subject),
    text: rendering.text,
    html: rendering.html,
    // Nobody's holiday notice needs to answer this (RFC 3834, 5).
    headers: { 'Auto-Submitted': 'auto-generated' },
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const envelope = node.getEnvelope();
  if (envelope.to.length !== 1 || envelope.to[0] !== to)
    return err('the recipient of the composed message is not the one it was written for');
  return ok({ rendering, message: await node.build() });
};

/** The letter's address with its domain in lower case, which names the same mailbox. */
function recipientOf({ to: { address } }: Letter): string | undefined {
  const parsed = EmailAddress.safeParse(address);
  if (!parsed.success || asciiAddress(parsed.data) !== address) return undefined;
  const at = address.lastIndexOf('@');
  return address.slice(0, at) + address.slice(at).toLowerCase();
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
