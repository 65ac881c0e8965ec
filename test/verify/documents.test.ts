import { checks } from '@tenantry/sql';
import { expect, it } from 'vitest';
import { textOf } from '../docs/documents.ts';

it('docs/verify.md says of every check what it means', () => {
  const text = textOf('docs/verify.md');
  const untold = checks.filter(
    ({ invariant, check }) => !text.includes(`\`${check}\``) || !text.includes(`## ${invariant}: `),
  );
  expect(untold).toEqual([]);
});
