/** A setting of a process, as its documentation shows it. */
export interface Setting {
  readonly key: string;
  /** The environment variable. */
  readonly name: string;
  /** What holds where nothing is said; absent where nothing then holds. */
  readonly default?: string;
  /** Also read from the file that `<name>_FILE` names: it is a secret, or may hold one. */
  readonly file?: true;
  /** Never taken from a flag. */
  readonly secret?: true;
  readonly meaning: string;
}

/** What holds for mail where nothing is said, in a process as in a host. */
export const mailByDefault = { mail: 'console:', mailFrom: 'no-reply@tenantry.invalid' } as const;

/** Every setting of a process, the same for the server and the commands. */
export const settings = [
  {
    key: 'database',
    name: 'TENANTRY_DATABASE',
    default: 'sqlite:./tenantry.db',
    file: true,
    meaning:
      'Where everything is kept: sqlite:PATH, postgres://USER:PASSWORD@HOST:PORT/DATABASE, or memory: (gone when the process ends).',
  },
  {
    key: 'poolSize',
    name: 'TENANTRY_POOL_SIZE',
    default: '10',
    meaning: 'How many connections to PostgreSQL a process opens at most.',
  },
  {
    key: 'mail',
    name: 'TENANTRY_MAIL',
    default: mailByDefault.mail,
    file: true,
    meaning:
      'Where mail goes: smtp://USER:PASSWORD@HOST:PORT (encrypted by STARTTLS; ?tls=optional or ?tls=never for a server without it), smtps://USER:PASSWORD@HOST:PORT (encrypted from the start), directory:PATH (one file a message), or console: (shown, for development alone).',
  },
  {
    key: 'mailFrom',
    name: 'TENANTRY_MAIL_FROM',
    default: mailByDefault.mailFrom,
    meaning:
      'Whom mail comes from: an address, or Name <address>. Without a name the brand is shown. In production SMTP demands it.',
  },
  {
    key: 'publicUrl',
    name: 'TENANTRY_PUBLIC_URL',
    default: 'http://{host}:{port}',
    meaning:
      'Where people reach this installation; links begin with it. Any host but this machine itself means production: https, a secret, mail that is really sent and, of PostgreSQL, fsync and synchronous_commit are demanded.',
  },
  {
    key: 'secret',
    name: 'TENANTRY_SECRET',
    file: true,
    secret: true,
    meaning:
      'The secret that keys are derived from, 32 bytes or more. Several, the newest first, are separated by commas or line ends.',
  },
  {
    key: 'host',
    name: 'TENANTRY_HOST',
    default: '127.0.0.1',
    meaning: 'The address or host name that the server listens on.',
  },
  {
    key: 'port',
    name: 'TENANTRY_PORT',
    default: '8080',
    meaning: 'The port that the server listens on; 0 takes a free one.',
  },
  {
    key: 'trustedProxies',
    name: 'TENANTRY_TRUSTED_PROXIES',
    meaning:
      'The proxies whose X-Forwarded-For is believed, as addresses or networks (10.0.0.0/8), separated by commas or blanks. Without any, whoever is connected is the client.',
  },
  {
    key: 'maxConnections',
    name: 'TENANTRY_MAX_CONNECTIONS',
    default: '10000',
    meaning: 'How many connections the server has at once; one more is closed at once.',
  },
  {
    key: 'migrate',
    name: 'TENANTRY_MIGRATE',
    default: 'check',
    meaning:
      'What is done about an outdated database: auto (brought up to date), check (refused), off (taken as it is). One that is too new is always refused.',
  },
  {
    key: 'logLevel',
    name: 'TENANTRY_LOG_LEVEL',
    default: 'info',
    meaning: 'What is logged: debug, info, warn or error, and what is graver.',
  },
  {
    key: 'hashConcurrency',
    name: 'TENANTRY_HASH_CONCURRENCY',
    meaning:
      'How many passwords are hashed at once, 19 MiB each. Without it as many as there are cores, at most 4.',
  },
] as const satisfies readonly Setting[];

type Known = (typeof settings)[number];

export type SettingKey = Known['key'];

/** What may be said on a command line: everything but secrets. */
export type FlagKey = Exclude<SettingKey, Extract<Known, { secret: true }>['key']>;
