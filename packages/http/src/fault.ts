import type { TelemetryFacts } from '@tenantry/domain';

/** Causes of causes that are looked at: enough to tell, and an end to rings. */
const deepest = 5;

/**
 * What is logged of something thrown: names, messages and the place in the code, down the chain of
 * causes. Other properties are left out, since drivers put statements and their values there, and
 * the messages that quote what could not be read: of a SyntaxError, and of a database that was given
 * a value which is none.
 */
export const factsOfFault = (thrown: unknown): TelemetryFacts => {
  const chain = [...chainOf(thrown)];
  const [outermost] = chain;
  return {
    errors: chain.map(lineOf),
    ...(outermost === undefined ? {} : { stack: placesOf(outermost) }),
  };
};

function* chainOf(thrown: unknown): Generator<Error> {
  let current = thrown;
  for (let depth = 0; depth < deepest && current instanceof Error; depth++) {
    yield current;
    // What became of every address that a host name has: the first one tells enough.
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
}

function lineOf(error: Error): string {
  const { name, message } = error;
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string' && dataException.test(code)) return `${name}: SQLSTATE ${code}`;
  return name === 'SyntaxError' || message === '' ? name : `${name}: ${message}`;
}

/** SQLSTATE, class 22. */
const dataException = /^22[0-9A-Z]{3}$/;

/** A stack without the message at its head. */
function placesOf({ message, stack = '' }: Error): string {
  const at = stack.indexOf(message);
  return stack
    .slice(at === -1 ? 0 : at + message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
    .join('\n');
}
