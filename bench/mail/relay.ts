import { started } from '../processes.ts';

/** Opens an application whose mail goes to that URL, on a database that is new. */
export interface Relaying {
  readonly database: string;
  readonly mail: string;
}

export type RelayQuestion =
  | { readonly open: Relaying }
  | { readonly owe: number }
  | { readonly deliver: number };
/** Mails in a second, where they were delivered. */
export type RelayAnswer = number | undefined;

export interface Relay extends AsyncDisposable {
  /** Opens customers until so many invitations are owed. */
  readonly owe: (mails: number) => Promise<void>;
  /** Delivers all that is owed, which are so many; answers mails in a second. */
  readonly deliver: (mails: number) => Promise<number>;
}

/** An application that delivers its mail, in a process of its own. */
export const startRelay = async (
  open: Relaying,
  options: { readonly nodeOptions?: readonly string[] } = {},
): Promise<Relay> => {
  const relaying = started<RelayQuestion, RelayAnswer>(
    new URL('relaying.ts', import.meta.url),
    options,
  );
  try {
    await relaying.ask({ open });
  } catch (fault) {
    await relaying.end();
    throw fault;
  }
  return {
    owe: async (mails) => void (await relaying.ask({ owe: mails })),
    deliver: async (mails) => {
      const perSecond = await relaying.ask({ deliver: mails });
      if (perSecond === undefined) throw new Error('the relay has not said what it did');
      return perSecond;
    },
    [Symbol.asyncDispose]: relaying.end,
  };
};
