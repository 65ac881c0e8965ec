import type { Policy } from '@tenantry/domain';
import { asWholeOperator, asWholeReader } from '../application/as-operator.ts';
import { attempted, doneOf, jsonLine } from '../application/attempt.ts';
import { valueOf } from '../ending/exit.ts';
import type { Flags, Json, Retryable } from '../said/flags.ts';
import { jsonIn } from '../said/json-file.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

/** Shows the rules of the installation, those that hold by default too. */
export const show = async (
  { json }: Json,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asWholeReader(flags, surroundings, async (app, context) =>
    print(valueOf(await app.policy.show({}, context)), json, surroundings),
  );

export interface SetPolicyOptions extends Retryable {
  readonly dryRun?: true;
}

/** Changes rules: what the file does not name stays, null brings a default back. */
export const set = async (
  file: string,
  { json, idempotencyKey, dryRun }: SetPolicyOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const changes = jsonIn(await surroundings.read(file), 'file');
  await asWholeOperator(flags, surroundings, async (app, context) => {
    const attempt = { ...attempted(context, idempotencyKey), dryRun: dryRun === true };
    const { value, replayed } = doneOf(await app.policy.set({ changes }, attempt), surroundings);
    print(value, json, surroundings, replayed);
  });
};

const print = (
  policy: Policy,
  json: true | undefined,
  { out }: Surroundings,
  replayed = false,
): void => {
  const rules = rulesIn(policy);
  const widest = Math.max(...rules.map(([name]) => name.length));
  out(
    json === true
      ? jsonLine(JSON.stringify(policy), replayed)
      : rules.map(([name, value]) => `${name.padEnd(widest)}  ${value}\n`).join(''),
  );
};

/** Each rule by the path to it, with its value as JSON: as a file for `set` would have it. */
function rulesIn(rules: object, above = ''): readonly (readonly [string, string])[] {
  return Object.entries(rules).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? rulesIn(value, `${above}${key}.`)
      : [[`${above}${key}`, JSON.stringify(value)] as const],
  );
}
