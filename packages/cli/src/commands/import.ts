import { rowsAtOnce } from '@tenantry/container';
import type { Context } from '@tenantry/domain';
import { asOperator } from '../application/as-operator.ts';
import { givenSettings } from '../application/open.ts';
import { UsageError } from '../ending/exit.ts';
import { fileRows } from '../import/file-rows.ts';
import { importing } from '../import/importing.ts';
import type { Format, RowKind } from '../import/kinds.ts';
import type { Flags, Json } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

export interface ImportOptions extends Json {
  readonly format?: Format;
  readonly kind?: RowKind;
  readonly dryRun?: true;
  readonly concurrency?: string;
}

/** Makes what the rows of a file say, each once, and tells what became of each. */
export const importFile = async (
  file: string,
  { json, format, kind, dryRun, concurrency }: ImportOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const most =
    concurrencyOf(concurrency) ?? rowsAtOnce(givenSettings(flags, surroundings).database);
  const source = surroundings.bytes(file);
  try {
    await asOperator(flags, surroundings, async (app, context) => {
      const operator: Context = { caller: app.as.operator(surroundings.operator) };
      await importing(surroundings, {
        app,
        context: dryRun === true ? { ...context, dryRun } : context,
        operator,
        source,
        rows: fileRows(file, source, format),
        kind,
        most,
        isJson: json === true,
      });
    });
  } finally {
    source.close();
  }
};

const mostAtOnce = 64;

function concurrencyOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const most = /^[1-9]\d?$/.test(text) ? Number(text) : 0;
  if (most < 1 || most > mostAtOnce)
    throw new UsageError(`--concurrency must be a whole number from 1 to ${mostAtOnce}`);
  return most;
}
