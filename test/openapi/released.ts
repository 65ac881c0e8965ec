/** The description of the last release; `pnpm openapi:release` writes it. */
export const releasedAt = new URL('../../packages/http/openapi/released.json', import.meta.url);
