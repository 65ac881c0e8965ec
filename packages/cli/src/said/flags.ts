import type { Command } from 'commander';

/** The settings that stand before or after any command. */
export interface Flags {
  readonly database?: string;
  readonly mail?: string;
  readonly publicUrl?: string;
  readonly as?: string;
}

/** Whether a command's answer is for a program. */
export interface Json {
  readonly json?: true;
}

/** The option that asks for that. */
export const json = ['--json', 'print JSON'] as const;

/** What every command takes that changes something. */
export interface Retryable extends Json {
  readonly idempotencyKey?: string;
}

/** The option by which an attempt is given a name. */
export const idempotencyKey = [
  '--idempotency-key <key>',
  'name of this attempt: under the same name it is made once',
] as const;

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** What an option that may be repeated is declared with besides: all that was said, in order. */
export const repeated = [collect, []] as const;

/** What was said before the command and after it. */
export const settingsOf = (command: Command): Flags => command.optsWithGlobals<Flags>();
