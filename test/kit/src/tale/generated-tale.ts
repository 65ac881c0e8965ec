import fc from 'fast-check';
import type { Line } from './line.ts';
import { anyLine } from './lines.ts';
import type { World } from './world.ts';

/** How many tales are told, how long they are, and which. */
export interface TaleOptions {
  /** How many; 20 where nothing is said. */
  readonly numRuns?: number;
  /** Lines that a tale has at most; 25 where nothing is said. */
  readonly maxCommands?: number;
  /** Which tales: the same seed, with the same `maxCommands`, tells the same ones again. */
  readonly seed?: number;
  /**
   * Both as a failure names them, with its seed and `maxCommands`: that one tale again, as short as
   * it was found. One without the other finds nothing.
   */
  readonly path?: string;
  readonly replayPath?: string;
  /** Tells of the first that fails, without looking for a shorter one; no where nothing is said. */
  readonly endOnFailure?: boolean;
}

/** Where one tale is told. */
export interface Stage {
  perform(line: Line): Promise<void>;
  /** Looks at all that there is, once the tale is over. */
  end(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The lines of tales as fast-check's commands, for properties of your own:
 *
 * ```ts
 * fc.asyncProperty(taleCommands(), async (commands) => {
 *   const world = await modelled(await open());
 *   await fc.asyncModelRun(() => ({ model: world.model, real: world }), commands);
 *   await world.end();
 * });
 * ```
 *
 * Each can be told at any time, and is written as the line of code that does the same.
 */
export const taleCommands = (
  maxCommands = 25,
): fc.Arbitrary<Iterable<fc.AsyncCommand<object, World>>> =>
  commandsFor(maxCommands, async (line, world) => {
    await line.perform(world);
  });

const commandsFor = <Real>(
  maxCommands: number,
  perform: (line: Line, real: Real) => Promise<void>,
  replayPath?: string,
): fc.Arbitrary<Iterable<fc.AsyncCommand<object, Real>>> =>
  fc.commands(
    [
      anyLine().map((line) => ({
        check: () => true,
        run: (_: object, real: Real) => perform(line, real),
        toString: () => line.toString(),
      })),
    ],
    { maxCommands, size: 'max', ...(replayPath === undefined ? {} : { replayPath }) },
  );

/** A stage, and the lines that were performed on it, the last one perhaps in vain. */
interface Telling {
  readonly stage: Stage;
  readonly lines: string[];
}

/**
 * Tells generated tales, each on a stage of its own. Throws for the shortest that was found to fail,
 * with `programOf` its lines; what it met is the cause.
 */
export const tellGenerated = async (
  { numRuns = 20, maxCommands = 25, replayPath, ...again }: TaleOptions,
  openStage: () => Promise<Stage>,
  complaint: string,
  programOf: (lines: readonly string[]) => string,
): Promise<void> => {
  const commands = commandsFor<Telling>(
    maxCommands,
    async (line, { stage, lines }) => {
      lines.push(line.toString());
      await stage.perform(line);
    },
    replayPath,
  );
  const property = fc.asyncProperty(commands, async (tale) => {
    const stage = await openStage();
    const lines: string[] = [];
    try {
      await fc.asyncModelRun(() => ({ model: {}, real: { stage, lines } }), tale);
      await stage.end();
    } catch (cause) {
      throw new TaleFault(lines, cause);
    } finally {
      await stage.close();
    }
  });
  const run = await fc.check(property, { numRuns, ...again });
  if (!run.failed) return;
  const { errorInstance: fault, numShrinks } = run;
  if (!(fault instanceof TaleFault)) throw fault;
  const { message } = fault;
  throw new Error(
    [
      `${complaint}: ${message}`,
      `(shrunk ${numShrinks} times; ${againBy(run, maxCommands)}) To see it again:`,
      '',
      programOf(fault.lines),
      '',
    ].join('\n'),
    { cause: fault.cause },
  );
};

type Failed = Pick<fc.RunDetails<[unknown]>, 'seed' | 'counterexamplePath' | 'counterexample'>;

/** The options that tell the tale of a failure again. */
const againBy = (
  { seed, counterexamplePath: path, counterexample }: Failed,
  maxCommands: number,
): string => {
  // Which of the lines were told, and so which were left out, is known to the commands alone.
  const [, replayPath = ''] =
    /\/\*replayPath="([^"]*)"\*\//.exec(String(counterexample?.[0])) ?? [];
  return `seed: ${seed}, path: '${path}', replayPath: '${replayPath}', maxCommands: ${maxCommands}`;
};

/** What went wrong in a tale, and in which. */
class TaleFault extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[], cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.lines = lines;
  }
}
