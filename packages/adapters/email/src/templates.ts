import type { Letter } from '@tenantry/domain';
import { asHtml, asText, type Content, say } from './layout.ts';
import type { Markup } from './markup.ts';
import { shown, shownName } from './shown.ts';

/** A letter in words: one line of subject, without the link, and the same body twice. */
export interface Rendering {
  readonly subject: string;
  readonly text: string;
  readonly html: string | Markup;
}

/**
 * What a template is given. Names are on one line, hold no control characters, and no mail program
 * makes a link of them; for HTML they still have to be escaped, as `html` does.
 */
export interface Words {
  /** The recipient's. */
  readonly name: string;
  /** What the installation calls itself. */
  readonly brand: string;
  /** The only thing that the recipient is to follow. */
  readonly link: string;
}

export interface WordsUntil extends Words {
  /** How long the link works. */
  readonly until: Date;
}

export interface InvitationWords extends WordsUntil {
  /** The account that the person is invited to. */
  readonly accountName: string;
}

/** One function for each kind of letter. One that throws is a letter that failed. */
export interface Templates {
  readonly invitation: (words: InvitationWords) => Rendering;
  readonly passwordReset: (words: WordsUntil) => Rendering;
  /** The note after a change; its link is where another password can be asked for. */
  readonly passwordChanged: (words: Words) => Rendering;
}

const rendering = (subject: string, content: Content): Rendering => ({
  subject,
  text: asText(content),
  html: asHtml(content),
});

/** The words of ours, where a host has no others. */
export const templates: Templates = {
  invitation: (words) =>
    rendering(`Invitation to ${words.accountName} - ${words.brand}`, {
      ...words,
      action: 'Accept your invitation',
      sentences: [
        say`You are invited to join ${words.accountName} at ${words.brand}.`,
        say`The link is for you alone and works until ${whenText(words.until)}.`,
        say`If you did not expect this message, you can ignore it.`,
      ],
    }),
  passwordReset: (words) =>
    rendering(`Choose a new password - ${words.brand}`, {
      ...words,
      action: 'Choose a new password',
      sentences: [
        say`Somebody asked for a new password for you at ${words.brand}.`,
        say`The link is for you alone, and works once, until ${whenText(words.until)}.`,
        say`If it was not you, you can ignore this message: your password stays as it is.`,
      ],
    }),
  passwordChanged: (words) =>
    rendering(`Your password was changed - ${words.brand}`, {
      ...words,
      action: 'If it was not you, ask for another password',
      sentences: [
        say`Your password at ${words.brand} was changed.`,
        say`If it was you, there is nothing that you need to do.`,
      ],
    }),
};

/**
 * Puts a letter into words. What others chose is brought onto one line and made harmless first, so
 * that a template cannot forget to.
 */
export const render = (letter: Letter, chosen: Templates = templates): Rendering => {
  const words = {
    name: shownName(letter.to.name),
    brand: shown(letter.brand),
    link: letter.link,
  };
  switch (letter.kind) {
    case 'invitation':
      return chosen.invitation({
        ...words,
        accountName: shownName(letter.accountName),
        until: letter.until,
      });
    case 'passwordReset':
      return chosen.passwordReset({ ...words, until: letter.until });
    case 'passwordChanged':
      return chosen.passwordChanged(words);
  }
};

/** Made when it is needed: it takes longer to make than all else that a process loads from here. */
let english: Intl.DateTimeFormat | undefined;

const whenText = (when: Date): string => {
  english ??= new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return `${english.format(when)} UTC`;
};
