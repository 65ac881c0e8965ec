import type { Application, Context } from '@tenantry/domain';

/** What was done, how often, and how many of it were done in a second. */
export interface Figure {
  readonly what: string;
  readonly count: number;
  readonly perSecond: number;
}

/** How many are under way at once. */
const abreast = 64;

/** Where the database has no connection left, or waits too long. */
const mostAttempts = 10;

/** Answers how many milliseconds have gone by since some moment. */
type Milliseconds = () => number;

/**
 * What an empty installation does in a second: whole customers under an idempotency key, each with two
 * users who are invited by mail, made one after another and 64 at once; one of them shown, 64 at once.
 */
export const figuresOf = async (
  app: Application,
  { count, milliseconds }: { readonly count: number; readonly milliseconds: Milliseconds },
): Promise<readonly Figure[]> => {
  const operator: Context = { caller: app.as.operator('measure') };
  const made = await app.initialise({ name: 'Measured', email: 'me@example.com' }, operator);
  if (!made.ok) throw new Error(`the database must be an empty one: ${made.error.kind}`);
  const context = { caller: app.as.account(made.value.account.id) };

  let number = 0;
  const create = async (): Promise<string> => {
    number += 1;
    const users = ['one', 'other'].map((name) => ({
      name,
      email: `${name}@customer-${number}.example.com`,
    }));
    const command = { name: `Customer ${number}`, users };
    const attempt = { ...context, idempotencyKey: `measured-${number}` };
    let customer = await app.customers.create(command, attempt);
    // As a client does: under its key it is made once.
    for (let again = 1; !customer.ok && again < mostAttempts; again += 1)
      customer = await app.customers.create(command, attempt);
    if (!customer.ok) throw new Error(customer.error.kind);
    return customer.value.account.id;
  };
  const figure = async (what: string, width: number, work: () => Promise<unknown>) => {
    const begun = milliseconds();
    await inTurns(count, width, work);
    const perSecond = Math.round((count * 1000) / Math.max(1, milliseconds() - begun));
    return { what, count, perSecond };
  };

  const first = await create();
  return [
    await figure('customers, one after another', 1, create),
    await figure(`customers, ${abreast} at once`, abreast, create),
    await figure(`a customer shown, ${abreast} at once`, abreast, async () => {
      const shown = await app.customers.find({ customer: first }, context);
      if (!shown.ok) throw new Error(shown.error.kind);
    }),
  ];
};

async function inTurns(count: number, width: number, work: () => Promise<unknown>): Promise<void> {
  let left = count;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
}
