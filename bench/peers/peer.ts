import { answering, started } from '../processes.ts';

/** What two libraries can both do, each in its own way; `unique` is unlike any other. */
export interface Peer {
  /** An organisation, and two people who are invited to it. */
  readonly organisation: (unique: string) => Promise<void>;
  /** Somebody who signs in from now on, with a password that was chosen. */
  readonly signUp: (unique: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export type Deed = 'organisation' | 'signUp';

type Question = { readonly file: string } | { readonly deed: Deed; readonly milliseconds: number };

export interface StartedPeer extends AsyncDisposable {
  /** One after the other for so long; answers how many in a second. */
  readonly run: (deed: Deed, milliseconds: number) => Promise<number>;
}

/** Starts the process of a peer, over a database of its own that it makes. */
export const startPeer = async (module: URL, file: string): Promise<StartedPeer> => {
  const { ask, end } = started<Question, number>(module);
  try {
    await ask({ file });
  } catch (fault) {
    await end();
    throw fault;
  }
  return {
    run: (deed, milliseconds) => ask({ deed, milliseconds }),
    [Symbol.asyncDispose]: end,
  };
};

/** What the process of a peer does: it is called where it is, as a host calls a library. */
export const answeringAs = (open: (file: string) => Promise<Peer>): void => {
  let peer: Peer | undefined;
  let made = 0;
  answering<Question, number>(
    async (question) => {
      if ('file' in question) {
        peer = await open(question.file);
        return 0;
      }
      const act = peer?.[question.deed];
      if (act === undefined) throw new Error('nothing is open');
      const begun = performance.now();
      let done = 0;
      for (; performance.now() - begun < question.milliseconds; done++) {
        await act((made++).toString(36));
      }
      return done / ((performance.now() - begun) / 1000);
    },
    async () => peer?.close(),
  );
};
