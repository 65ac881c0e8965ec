import type { Mailer } from '@tenantry/domain';
import { compose } from './compose.ts';
import { outcomeOf } from './outcome.ts';
import { senderOf } from './sender.ts';
import { shown } from './shown.ts';

export interface ConsoleMailerOptions {
  /** Takes each message as a text of several lines; a fault of it is a mail that failed. */
  readonly write: (text: string) => void | Promise<void>;
  /** `no-reply@example.com`, or `Example Ltd <no-reply@example.com>`. */
  readonly from: string;
}

/**
 * Shows mail instead of sending it: for development alone, since whoever reads the output can
 * follow the links.
 */
export const consoleMailer = ({ write, from }: ConsoleMailerOptions): Mailer => {
  const sender = senderOf(from);
  return {
    send: async (letter) => {
      const composed = await compose(letter, sender);
      if (!composed.ok) return { kind: 'refused', reason: composed.error };
      const { subject, text } = composed.value.rendering;
      const { name, address } = letter.to;
      return outcomeOf(() =>
        write(`To: ${shown(name)} <${address}>\nSubject: ${subject}\n\n${text}\n`),
      );
    },
    close: async () => {},
  };
};
