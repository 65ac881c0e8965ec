import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** For processes of the tests: every start would strip the types of the same sources anew. */
export const compiled = { NODE_COMPILE_CACHE: join(tmpdir(), 'tenantry-compile-cache') } as const;
