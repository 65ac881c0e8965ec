import type { Path } from '@tenantry/domain';

/** The same fault found twice, in a file and in what it says, is named once. */
export const distinctIssues = <Issue extends { readonly path: Path; readonly code: string }>(
  issues: readonly Issue[],
): readonly Issue[] => [
  ...new Map(issues.map((one) => [JSON.stringify([one.path, one.code]), one])).values(),
];
