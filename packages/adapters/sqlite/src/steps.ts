import { released } from '@tenantry/sql';

/** The names of the steps of the schema, in their order. */
export const sqliteSteps: readonly string[] = released.map(({ name }) => name);
