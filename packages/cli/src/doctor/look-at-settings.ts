import { statSync } from 'node:fs';
import {
  type Finding,
  fail,
  isLoopback,
  judged,
  productionProblems,
  settings as table,
  warn,
} from '@tenantry/container';
import type { Settings } from '../application/open.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

type Environment = Surroundings['environment'];

/** Node.js that this runs on: what `engines` of the package says. */
export const lookAtNode = (version: string): Finding => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < 22 || (major === 22 && minor < 18);
  const advice = 'install Node.js 22.18 or later';
  return judged(
    'node',
    `Node.js ${version}`,
    isOld && fail(`Node.js ${version} is too old`, advice),
  );
};

/** What each setting says by itself is fine here: what they say together may not be. */
export function* lookAtSettings(settings: Settings, environment: Environment): Generator<Finding> {
  const problems = productionProblems(settings);
  for (const problem of problems)
    yield { check: 'settings', ...fail(problem, 'see docs/settings.md') };
  const strangers = strangersIn(environment);
  for (const name of strangers)
    yield {
      check: 'settings',
      ...warn(`${name} is no setting`, 'it is not read: is it misspelt?'),
    };
  if (problems.length + strangers.length === 0)
    yield { check: 'settings', result: 'ok', message: 'nothing wrong with any' };
  yield publicUrl(settings);
  yield secret(settings, environment);
}

/** A misspelt name would say nothing and change nothing. */
function strangersIn(environment: Environment): readonly string[] {
  const known = new Set(
    table.flatMap((setting) =>
      'file' in setting ? [setting.name, `${setting.name}_FILE`] : [setting.name],
    ),
  );
  return Object.keys(environment).filter(
    (name) => name.startsWith('TENANTRY_') && !known.has(name),
  );
}

const everywhere = ['0.0.0.0', '::'];

function publicUrl({ publicUrl: url, host, trustedProxies }: Settings): Finding {
  const isOwn = isLoopback(url);
  return judged(
    'public url',
    isOwn ? `${url}: this machine alone, as for development` : url,
    isOwn &&
      everywhere.includes(host) &&
      warn(
        `the server would listen to every machine, and links lead to ${url}`,
        'set TENANTRY_PUBLIC_URL to where people reach it, or TENANTRY_HOST to 127.0.0.1',
      ),
    !isOwn &&
      trustedProxies.length === 0 &&
      warn(
        'no proxy is trusted: limits by address would count the proxy as everybody',
        'set TENANTRY_TRUSTED_PROXIES to the proxy that ends TLS',
      ),
  );
}

function secret({ secret: given, keptIn }: Settings, environment: Environment): Finding {
  const file = environment['TENANTRY_SECRET_FILE'] || keptIn;
  const rights = given.length === 0 || file === undefined ? 0 : rightsOf(file);
  return judged(
    'secret',
    given.length === 1 ? 'given' : `${given.length} given, the newest first`,
    given.length === 0 &&
      warn(
        'none: commands that only read work, and few others',
        'set TENANTRY_SECRET, or TENANTRY_SECRET_FILE, to the one that this installation was made with',
      ),
    (rights & 0o077) !== 0 &&
      warn(`others may read its file (${octal(rights)})`, 'chmod 600 the file'),
  );
}

const rightsOf = (file: string): number =>
  process.platform === 'win32' ? 0 : (statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & 0o777;

const octal = (rights: number): string => rights.toString(8).padStart(3, '0');
