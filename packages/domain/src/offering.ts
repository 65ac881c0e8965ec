import type { Context } from './access/caller.ts';
import { type Later, StoreUnavailable } from './errors.ts';
import type { HostTransaction } from './host-transaction.ts';
import type { Ports } from './ports.ts';
import { err, type Result } from './result.ts';

// Named, so that an editor shows whoever calls one the names of what it takes and answers.

export type UseCase<Command, Given, T, E> = (
  command: Command,
  context: Given,
) => Promise<Result<T, E>>;

export type Answer<Command extends readonly unknown[], T, E> = (
  ...command: Command
) => Promise<Result<T, E>>;

/** What all use cases have in common once they are offered to callers. */
export const offering = (ports: Ports) => ({
  /**
   * A use case inside the transaction that its context names, or else in one of its own. Where the
   * store cannot be read it answers `Unavailable`.
   */
  offered: <Command, Given extends Pick<Context, 'tx'>, T, E>(
    useCase: (ports: Ports) => UseCase<Command, Given, T, E>,
  ): UseCase<Command, Given, T, E | Later<'Unavailable'>> => {
    const own = useCase(ports);
    return (command, context) =>
      answered(() => {
        const { tx } = context;
        return tx === undefined
          ? own(command, context)
          : useCase(inside(ports, tx))(command, context);
      });
  },

  /** The same for those that find out who is calling: they come before any context. */
  answering:
    <Command extends readonly unknown[], T, E>(
      useCase: Answer<Command, T, E>,
    ): Answer<Command, T, E | Later<'Unavailable'>> =>
    (...command) =>
      answered(() => useCase(...command)),
});

const inside = (ports: Ports, tx: HostTransaction): Ports => {
  const { transact, read } = ports.persistence.within(tx);
  return { ...ports, persistence: { ...ports.persistence, transact, read } };
};

async function answered<T, E>(
  answer: () => Promise<Result<T, E>>,
): Promise<Result<T, E | Later<'Unavailable'>>> {
  try {
    return await answer();
  } catch (fault) {
    if (!(fault instanceof StoreUnavailable)) throw fault;
    return err({ kind: 'Unavailable', retryAfter: fault.retryAfter });
  }
}
