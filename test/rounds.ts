/** How often a test repeats what it tries: `pnpm test:long` asks for more than the suite has time for. */
export const rounds = (few: number): number =>
  few * Number(process.env['TENANTRY_TEST_ROUNDS'] ?? '1');
