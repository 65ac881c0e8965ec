import { err, ok, type Result } from '@tenantry/domain';
import { parseMailUrl, parseSender } from '@tenantry/email';
import { z } from 'zod';
import { type ApplicationConfig, migrations } from './application-config.ts';
import { parseDatabaseUrl } from './database-url.ts';
import { parseHost } from './host.ts';
import { parseNetworks } from './networks.ts';
import { parsePublicUrl, urlOf } from './public-url.ts';
import { parseSecrets } from './secret-list.ts';
import { type Environment, type FlagTexts, type Sources, settingTexts } from './setting-texts.ts';
import { settings } from './settings.ts';

const logLevels = ['debug', 'info', 'warn', 'error'] as const;
type LogLevel = (typeof logLevels)[number];

type Wanted = 'database' | 'poolSize' | 'mail' | 'mailFrom' | 'publicUrl' | 'migrate';

/** The settings of a process; an application can be opened with them as they are. */
export interface ProcessSettings extends Required<Pick<ApplicationConfig, Wanted>> {
  /** A URL. */
  readonly database: string;
  /** The newest first; empty where none was given. */
  readonly secret: readonly string[];
  readonly host: string;
  readonly port: number;
  /** Addresses and networks; empty where none was given. */
  readonly trustedProxies: readonly string[];
  readonly maxConnections: number;
  readonly logLevel: LogLevel;
  readonly hashConcurrency?: number;
}

export type ParsedProcessSettings =
  | { readonly ok: true; readonly value: ProcessSettings }
  | { readonly ok: false; readonly problems: readonly string[] };

const read = <T>(parse: (text: string) => Result<T, string>) =>
  z.string().transform((text, context) => {
    const parsed = parse(text);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: 'custom', message: parsed.error });
    return z.NEVER;
  });

/** The text as it is, where whoever will read it later has nothing against it. */
const kept = (parse: (text: string) => Result<unknown, string>) =>
  read((text) => {
    const parsed = parse(text);
    return parsed.ok ? ok(text) : parsed;
  });

const wholeNumber = (least: number, most: number) =>
  read((text) => {
    const number = /^[0-9]{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return number >= least && number <= most
      ? ok(number)
      : err(`must be a whole number from ${least} to ${most}`);
  });

const oneOf = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, { error: `must be one of ${words.join(', ')}` });

const schema = z.strictObject({
  database: kept(parseDatabaseUrl),
  poolSize: wholeNumber(1, 1000),
  mail: kept(parseMailUrl),
  mailFrom: kept(parseSender),
  publicUrl: read(parsePublicUrl).exactOptional(),
  secret: read(parseSecrets).exactOptional(),
  host: read(parseHost),
  port: wholeNumber(0, 65_535),
  trustedProxies: read(parseNetworks).exactOptional(),
  maxConnections: wholeNumber(1, 1_000_000),
  migrate: oneOf(migrations),
  logLevel: oneOf(logLevels),
  hashConcurrency: wholeNumber(1, 64).exactOptional(),
});

/**
 * The settings of a process: flags over environment over defaults. Every problem is told, in a
 * line that names the setting and repeats no value. What production demands is not asked here but
 * where an application is opened: not every command needs all of it.
 */
export const parseProcessSettings = (
  environment: Environment,
  flags: FlagTexts = {},
  sources: Sources = {},
): ParsedProcessSettings => {
  const { texts, problems } = settingTexts(environment, flags, sources);
  const parsed = schema.safeParse(texts);
  if (!parsed.success || problems.length > 0)
    return { ok: false, problems: [...problems, ...(parsed.error?.issues ?? []).map(lineOf)] };
  const { publicUrl, secret = [], trustedProxies = [], ...rest } = parsed.data;
  const url = publicUrl ?? urlOf(rest.host, rest.port);
  return { ok: true, value: Object.freeze({ ...rest, publicUrl: url, secret, trustedProxies }) };
};

const lineOf = ({ path: [key], message }: z.core.$ZodIssue): string =>
  `${settings.find((setting) => setting.key === key)?.name}: ${message}`;
