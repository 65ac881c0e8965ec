import type { Partner } from '@tenantry/domain';
import { asOperator, asReader } from '../application/as-operator.ts';
import { attempted, doneOf, jsonLine } from '../application/attempt.ts';
import { everyItem } from '../application/every-item.ts';
import { partnerNamed } from '../application/named-account.ts';
import { valueOf } from '../ending/exit.ts';
import type { Flags, Json, Retryable } from '../said/flags.ts';
import { chosenPhrase, inputsOf } from '../said/inputs.ts';
import {
  type CreatePartnerFlags,
  createPartnerCommand,
  type SetPartnerFlags,
  setPartnerCommand,
} from '../said/partner-command.ts';
import { soundCommand } from '../said/sound-command.ts';
import { unparsed } from '../said/unparsed.ts';
import { type AccountRow, accountRow, listOfAccounts } from '../shown/account-row.ts';
import { partnerJson, partnerText } from '../shown/partner.ts';
import { listed } from '../terminal/listed.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

export interface CreateOptions extends Retryable, CreatePartnerFlags {
  readonly phraseStdin?: true;
  readonly file?: string;
}

/** Opens a partner from flags, from a file, or from both: what a flag says wins. */
export const create = async (
  { json, file, phraseStdin, idempotencyKey, ...said }: CreateOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const inputs = await inputsOf(
    { file, secret: phraseStdin === true && chosenPhrase },
    surroundings,
  );
  const command = createPartnerCommand(said, inputs.file, inputs.secret);
  await asOperator(flags, surroundings, async (app, context) => {
    const input = await soundCommand(app, command, app.partners.check, context);
    const made = await app.partners.create(input, attempted(context, idempotencyKey));
    const { value, replayed } = doneOf(made, surroundings);
    print(value, json, surroundings, replayed);
  });
};

export const show = async (
  partner: string,
  { json }: Json,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asReader(flags, surroundings, async (app, context) => {
    const named = await partnerNamed(app, partner, context);
    print(valueOf(await app.partners.find(named, context)), json, surroundings);
  });

export interface ListOptions extends Json {
  readonly named?: string;
}

/** Lists the partners below the account, or those of a name or reference, in constant memory. */
export const list = async (
  { json, named }: ListOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asReader(flags, surroundings, async (app, context) => {
    const filter = named === undefined ? {} : { named };
    const partners = everyItem((part) => app.partners.list({ ...filter, ...part }, context));
    const rows = async function* (): AsyncGenerator<Row> {
      for await (const { account, reference, effectiveStatus } of partners)
        yield { ...accountRow({ ...account, effectiveStatus }), reference };
    };
    await listed(rows(), listOfPartners, json, surroundings);
  });

interface Row extends AccountRow {
  readonly reference: string;
}

const listOfPartners = listOfAccounts<Row>({
  title: 'reference',
  of: ({ reference }) => reference,
  rank: 4,
});

export interface SetOptions extends Retryable, SetPartnerFlags {
  readonly phraseStdin?: true;
}

/** Corrects a partner: what is said, and nothing else. */
export const set = async (
  partner: string,
  { json, phraseStdin, idempotencyKey, ...said }: SetOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const { secret } = await inputsOf(
    { file: undefined, secret: phraseStdin === true && chosenPhrase },
    surroundings,
  );
  const command = setPartnerCommand(said, secret);
  await asOperator(flags, surroundings, async (app, context) => {
    // Before anybody is looked for: a partner that is not there hides no fault.
    valueOf(await app.partners.checkUpdate(unparsed({ ...command, partner }), context));
    const input = { ...command, ...(await partnerNamed(app, partner, context)) };
    const changed = await app.partners.update(input, attempted(context, idempotencyKey));
    const { value, replayed } = doneOf(changed, surroundings);
    print(value, json, surroundings, replayed);
  });
};

const print = (
  partner: Partner,
  json: true | undefined,
  { out }: Surroundings,
  replayed = false,
): void => out(json === true ? jsonLine(partnerJson(partner), replayed) : partnerText(partner));
