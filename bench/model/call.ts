/** A call of a use case in a tale. */
export interface Call {
  /** As `customers.create`. */
  readonly use: string;
  readonly command: Readonly<Record<string, unknown>>;
  readonly idempotencyKey?: string;
  readonly isDryRun: boolean;
  /** What came of it: those after it name these. */
  readonly made: readonly Made[];
}

export interface Made {
  readonly id: string;
  /** `account 3` or `member 3`, where it has a number. */
  readonly name?: string;
}

export const callOf = (use: string, [command, context]: readonly unknown[], answer: unknown) => {
  const { idempotencyKey, dryRun } = fieldsOf(context);
  return {
    use,
    command: fieldsOf(command),
    ...(typeof idempotencyKey === 'string' ? { idempotencyKey } : {}),
    isDryRun: dryRun === true,
    made: madeIn(fieldsOf(answer)['value']),
  } satisfies Call;
};

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};

/** The accounts, members, apps and keys in an answer. */
const madeIn = (value: unknown): readonly Made[] => {
  if (Array.isArray(value)) return value.flatMap(madeIn);
  if (value === undefined) return [];
  const fields = fieldsOf(value);
  const { id, number } = fields;
  const kind = 'ancestors' in fields ? 'account' : 'member';
  const own = typeof id === 'string' ? [{ id, ...named(kind, number) }] : [];
  const { account, register, member, contactMember, members } = fields;
  return [...own, ...[account, register, member, contactMember, members].flatMap(madeIn)];
};

const named = (kind: string, number: unknown): Pick<Made, 'name'> =>
  typeof number === 'number' ? { name: `${kind} ${number}` } : {};
