import process from 'node:process';
import type { Reporter, SerializedError, TestModule, TestRunEndReason } from 'vitest/node';

/** How a run of the tests ended. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** `12 passed, 0 failed`, and how many were skipped where any were. */
export const closingLine = ({ failed, passed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/**
 * Says in one plain line, the last of the output, how the tests went: for programs that read it.
 * Whatever makes a run red counts as a failure: a file that cannot be loaded, a hook that throws,
 * an error that nobody caught, a run that never came to its end.
 */
export class ClosingLineReporter implements Reporter {
  #counts: Counts | undefined;

  onInit(): void {
    process.once('exit', (code) => {
      if (this.#counts) print(this.#counts);
      else if (code !== 0) print({ passed: 0, failed: 1, skipped: 0 });
    });
  }

  onTestRunEnd(
    modules: readonly TestModule[],
    unhandled: readonly SerializedError[],
    reason: TestRunEndReason,
  ): void {
    const counts = countsOf(modules);
    const failed = counts.failed + unhandled.length;
    this.#counts = { ...counts, failed: reason === 'passed' ? failed : Math.max(failed, 1) };
  }
}

const print = (counts: Counts): void => {
  process.stdout.write(`${closingLine(counts)}\n`);
};

const countsOf = (modules: readonly TestModule[]): Counts => {
  const states = modules.flatMap(({ children }) =>
    [...children.allTests()].map((test) => test.result().state),
  );
  const broken = modules
    .flatMap((module) => [module, ...module.children.allSuites()])
    .filter((each) => each.errors().length > 0);
  const passed = states.filter((state) => state === 'passed').length;
  const skipped = states.filter((state) => state === 'skipped').length;
  return { passed, failed: states.length - passed - skipped + broken.length, skipped };
};
