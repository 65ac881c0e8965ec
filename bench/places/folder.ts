import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder, which is gone when whoever asked for it is done. */
export const newFolder = (): Disposable & { readonly file: (name: string) => string } => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-bench-'));
  return {
    file: (name) => join(folder, name),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
};
