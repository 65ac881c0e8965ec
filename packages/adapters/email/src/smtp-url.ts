import { isIP } from 'node:net';
import { err, ok, type Result } from '@tenantry/domain';

/** A server that takes mail by SMTP. */
export interface SmtpServer {
  readonly kind: 'smtp';
  /** A host name, or an address without brackets. */
  readonly host: string;
  readonly port: number;
  /**
   * Encrypted from the first byte, or by STARTTLS: demanded, taken where the server offers it, or
   * left alone.
   */
  readonly tls: 'implicit' | 'required' | 'optional' | 'never';
  readonly login?: { readonly user: string; readonly password: string };
}

/**
 * Reads `smtp://USER:PASSWORD@HOST:PORT?tls=required` or `smtps://USER:PASSWORD@HOST:PORT`; user,
 * port and parameter may be left out. Without the parameter TLS is required, and on this machine
 * itself taken where it is offered. What is wrong is said without the text itself.
 */
export const parseSmtpUrl = (given: string): Result<SmtpServer, string> => {
  const url = URL.parse(given);
  // URL leaves out line ends and tabs, and takes the first # / or ? of a password for its end.
  const isPlain = /^[^\p{Cc}\s#]+$/u.test(given) && !/%(?![0-9a-f]{2})/i.test(given);
  if (url === null || !isPlain || !['', '/'].includes(url.pathname)) return err(`must be ${form}`);
  const [host, user, password] = [url.hostname, url.username, url.password].map(decoded);
  if (host === undefined || user === undefined || password === undefined)
    return err(`must be ${form}`);
  const bare = host.replace(/^\[(.+)\]$/, '$1').toLowerCase();
  if (!isHost(bare) || url.port === '0') return err(`must name a host and its port: ${form}`);
  if ((user === '') !== (password === ''))
    return err('must have both a user and a password, or neither');
  if (/\p{Cc}/u.test(user + password)) return err('must have no control characters in a password');
  const tls = tlsOf(url, bare);
  if (!tls.ok) return tls;
  if (user !== '' && !isEncrypted(tls.value) && !isThisMachine(bare))
    return err('must not have a password where TLS is not required: it could be read on its way');
  const port = url.port === '' ? (tls.value === 'implicit' ? 465 : 587) : Number(url.port);
  const login = user === '' ? {} : { login: { user, password } };
  return ok({ kind: 'smtp', host: bare, port, tls: tls.value, ...login });
};

const form =
  'smtp://USER:PASSWORD@HOST:PORT or smtps://USER:PASSWORD@HOST:PORT, where # % / : ? @ in a user or password are written %23 %25 %2F %3A %3F %40';

function tlsOf(url: URL, host: string): Result<SmtpServer['tls'], string> {
  const said = [...url.searchParams];
  if (url.protocol === 'smtps:')
    return said.length === 0
      ? ok('implicit')
      : err('must have no parameters with smtps, which is encrypted from the start');
  if (said.length === 0) return ok(isThisMachine(host) ? 'optional' : 'required');
  const [name, tls] = said[0] ?? [];
  const found = (['required', 'optional', 'never'] as const).find((one) => one === tls);
  return said.length > 1 || name !== 'tls' || found === undefined
    ? err('must have no parameter but tls=required, tls=optional or tls=never')
    : ok(found);
}

const isEncrypted = (tls: SmtpServer['tls']): boolean => tls === 'implicit' || tls === 'required';

/** RFC 6761, 6.3: what never leaves the machine. */
const isThisMachine = (host: string): boolean =>
  /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);

const isHost = (host: string): boolean =>
  isIP(host) !== 0 || (/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(host) && !/^[0-9.]+$/.test(host));

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
