export { type ConsoleMailerOptions, consoleMailer } from './console-mailer.ts';
export { type DirectoryMailerOptions, directoryMailer } from './directory-mailer.ts';
export { type MailerOptions, type MailUrl, mailerFor, parseMailUrl } from './mailer-for.ts';
export { parseSender, type Sender } from './sender.ts';
export { type Rendering, render } from './templates.ts';
