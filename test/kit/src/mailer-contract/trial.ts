import type { Letter, Mailer, MailOutcome } from '@tenantry/domain';
import type { Law } from '../contract/law.ts';

/** A message as it arrived. */
export interface Delivered {
  /** Every mailbox that whoever carries it was told, also those that nobody sees in the message. */
  readonly to: readonly string[];
  /** As a person sees it, decoded. */
  readonly subject: string;
  /** What a person reads, decoded: the plain text, where there are several forms of it. */
  readonly text: string;
  /** What tells a copy of a message from another message: its Message-ID, or where it is kept. */
  readonly id: string;
}

/** A mailer, and a probe behind it. */
export interface OpenedMailer {
  readonly mailer: Mailer;
  /** All that has arrived; a copy of a message may have taken its place. */
  readonly delivered: () => Promise<readonly Delivered[]>;
  /**
   * Makes whoever carries mail unreachable: what the mailer answers then is asked only where that can
   * be done.
   */
  readonly cutOff?: () => void | Promise<void>;
}

/** Opens a mailer by which nothing has been sent: each time another, with a place of its own. */
export type OpenMailer = () => Promise<OpenedMailer>;

export interface MailerTrial extends OpenedMailer {
  /** An invitation like no other; parts of it as they are wished. */
  readonly letter: (parts?: LetterParts) => Invitation;
  /** Sends, and throws where it takes longer than the port allows. */
  readonly send: (letter: Letter) => Promise<MailOutcome>;
}

export type Invitation = Extract<Letter, { readonly kind: 'invitation' }>;

interface LetterParts extends Partial<Omit<Invitation, 'to'>> {
  readonly to?: Partial<Letter['to']>;
}

export type MailerLaw = (name: string, holds: (trial: MailerTrial) => Promise<void>) => Law;

/** Laws on mailers that this opens: each is tried on one of its own, which is closed afterwards. */
export const mailerLawsOn =
  (open: OpenMailer): MailerLaw =>
  (name, holds) => ({
    name,
    check: async () => {
      const opened = await open();
      try {
        await holds({ ...opened, letter: letters(), send: sendingBy(opened.mailer) });
      } finally {
        await opened.mailer.close();
      }
    },
  });

/** A relay takes a message over after a minute; the port leaves half of it. */
const longest = 30_000;

const sendingBy =
  ({ send }: Mailer) =>
  async (letter: Letter): Promise<MailOutcome> => {
    const began = Date.now();
    const outcome = await send(letter);
    if (Date.now() - began > longest) throw new Error('an answer took more than half a minute');
    return outcome;
  };

const letters = () => {
  let made = 0;
  return ({ to, ...parts }: LetterParts = {}): Invitation => {
    const count = String(++made).padStart(12, '0');
    return Object.freeze({
      kind: 'invitation',
      id: `01890000-0000-7000-8000-${count}`,
      to: Object.freeze({ name: `Person ${made}`, address: `person.${made}@example.com`, ...to }),
      accountName: 'Example Account',
      brand: 'Example Brand',
      link: `https://accounts.example.com/invitations/${token}${count}`,
      until: new Date(Date.UTC(2030, 0)),
      ...parts,
    });
  };
};

/** As long as those of the application are, with what transfer encodings have an eye on. */
const token = '-_k3lVQ0aB9xZ7mN2cD4eF6gH8iJ0kL';
