import { asciiAddress, EmailAddress, err, type Letter, ok, type Result } from '@tenantry/domain';
import { shown } from './shown.ts';
import { render, type Templates, templates } from './templates.ts';

/** A letter in words that may be sent, and to whom. */
export interface Written {
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly brand: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Becomes a part of the Message-ID and of a file's name. */
const idForm = /^[A-Za-z0-9-]{1,64}$/;

/**
 * A letter in words, or why it must never be sent: the reason holds no address. Throws where a
 * template does, or puts the link into the subject: mail programs show that one everywhere.
 */
export const write = (letter: Letter, chosen: Partial<Templates> = {}): Result<Written, string> => {
  const { id, to, brand, link } = letter;
  if (!idForm.test(id)) return err('the id of the message cannot be part of a Message-ID');
  if (!isOneMailbox(to.address)) return err('the recipient is not one plain e-mail address');
  const { subject, text, html } = render(letter, { ...templates, ...chosen });
  if (subject.includes(link)) throw new Error('the template has the link in the subject');
  return ok({
    id,
    to: { name: shown(to.name), address: to.address },
    brand: shown(brand),
    subject: shown(subject) || shown(brand),
    text,
    html: html.toString(),
  });
};

/** As the domain made it for the wire: ASCII, and nothing that a library could read otherwise. */
function isOneMailbox(address: string): boolean {
  const parsed = EmailAddress.safeParse(address);
  return parsed.success && asciiAddress(parsed.data) === address;
}
