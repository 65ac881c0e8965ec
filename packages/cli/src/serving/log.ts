import { setTimeout as pause } from 'node:timers/promises';
import type { Telemetry, TelemetryFacts } from '@tenantry/domain';
import { type LevelWithSilent, pino } from 'pino';

/** As much of a stream as lines are written to. */
export interface LineStream {
  /** Bytes that nobody has taken yet. */
  readonly writableLength: number;
  readonly writable: boolean;
  write(line: string): unknown;
  on(event: 'error', listener: () => void): unknown;
}

/** What is counted is not kept here. */
export interface JsonLog extends Telemetry {
  /** Gives the last lines a moment; answers whether somebody has taken them. */
  end(): Promise<boolean>;
}

/** Bytes that may wait for a reader who is slow, or has stopped; a line more is lost. */
const mostWaiting = 1_048_576;
/** Milliseconds that the last lines are given. */
const lastLines = 1000;

/**
 * One JSON line on standard error for each thing that happened. A fact called `fault` is something
 * that was thrown: `tell` says what of it may be logged.
 *
 * Nobody who is served ever waits for whoever reads the log: lines that are not taken are lost, and
 * how many is told as soon as there is room again.
 */
export const jsonLog = (
  level: LevelWithSilent,
  tell: (fault: unknown) => TelemetryFacts,
  lines: LineStream = process.stderr,
): JsonLog => {
  // One that cannot be written is no fault of whoever is served at that moment.
  lines.on('error', () => undefined);
  const logger = pino({ level, base: null }, { write: (line: string) => void lines.write(line) });
  let lost = 0;
  return {
    log: (at, message, { fault, ...facts } = {}) => {
      if (!lines.writable) return;
      if (lines.writableLength > mostWaiting) {
        lost++;
        return;
      }
      if (lost > 0) logger.warn({ lines: lost }, 'lines of this log are lost');
      lost = 0;
      logger[at]({ ...facts, ...(fault === undefined ? {} : tell(fault)) }, message);
    },
    count: () => undefined,
    end: async () => {
      const deadline = performance.now() + lastLines;
      while (lines.writable && lines.writableLength > 0 && performance.now() < deadline)
        await pause(10);
      return !lines.writable || lines.writableLength === 0;
    },
  };
};
