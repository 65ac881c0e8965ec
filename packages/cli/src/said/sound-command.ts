import {
  type Application,
  type Context,
  type Failure,
  type Issue,
  invalid,
  type Result,
} from '@tenantry/domain';
import { refOf } from '../application/named-account.ts';
import { Refused } from '../ending/exit.ts';
import { distinctIssues } from './distinct-issues.ts';
import { given } from './given.ts';
import type { Said } from './request-file.ts';
import { unparsed } from './unparsed.ts';

/** Finds what is wrong with a command, and does nothing. */
type Check<Input> = (input: Input, context: Context) => Promise<Result<unknown, Failure>>;

/**
 * What was said as a use case takes it, its parent named as `accountNamed` has it. Where the file is
 * wrong, or no such parent is there, it is refused here, and all is named that `check` finds besides.
 */
export const soundCommand = async <Input>(
  app: Application,
  said: Said,
  check: Check<Input>,
  context: Context,
): Promise<Input> => {
  const { parent, ...rest } = said.command;
  // Whatever is no text is the use case's to judge.
  const ref = typeof parent === 'string' ? await refOf(app, parent, context) : parent;
  const input = unparsed<Input>({ ...rest, ...given({ parent: ref }) });
  const isMissing = parent !== undefined && ref === undefined;
  if (said.issues.length > 0 || isMissing) await demandSound(said, input, check, context);
  if (isMissing) throw new Refused({ kind: 'ParentNotFound', path: ['parent'] });
  return input;
};

/** Refuses what was said where its file is wrong or `check` finds faults, and names all of them. */
export const demandSound = async <Input>(
  said: Said,
  input: Input,
  check: Check<Input>,
  context: Context,
): Promise<void> => {
  const issues = [...said.issues, ...relevant(said, await found(check, input, context))];
  if (issues.length > 0) throw new Refused(invalid(distinctIssues(issues)));
};

async function found<Input>(
  check: Check<Input>,
  input: Input,
  context: Context,
): Promise<readonly Issue[]> {
  const checked = await check(input, context);
  if (checked.ok) return [];
  if (checked.error.kind !== 'Invalid') throw new Refused(checked.error);
  return checked.error.issues;
}

/** What is missing may stand in a file that could not be read. */
const relevant = ({ unread }: Said, issues: readonly Issue[]): readonly Issue[] =>
  unread === true ? issues.filter(({ code }) => code !== 'required') : issues;
