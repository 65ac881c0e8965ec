import { accessSync, constants, mkdirSync } from 'node:fs';
import { err, type Mailer, ok, type Result } from '@tenantry/domain';
import { consoleMailer } from './console-mailer.ts';
import { directoryMailer } from './directory-mailer.ts';
import { smtpMailer } from './smtp-mailer.ts';
import { parseSmtpUrl, type SmtpServer } from './smtp-url.ts';
import type { Templates } from './templates.ts';

/** Where mail goes. */
export type MailUrl =
  | { readonly kind: 'console' }
  | { readonly kind: 'directory'; readonly directory: string }
  | SmtpServer;

/**
 * Reads `console:`, `directory:PATH`, or the `smtp:` or `smtps:` URL of a server; else says what is
 * wrong, without the text itself.
 */
export const parseMailUrl = (url: string): Result<MailUrl, string> => {
  if (url === 'console:') return ok({ kind: 'console' });
  if (/^smtps?:/i.test(url)) return parseSmtpUrl(url);
  const directory = /^directory:(.+)$/s.exec(url)?.[1];
  return directory === undefined || directory.includes('\0')
    ? err('must be smtp://..., smtps://..., directory:PATH or console:')
    : ok({ kind: 'directory', directory });
};

export interface MailerOptions {
  /** `no-reply@example.com`, or `Example Ltd <no-reply@example.com>`. */
  readonly from: string;
  /** In the place of the words of ours, for each kind of letter that it has. */
  readonly templates?: Partial<Templates>;
  /** Where `console:` writes; to standard error by default. */
  readonly write?: (text: string) => void | Promise<void>;
  /** Makes the directory at once, so that one that cannot be made is told before it is needed. */
  readonly prepare?: boolean;
}

/** The mailer that a URL names. Throws an Error that names the setting for any other URL. */
export const mailerFor = (
  url: string,
  { from, templates, write = toStandardError, prepare = false }: MailerOptions,
): Mailer => {
  const parsed = parseMailUrl(url);
  if (!parsed.ok) throw new Error(`TENANTRY_MAIL: ${parsed.error}`);
  const words = { from, ...(templates === undefined ? {} : { templates }) };
  switch (parsed.value.kind) {
    case 'console':
      return consoleMailer({ write, ...words });
    case 'directory':
      if (prepare) makeDirectory(parsed.value.directory);
      return directoryMailer({ directory: parsed.value.directory, ...words });
    case 'smtp':
      return smtpMailer({ server: parsed.value, ...words });
  }
};

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.W_OK);
  } catch (cause) {
    throw new Error('TENANTRY_MAIL: the directory cannot be written to', { cause });
  }
}

const toStandardError = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stderr.write(text, (fault) => (fault ? reject(fault) : resolve()));
  });
