import { type Answering, type Started, started } from '../processes.ts';

/** A server of its own process, over a database that is made with a first master account. */
export interface Server extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** The master account that all is opened beneath, and what gets in there. */
  readonly master: {
    readonly id: string;
    readonly apiKey: string;
    readonly userName: string;
    readonly password: string;
  };
  /** What it took since it was asked the last time. */
  readonly taken: () => Promise<Taken>;
}

/** Since the last question, in milliseconds. */
export interface Taken {
  readonly processor: number;
  readonly longestStall: number;
  /** 0 where no group was committed. */
  readonly longestGroup: number;
}

export interface Serving {
  /** As `database` of openApplication; it must be new where no master account is said. */
  readonly database: string;
  /** That of a database that is not new. */
  readonly master?: Server['master'];
  readonly poolSize?: number;
  readonly mail?: string;
  /** Passwords that are hashed at once. */
  readonly hashConcurrency?: number;
}

export type ServerQuestion = { readonly serve: Serving } | 'taken';
export type ServerAnswer = { readonly url: string; readonly master: Server['master'] } | Taken;

/**
 * Serves as `tenantry serve` does, without its relay, which has a row of its own, and without a line for
 * each request.
 */
export const startServer = async (
  serve: Serving,
  options: Pick<Started, 'nodeOptions' | 'under'> = {},
): Promise<Server> => {
  const server = started<ServerQuestion, ServerAnswer>(
    new URL('serving.ts', import.meta.url),
    options,
  );
  try {
    const answer = await server.ask({ serve });
    if (!('url' in answer)) throw new Error('the server has no address');
    return {
      ...answer,
      pid: server.pid,
      taken: () => takenBy(server),
      [Symbol.asyncDispose]: server.end,
    };
  } catch (fault) {
    await server.end();
    throw fault;
  }
};

async function takenBy({ ask }: Answering<ServerQuestion, ServerAnswer>): Promise<Taken> {
  const taken = await ask('taken');
  if ('url' in taken) throw new Error('the server has not said what it took');
  return taken;
}
