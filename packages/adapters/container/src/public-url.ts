import { err, ok, type Result } from '@tenantry/domain';

/**
 * The URL as links begin with it: `https://tenants.example.com`, perhaps with a path, never with a
 * slash at its end. Otherwise what is wrong, without the text itself.
 */
export const parsePublicUrl = (given: string): Result<string, string> => {
  const url = URL.parse(given);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    return err('must be an http or https URL');
  if (url.username !== '' || url.password !== '') return err('must not hold a user or a password');
  if (/[?#]/.test(given)) return err('must have neither a query nor a fragment');
  return ok(url.origin + url.pathname.replace(/\/+$/, ''));
};

/** `http://{host}:{port}`, an IPv6 address in brackets (RFC 3986, 3.2.2). */
export const urlOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

/** Whether a valid URL leads to this machine and no other (RFC 6761, 6.3). */
export const isLoopback = (publicUrl: string): boolean =>
  /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(publicUrl).hostname);
