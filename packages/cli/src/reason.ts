/**
 * What was thrown, as one line with its causes: what a person needs, without a stack. A SyntaxError
 * quotes the text that could not be parsed, which may hold a secret.
 */
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
  yield thrown instanceof SyntaxError ? 'no JSON' : (thrown.message.split('\n', 1)[0] ?? '');
  if (thrown.cause !== undefined) yield* reasonsOf(thrown.cause);
}
