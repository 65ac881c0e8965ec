import { EmailAddress, type Letter, type MailOutcome } from '@tenantry/domain';
import type { Delivered, OpenedMailer } from '@tenantry/testing';

/** How a toy does its work; each part can be done wrongly. */
export interface Toy {
  /** Whom a letter goes to; nobody, where its address is none. */
  readonly recipients: (letter: Letter) => readonly string[];
  readonly idOf: (letter: Letter, sent: number) => string;
  readonly subject: (letter: Letter) => string;
  readonly text: (letter: Letter) => string;
  /** How often a message arrives. */
  readonly copies: number;
  readonly refusal: (letter: Letter) => string;
  /** What is answered while nobody carries mail. */
  readonly cutOff: (letter: Letter) => MailOutcome;
  readonly close: (times: number) => void;
}

export const oneLine = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ');

const sound: Toy = {
  recipients: ({ to: { address } }) => (EmailAddress.safeParse(address).success ? [address] : []),
  idOf: ({ id }) => id,
  subject: ({ brand }) => oneLine(`Invitation by ${brand}`),
  text: (letter) =>
    [
      `Hello ${oneLine(letter.to.name)},`,
      letter.kind === 'invitation' ? `join ${oneLine(letter.accountName)}:` : 'here is the link:',
      letter.link,
      '',
    ].join('\n'),
  copies: 1,
  refusal: () => 'there is no such address',
  cutOff: () => ({ kind: 'failed', reason: 'nobody carries mail' }),
  close: () => undefined,
};

/** A mailer that keeps every promise of the port, if only in play; or all but one of them. */
export const toyMailer = (wrong: Partial<Toy> = {}): OpenedMailer => {
  const toy = { ...sound, ...wrong };
  const arrived: Delivered[] = [];
  const state = { isCutOff: false, closed: 0 };
  let sent = 0;
  return {
    mailer: {
      send: async (letter) => {
        if (state.isCutOff) return toy.cutOff(letter);
        const to = toy.recipients(letter);
        if (to.length === 0) return { kind: 'refused', reason: toy.refusal(letter) };
        const id = toy.idOf(letter, ++sent);
        const message = { to, id, subject: toy.subject(letter), text: toy.text(letter) };
        for (let copy = 0; copy < toy.copies; copy++) arrived.push(message);
        return { kind: 'sent' };
      },
      close: async () => toy.close(++state.closed),
    },
    delivered: async () => [...arrived],
    cutOff: () => {
      state.isCutOff = true;
    },
  };
};
