import { parseUpdateCustomer, type UpdateCustomerInput } from '@tenantry/domain';
import { asOperator } from '../as-operator.ts';
import { attempted, doneOf } from '../attempt.ts';
import { customerCorrection, type SetCustomerFlags } from '../customer-correction.ts';
import { printCustomer } from '../customer-shown.ts';
import type { Flags, Retryable } from '../flags.ts';
import { textsOf } from '../inputs.ts';
import { knownAccount } from '../named-account.ts';
import { demandSound } from '../sound-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { unparsed } from '../unparsed.ts';

export interface SetOptions extends Retryable, SetCustomerFlags {
  readonly configurations?: string;
  readonly file?: string;
}

/** Corrects a customer from flags, from a file, or from both: what is said, and nothing else. */
export const set = async (
  account: string,
  { json, file, configurations, idempotencyKey, ...flagged }: SetOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const texts = await textsOf({ file, configurations }, surroundings);
  const said = customerCorrection(flagged, texts);
  await asOperator(flags, surroundings, async (app, context) => {
    // Before anybody is looked for: a customer that is not there hides no fault.
    const input: UpdateCustomerInput = unparsed({ ...said.command, customer: account });
    await demandSound(said, input, async (found) => parseUpdateCustomer(found), context);
    const { account: customer } = await knownAccount(app, account, context);
    const changed = await app.customers.update(
      { ...said.command, customer },
      attempted(context, idempotencyKey),
    );
    const { value, replayed } = doneOf(changed, surroundings);
    printCustomer(value, json, surroundings, replayed);
  });
};
