import { err, ok, type Result } from '@tenantry/domain';
import { secretBytes } from '@tenantry/runtime';

/**
 * The secrets of a text, the newest first, as commas or line ends separate them. Otherwise what is
 * wrong, by place and without the text.
 */
export const parseSecrets = (text: string): Result<readonly string[], string> => {
  const secrets = text
    .split(/[,\r\n]/)
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '');
  if (secrets.length === 0) return err('holds no secret');
  const short = secrets.findIndex((secret) => Buffer.byteLength(secret) < secretBytes);
  return short === -1
    ? ok(secrets)
    : err(`secret ${short + 1} of ${secrets.length} has fewer than ${secretBytes} bytes`);
};
