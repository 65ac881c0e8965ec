import type { Mailer } from '@tenantry/domain';
import { outcomeOf } from './outcome.ts';
import { senderOf } from './sender.ts';
import type { Templates } from './templates.ts';
import { write as written } from './written.ts';

export interface ConsoleMailerOptions {
  /** Takes each message as a text of several lines; a fault of it is a mail that failed. */
  readonly write: (text: string) => void | Promise<void>;
  /** `no-reply@example.com`, or `Example Ltd <no-reply@example.com>`. */
  readonly from: string;
  /** In the place of the words of ours, for each kind of letter that it has. */
  readonly templates?: Partial<Templates>;
}

/**
 * Shows mail instead of sending it: for development alone, since whoever reads the output can
 * follow the links.
 */
export const consoleMailer = ({ write, from, templates }: ConsoleMailerOptions): Mailer => {
  // Refused here as by the others, so that what is shown in development can be sent later.
  senderOf(from);
  return {
    send: async (letter) => {
      const letterInWords = written(letter, templates);
      if (!letterInWords.ok) return { kind: 'refused', reason: letterInWords.error };
      const { to, subject, text } = letterInWords.value;
      return outcomeOf(() =>
        write(`To: ${to.name} <${to.address}>\nSubject: ${subject}\n\n${text}\n`),
      );
    },
    close: async () => {},
  };
};
