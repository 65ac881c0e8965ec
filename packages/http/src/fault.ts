import type { TelemetryFacts } from '@tenantry/domain';

/** Causes of causes that are looked at: enough to tell, and an end to rings. */
const deepest = 5;

/**
 * What is logged of something thrown: names, messages and the place in the code, down the chain of
 * causes. Other properties are left out, since drivers put statements and their values there.
 */
export const factsOfFault = (thrown: unknown): TelemetryFacts => {
  const chain = [...causes(thrown)];
  return {
    errors: chain.map(({ name, message }) => `${name}: ${message}`),
    ...(chain[0]?.stack === undefined ? {} : { stack: chain[0].stack }),
  };
};

function* causes(thrown: unknown): Generator<Error> {
  let current = thrown;
  for (let depth = 0; depth < deepest && current instanceof Error; depth++) {
    yield current;
    current = current.cause;
  }
}
