import { accessSync, constants, mkdirSync } from 'node:fs';
import { err, type Mailer, ok, type Result } from '@tenantry/domain';
import { consoleMailer } from './console-mailer.ts';
import { directoryMailer } from './directory-mailer.ts';

/** Where mail goes. */
export type MailUrl =
  | { readonly kind: 'console' }
  | { readonly kind: 'directory'; readonly directory: string };

/** Reads `console:` or `directory:PATH`; else says what is wrong, without the text itself. */
export const parseMailUrl = (url: string): Result<MailUrl, string> => {
  if (url === 'console:') return ok({ kind: 'console' });
  const directory = /^directory:(.+)$/s.exec(url)?.[1];
  return directory === undefined || directory.includes('\0')
    ? err('must be console: or directory:PATH')
    : ok({ kind: 'directory', directory });
};

export interface MailerOptions {
  /** `no-reply@example.com`, or `Example Ltd <no-reply@example.com>`. */
  readonly from: string;
  /** Where `console:` writes; to standard error by default. */
  readonly write?: (text: string) => void | Promise<void>;
  /** Makes the directory at once, so that one that cannot be made is told before it is needed. */
  readonly prepare?: boolean;
}

/** The mailer that a URL names. Throws an Error that names the setting for any other URL. */
export const mailerFor = (
  url: string,
  { from, write = toStandardError, prepare = false }: MailerOptions,
): Mailer => {
  const parsed = parseMailUrl(url);
  if (!parsed.ok) throw new Error(`TENANTRY_MAIL: ${parsed.error}`);
  switch (parsed.value.kind) {
    case 'console':
      return consoleMailer({ write, from });
    case 'directory':
      if (prepare) makeDirectory(parsed.value.directory);
      return directoryMailer({ directory: parsed.value.directory, from });
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
