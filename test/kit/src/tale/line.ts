import type { Context, RetryableContext } from '@tenantry/domain';
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

type Call<Command, Given> = (
  app: ToldApplication,
  command: Command,
  context: Given,
) => Promise<unknown>;

/** Lines of one use case, which takes a command and a context. */
export const linesOf =
  <Command>(use: string, call: Call<Command, RetryableContext & Context>) =>
  (by: By, command: (names: Names) => Command, key?: string): Line => {
    const who = by === 'operator' ? [] : [by.place, whoOf(by, key)].filter((part) => part !== none);
    const alone = key === undefined ? [] : [{ key }];
    const caller = by === 'operator' ? `operator(${listed(alone)})` : `by(${listed(who)})`;
    return {
      perform: (world) =>
        call(
          world.app,
          command(world),
          by === 'operator'
            ? world.operator(key === undefined ? {} : { key })
            : world.by(by.place, whoOf(by, key) ?? {}),
        ),
      toString: () => `await app.${use}(${codeOf(command(calls))}, ${caller});`,
    };
  };

/** Lines of a use case that finds out who is calling. */
export const linesAlone =
  <Command>(use: string, call: (app: ToldApplication, command: Command) => Promise<unknown>) =>
  (command: (names: Names) => Command): Line => ({
    perform: (world) => call(world.app, command(world)),
    toString: () => `await app.${use}(${codeOf(command(calls))});`,
  });

const none = undefined;

const whoOf = ({ power }: Who, key: string | undefined): Who | undefined =>
  power === undefined && key === undefined
    ? none
    : {
        ...(power === undefined ? {} : { power }),
        ...(key === undefined ? {} : { key }),
      };

const listed = (parts: readonly unknown[]): string => parts.map(codeOf).join(', ');

/** Each name as the call that asks for it. */
const calls: Names = {
  at: (...given) => callText(`at(${listed(given)})`),
  numberAt: (...given) => callText(`numberAt(${listed(given)})`),
  mailboxAt: (place) => callText(`mailboxAt(${place})`),
  passwordAt: (place) => callText(`passwordAt(${place})`),
  keyAt: (place) => callText(`keyAt(${place})`),
};
