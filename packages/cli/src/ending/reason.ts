/** What was thrown, as one line with its causes: what a person needs, without a stack. */
export const reasonOf = (thrown: unknown): string => {
  const reasons = [...reasonsOf(thrown)];
  return reasons.filter((reason, at) => reasons[at - 1]?.endsWith(reason) !== true).join(': ');
};

function* reasonsOf(thrown: unknown): Generator<string> {
  if (!(thrown instanceof Error)) {
    yield String(thrown);
    return;
  }
  // What became of every address that a host name has: the first one tells enough.
  if (thrown instanceof AggregateError && thrown.message === '') {
    yield* reasonsOf(thrown.errors[0]);
    return;
  }
  yield thrown instanceof SyntaxError ? syntaxReason(thrown) : firstLineOf(thrown.message);
  if (thrown.cause !== undefined) yield* reasonsOf(thrown.cause);
}

/**
 * A SyntaxError quotes the text that could not be parsed, which may hold a secret. The source of a
 * module holds none.
 */
function syntaxReason({ message, stack = '' }: SyntaxError): string {
  if (message.includes('JSON')) return 'no JSON';
  return message.startsWith('The requested module ') || stack.includes('compileSourceTextModule')
    ? `this installation is broken: ${firstLineOf(message)}`
    : 'a text that cannot be parsed';
}

const firstLineOf = (message: string): string => message.split('\n', 1)[0] ?? '';
