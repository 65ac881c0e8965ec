import { parseUpdateCustomer, type UpdateCustomerInput } from '@tenantry/domain';
import { asOperator } from '../application/as-operator.ts';
import { attempted, doneOf } from '../application/attempt.ts';
import { knownAccount } from '../application/named-account.ts';
import { customerCorrection, type SetCustomerFlags } from '../said/customer-correction.ts';
import type { Flags, Retryable } from '../said/flags.ts';
import { textsOf } from '../said/inputs.ts';
import { demandSound } from '../said/sound-command.ts';
import { unparsed } from '../said/unparsed.ts';
import { printCustomer } from '../shown/customer.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

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
