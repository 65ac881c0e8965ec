import { parseProcessSettings, settings } from '@tenantry/container';
import { defaultPolicy, Policy } from '@tenantry/domain';
import { z } from 'zod';

/** docs/settings.md as the table of settings and the schema of the policy make it. */
export function settingsPage(): string {
  const rows = settings.map((setting) => {
    const byDefault = 'default' in setting ? `\`${setting.default}\`` : '';
    return `| \`${setting.name}\` | ${takenBy(setting.name)} | ${byDefault} | ${setting.meaning} |`;
  });
  const inFiles = settings.flatMap((one) => ('file' in one ? [`\`${one.name}\``] : []));
  return [
    '# Settings of a process',
    '',
    'The server and every command take the same settings from the environment; flags win over them.',
    `What is a secret or may hold one, ${new Intl.ListFormat('en').format(inFiles)}, may also be`,
    'given as `<NAME>_FILE`, the path of a file that holds it. A bad value stops the start with a line',
    'that names it.',
    '',
    '| setting | takes | default | meaning |',
    '|---|---|---|---|',
    ...rows,
    '',
    '## Policy',
    '',
    'The rules of an installation, the same for every process: `init --policy FILE` writes them, as JSON',
    'in which every part may be left out, and `policy set FILE` changes them: what is not named stays, null',
    'brings a default back. A role cannot be taken away, for members may have it. A change counts',
    '[for what comes from then on](decisions/0029-a-rule-counts-from-then-on.md).',
    '',
    '| rule | takes | default | meaning |',
    '|---|---|---|---|',
    ...policyRows(z.toJSONSchema(Policy, { io: 'input' })),
    '',
    '## Another secret in place of the present one',
    '',
    'Processes that share a database must understand what the others make, so `TENANTRY_SECRET` changes',
    'in three rounds, each of them in every process before the next one begins:',
    '',
    '1. `old,new`: the new secret is understood, and not used yet.',
    '2. `new,old`: the new one is used, and the installation is known by it from now on.',
    '3. `new`, once nothing is left that the old one made: open invitations, tokens, and results that',
    '   are kept for an `Idempotency-Key`, for 24 hours, of `import` for 400 days.',
    '',
  ].join('\n');
}

/** What a setting takes, in the words of the parser that refuses everything else. */
function takenBy(name: string): string {
  const parsed = parseProcessSettings({ [name]: '\u0001' });
  const problem = parsed.ok
    ? undefined
    : parsed.problems.find((line) => line.startsWith(`${name}:`));
  if (problem === undefined) throw new Error(`${name} takes anything`);
  const [, taken] = /: must be (.*)$/s.exec(problem) ?? [];
  const [, bytes] = /has fewer than (\d+ bytes)$/.exec(problem) ?? [];
  if (taken !== undefined) return taken;
  if (bytes !== undefined) return `${bytes} or more`;
  throw new Error(`${name} does not say what it takes: ${problem}`);
}

type Schema = z.core.JSONSchema.JSONSchema;

/** One row for each rule, those of a group under dotted names. */
function policyRows(schema: Schema, above = ''): readonly string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, rule]) => {
    if (typeof rule === 'boolean') return [];
    // What is described itself is one rule, though it may have several parts.
    if (rule.properties !== undefined && rule.description === undefined)
      return policyRows(rule, `${above}${name}.`);
    const byDefault: unknown = Reflect.get(defaultOf(above), name);
    const shown = byDefault === undefined ? '' : `\`${JSON.stringify(byDefault)}\``;
    return [`| \`${above}${name}\` | ${takenIn(rule)} | ${shown} | ${rule.description} |`];
  });
}

const defaultOf = (above: string): object =>
  above === '' ? defaultPolicy : Reflect.get(defaultPolicy, above.slice(0, -1));

/** What a rule takes, as its schema has it. */
function takenIn(rule: Schema | boolean | undefined): string {
  if (typeof rule !== 'object') throw new Error('a rule without a schema');
  const { minimum, maximum, minLength, maxLength, minItems = 0, maxItems } = rule;
  if (rule.enum !== undefined) return rule.enum.map((one) => `\`${one}\``).join(', ');
  if (rule.type === 'integer') return `${bound(minimum)} to ${bound(maximum)}`;
  if (rule.type === 'string') return `${bound(minLength)} to ${bound(maxLength)} characters`;
  if (rule.type === 'boolean') return '`true`, `false`';
  if (rule.type === 'array' && typeof rule.items === 'object' && !Array.isArray(rule.items))
    return `${minItems} to ${bound(maxItems)} of: ${takenIn(rule.items)}`;
  if (rule.type === 'object')
    return Object.entries(rule.properties ?? {})
      .map(([name, part]) => `\`${name}\` (${takenIn(part)})`)
      .join(', ');
  throw new Error(`a rule whose bounds cannot be told: ${JSON.stringify(rule)}`);
}

function bound(figure: number | undefined): string {
  if (figure === undefined || Math.abs(figure) === Number.MAX_SAFE_INTEGER)
    throw new Error('a rule without a bound');
  return String(figure);
}
