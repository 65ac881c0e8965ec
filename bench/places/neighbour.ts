import { type Answering, started } from '../processes.ts';
import type { Taken } from './server.ts';

/** A process that works on the file of somebody else, with the application as a host has it. */
export interface Neighbour extends AsyncDisposable {
  /** Opens customers beneath an account for so long, each once the one before is there. */
  readonly write: (milliseconds: number) => Promise<Written>;
}

/** What came of it, and what it took of this process. */
export interface Written {
  readonly count: number;
  /** Milliseconds; whoever was told to come back later has waited until it was done. */
  readonly p99: number;
  readonly taken: Taken;
}

export interface Neighbouring {
  readonly database: string;
  /** The account that all is opened beneath. */
  readonly parent: string;
}

export type NeighbourQuestion = { readonly open: Neighbouring } | { readonly write: number };
export type NeighbourAnswer = Written | undefined;

export const startNeighbour = async (open: Neighbouring): Promise<Neighbour> => {
  const neighbour: Answering<NeighbourQuestion, NeighbourAnswer> = started(
    new URL('neighbouring.ts', import.meta.url),
  );
  try {
    await neighbour.ask({ open });
  } catch (fault) {
    await neighbour.end();
    throw fault;
  }
  const write = async (milliseconds: number) => {
    const written = await neighbour.ask({ write: milliseconds });
    if (written === undefined) throw new Error('the neighbour has not said what it wrote');
    return written;
  };
  return { write, [Symbol.asyncDispose]: neighbour.end };
};
