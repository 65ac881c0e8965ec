/** A tale as a program: whoever has the stores at hand runs it and sees what was seen. */
export const programOf = (
  told: 'tell' | 'tellBoth',
  stores: readonly string[],
  lines: readonly string[],
): string => {
  const body = lines.join('\n');
  const named = members.filter((member) => new RegExp(`\\b${member}\\b(?=[.(])`).test(body));
  return [
    `import { ${told} } from '@tenantry/testing';`,
    '',
    `await ${told}(${stores.join(', ')}, async ({ ${named.join(', ')} }) => {`,
    ...lines.map((line) => `  ${line}`),
    '});',
  ].join('\n');
};

const members = [
  'app',
  'at',
  'numberAt',
  'mailboxAt',
  'passwordAt',
  'keyAt',
  'keyIdAt',
  'memberAt',
  'memberNumberAt',
  'linkAt',
  'by',
  'operator',
  'again',
  'wait',
] as const;
