/** Examples of a command, as its help shows them last. */
export const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ tenantry ${line}`).join('\n')}`;
