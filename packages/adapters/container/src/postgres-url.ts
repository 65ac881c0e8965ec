import { err, ok, type Result } from '@tenantry/domain';

export interface PostgresUrl {
  readonly kind: 'postgres';
  /** As it was given, password and all: for the driver alone. */
  readonly url: string;
  /** A host name, an address, or the directory of a socket. */
  readonly host: string;
  readonly port: number;
  /** What the database is called on its server. */
  readonly database: string;
  readonly hasPassword: boolean;
}

/**
 * Reads `postgres://USER:PASSWORD@HOST:PORT/DATABASE`; port and password may be left out, and
 * without a user it is the operating system's. Whatever the driver would take for something else
 * than it says is refused: it takes the first `#`, `?` or `/` of a password for its end, sends
 * defaults where nothing is said, and lets a parameter override any of its options.
 */
export const parsePostgresUrl = (given: string): Result<PostgresUrl, string> => {
  const url = URL.parse(given);
  // URL leaves out line ends and tabs; the driver rewrites all of a text with a stray % or blank.
  const isPlain = /^[^\p{Cc}\s]+$/u.test(given) && !/%(?![0-9a-f]{2})/i.test(given);
  const [host, database, ...parts] = isPlain && url !== null ? partsOf(url) : [];
  if (url === null || host === undefined || database === undefined) return err(`must be ${form}`);
  if (parts.includes(undefined) || given.includes('#')) return err(`must be ${form}`);
  if (host === '' || host.includes(',')) return err(`must name one host: ${form}`);
  // The driver leaves these as they are written, %3A as %3A.
  if (!/^[^;/?:@&=+$,#]+$/.test(database)) return err(`must name one database: ${form}`);
  if (url.port === '0') return err('must not have the port 0');
  const problem = parameterProblem(url.searchParams);
  return problem === undefined
    ? ok({
        kind: 'postgres',
        url: given,
        host,
        port: url.port === '' ? 5432 : Number(url.port),
        database,
        hasPassword: url.password !== '',
      })
    : err(problem);
};

const form =
  'postgres://USER:PASSWORD@HOST:PORT/DATABASE, where # % / : ? @ in a user or password are written %23 %25 %2F %3A %3F %40';

/** Host, database, user and password as the driver decodes them; undefined what cannot be. */
const partsOf = ({ hostname, pathname, username, password }: URL) =>
  [hostname.replace(/^\[(.+)\]$/, '$1'), pathname.slice(1), username, password].map(decoded);

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The parameters that mean to the driver what they mean to everybody else. */
const taken: readonly string[] = [
  'application_name',
  'sslcert',
  'sslkey',
  'sslmode',
  'sslrootcert',
];

/** Not `require` and the like: to the driver they mean `verify-full`, and to everybody else less. */
const sslModes: readonly string[] = ['disable', 'no-verify', 'verify-full'];

function parameterProblem(parameters: URLSearchParams): string | undefined {
  const names = [...parameters.keys()];
  if (names.some((name) => !taken.includes(name)))
    return `must have no parameters but ${taken.join(', ')}`;
  if (new Set(names).size < names.length) return 'must have each parameter once';
  const sslMode = parameters.get('sslmode');
  return sslMode === null || sslModes.includes(sslMode)
    ? undefined
    : 'must have the sslmode disable, verify-full, or no-verify (encrypted, whoever the server is)';
}
