import { UsageError } from '../ending/exit.ts';
import { expectedVersion } from './expected-version.ts';
import { given } from './given.ts';
import { fileCommand, type Said } from './request-file.ts';

/** What may be corrected of a customer by flags. */
export interface SetCustomerFlags {
  readonly name?: string;
  readonly workflow: readonly string[];
  /** False: it is to have none. */
  readonly workflows: boolean;
  readonly reference: readonly string[];
  /** False: likewise. */
  readonly references: boolean;
  readonly expectVersion?: string;
}

/** What was read for it. */
export interface CorrectionTexts {
  readonly file?: string | undefined;
  readonly configurations?: string | undefined;
}

/**
 * What flags and a file say is to be corrected; what a flag says wins, and what nothing says stays.
 * Configurations go on as the text that they are.
 */
export const customerCorrection = (
  { name, expectVersion, ...lists }: SetCustomerFlags,
  { file, configurations }: CorrectionTexts,
): Said => {
  const filed = fileCommand(file, 'customer', ['configurations', 'configurationsPatch']);
  const said = given({
    name,
    workflows: lists.workflows ? some(lists.workflow.map(workflow)) : [],
    configurations,
    references: lists.references ? some(lists.reference.map(reference)) : [],
  });
  if (file === undefined && Object.keys(said).length === 0)
    throw new UsageError('customer set needs something to set');
  const version = given({ version: expectedVersion(expectVersion) });
  return { ...filed, command: { ...filed.command, ...said, ...version } };
};

const some = <T>(list: readonly T[]): readonly T[] | undefined =>
  list.length === 0 ? undefined : list;

const workflow = (text: string) => {
  const [workflowDefinitionId, workflowName] = pair(text, '--workflow is written ID=NAME');
  return { workflowDefinitionId, workflowName };
};

const reference = (text: string) => {
  const [name, value] = pair(text, '--reference is written NAME=VALUE');
  return { name, value };
};

/** What stands before the first equals sign, and after it. */
function pair(text: string, written: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 0) throw new UsageError(written);
  return [text.slice(0, at), text.slice(at + 1)];
}
