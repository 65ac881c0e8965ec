import type { Door, RetryableContext } from '@tenantry/domain';
import { callText, codeOf } from './code.ts';
import type { ToldApplication } from './told-application.ts';
import type { Names, Who, World } from './world.ts';

/** One line of a tale: what is done, and the code that does it. */
export interface Line {
  perform(world: World): Promise<unknown>;
  /** The line as TypeScript, in which the members of a `World` are at hand by their names. */
  toString(): string;
}

/** Who does what a line tells. */
export type By = (Who & { readonly place: number }) | 'operator';

type Call<Command> = (
  app: ToldApplication,
  command: Command,
  context: RetryableContext,
) => Promise<unknown>;

/** Lines of one use case, which takes a command and a context. */
export const linesOf =
  <Command>(use: string, call: Call<Command>) =>
  (by: By, command: (names: Names) => Command, key?: string, isDryRun = false): Line => {
    const keyed = {
      ...(key === undefined ? {} : { key }),
      ...(isDryRun ? { dryRun: true } : {}),
    };
    const context = (world: World): RetryableContext =>
      by === 'operator' ? world.operator(keyed) : world.by(by.place, { ...powerOf(by), ...keyed });
    const code =
      by === 'operator'
        ? `operator(${listed([keyed])})`
        : `by(${listed([by.place, { ...powerOf(by), ...keyed }])})`;
    return {
      perform: (world) => call(world.app, command(world), context(world)),
      toString: () => `await app.${use}(${codeOf(command(calls))}, ${code});`,
    };
  };

/** Lines of a use case that finds out who is calling. */
export const linesAlone =
  <Command>(use: string, call: (app: ToldApplication, command: Command) => Promise<unknown>) =>
  (command: (names: Names) => Command): Line => ({
    perform: (world) => call(world.app, command(world)),
    toString: () => `await app.${use}(${codeOf(command(calls))});`,
  });

/** Lines of those who come by a link, or by a password alone. */
export const linesAtDoor =
  <Command>(
    use: string,
    call: (app: ToldApplication, command: Command, door: Door) => Promise<unknown>,
  ) =>
  (command: (names: Names) => Command): Line => ({
    perform: (world) => call(world.app, command(world), {}),
    toString: () => `await app.${use}(${codeOf(command(calls))}, {});`,
  });

/** Lines one after another, as one that is told or left out as a whole. */
export const inTurn = (...lines: readonly Line[]): Line => ({
  perform: async (world) => {
    for (const line of lines) await line.perform(world);
  },
  toString: () => lines.map(String).join('\n  '),
});

/**
 * How an attempt is made: once; twice in the same words; as a dry run, alone or before it is made in
 * the same words.
 */
export type How = 'once' | 'twice' | 'dry' | 'dry first';

export const inWays = (how: How, line: (isDryRun: boolean) => Line): Line => {
  if (how === 'twice') return inTurn(line(false), line(false));
  if (how === 'dry first') return inTurn(line(true), line(false));
  return line(how === 'dry');
};

const powerOf = ({ power }: Who): Who => (power === undefined ? {} : { power });

/** Options of which there are none are left out. */
const listed = (parts: readonly unknown[]): string =>
  parts
    .map(codeOf)
    .filter((code) => code !== '{}')
    .join(', ');

/** Each name as the call that asks for it. */
const calls: Names = {
  at: (...given) => callText(`at(${listed(given)})`),
  numberAt: (...given) => callText(`numberAt(${listed(given)})`),
  mailboxAt: (place) => callText(`mailboxAt(${place})`),
  passwordAt: (place) => callText(`passwordAt(${place})`),
  keyAt: (place) => callText(`keyAt(${place})`),
  keyIdAt: (place) => callText(`keyIdAt(${place})`),
  memberAt: (place) => callText(`memberAt(${place})`),
  memberNumberAt: (place) => callText(`memberNumberAt(${place})`),
  linkAt: (...given) => callText(`linkAt(${listed(given)})`),
};
