export { type ConsoleMailerOptions, consoleMailer } from './console-mailer.ts';
export { type DirectoryMailerOptions, directoryMailer } from './directory-mailer.ts';
export { findMailFault } from './mail-fault.ts';
export { createMailbox, type KeptMail, type Mailbox, type MailboxOptions } from './mailbox.ts';
export { type MailerOptions, type MailUrl, mailerFor, parseMailUrl } from './mailer-for.ts';
export { type Mail, mailerOf, type SendMail } from './mailer-of.ts';
export { html, type Markup } from './markup.ts';
export { parseSender, type Sender } from './sender.ts';
export { type SmtpMailerOptions, smtpMailer } from './smtp-mailer.ts';
export { parseSmtpUrl, type SmtpServer } from './smtp-url.ts';
export {
  type InvitationWords,
  type Rendering,
  render,
  type Templates,
  templates,
  type Words,
  type WordsUntil,
} from './templates.ts';
