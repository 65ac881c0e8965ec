import { defineConfig } from 'vitest/config';
import { ClosingLineReporter } from './test/reporter.ts';

export default defineConfig({
  test: {
    include: ['packages/**/src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/fixtures/**'],
    reporters: ['default', new ClosingLineReporter()],
    // Two at once: most of what is waited for are processes and disks.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
