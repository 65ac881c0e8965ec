import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder, which is gone when whoever asked for it is done, or this process exits. */
export const newFolder = (): Disposable & { readonly file: (name: string) => string } => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-bench-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  return {
    file: (name) => join(folder, name),
    [Symbol.dispose]: () => {
      process.off('exit', remove);
      remove();
    },
  };
};
