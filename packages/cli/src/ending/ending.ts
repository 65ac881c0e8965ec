import { CommanderError } from 'commander';
import {
  EndedOtherwise,
  type ExitCode,
  exitCodeOf,
  exitCodes,
  Refused,
  UsageError,
} from './exit.ts';
import { hints } from './hints.ts';
import { reasonOf } from './reason.ts';

/** How a command ended that threw. */
export interface Ending {
  readonly code: ExitCode;
  /** What it is called in JSON: an outcome, or one of those below. */
  readonly kind: string;
  /** What a person is told, in a line or a few; empty where all was said. */
  readonly message: string;
  /** What helps, for a person alone. */
  readonly hint?: string;
  /** What JSON has besides. */
  readonly more?: object;
}

export const endingOf = async (error: unknown): Promise<Ending> => {
  if (error instanceof CommanderError) return endingOfParser(error);
  if (error instanceof UsageError) {
    const because = error.cause === undefined ? '' : `: ${reasonOf(error.cause)}`;
    return { code: exitCodes.usage, kind: 'Usage', message: `${error.message}${because}` };
  }
  if (error instanceof EndedOtherwise)
    return { code: error.code, kind: kinds[error.code], message: error.message };
  if (error instanceof Refused) {
    const { failureText } = await import('./failure-text.ts');
    const { kind, ...more } = error.failure;
    const hint = hints[kind];
    const message = failureText(error.failure);
    return { code: exitCodeOf[kind], kind, message, more, ...(hint === undefined ? {} : { hint }) };
  }
  const { StoreUnavailable } = await import('@tenantry/domain');
  const message = reasonOf(error);
  return error instanceof StoreUnavailable
    ? { code: exitCodes.busy, kind: 'Unavailable', message, more: { retryAfter: error.retryAfter } }
    : { code: exitCodes.fault, kind: 'Fault', message };
};

/** What an ending is called that is no outcome of a use case. */
const kinds: Readonly<Record<ExitCode, string>> = {
  [exitCodes.ok]: 'Ok',
  [exitCodes.fault]: 'Fault',
  [exitCodes.usage]: 'Usage',
  [exitCodes.cancelled]: 'Cancelled',
  [exitCodes.notAuthorised]: 'NotPermitted',
  [exitCodes.notFound]: 'NotFound',
  [exitCodes.conflict]: 'Conflict',
  [exitCodes.invalid]: 'Invalid',
  [exitCodes.busy]: 'Unavailable',
  [exitCodes.partly]: 'Partly',
  [exitCodes.interrupted]: 'Interrupted',
};

/** Help and version are no errors; help that was not asked for has told all. */
function endingOfParser({ exitCode, code, message }: CommanderError): Ending {
  if (exitCode === 0) return { code: exitCodes.ok, kind: 'Ok', message: '' };
  if (code === 'commander.help') return { code: exitCodes.usage, kind: 'Usage', message: '' };
  const [, what = message, meant] = /^(?:error: )?(.*?)(?:\n\((.*)\))?$/s.exec(message) ?? [];
  return {
    code: exitCodes.usage,
    kind: 'Usage',
    message: what.replace(unknownOption, '$1'),
    ...(meant === undefined ? {} : { hint: meant.replaceAll('\n', ' ') }),
  };
}

/** What is not an option's name may be a secret that stands behind it: `--password=...`, `-p...`. */
const unknownOption = /^(unknown option '(?:--[^=']*|-[^-]))[^]*(?=')/;
