import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { bundled } from './programs.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the bundled programs, or why there is none. */
    readonly programs: { readonly folder: string } | { readonly fault: string };
  }
}

/** One bundle for all tests of a run; sources that are broken fail no test but those that start them. */
export const setup = async (project: TestProject): Promise<() => void> => {
  const folders: string[] = [];
  const provide = async (): Promise<void> => {
    try {
      const folder = await bundled();
      folders.push(folder);
      project.provide('programs', { folder });
    } catch (fault) {
      project.provide('programs', { fault: String(fault) });
    }
  };
  const remove = (): void => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  };
  // For a run that is told to end before its tests are over.
  process.once('exit', remove);
  await provide();
  project.onTestsRerun(provide);
  return remove;
};
