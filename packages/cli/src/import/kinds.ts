import type { AccountKind } from '@tenantry/domain';

// Words that the command line knows before anything of the domain is loaded.

export type RowKind = Exclude<AccountKind, 'master'>;

export const rowKinds = ['customer', 'partner', 'registered'] as const satisfies readonly RowKind[];

export const formats = ['ndjson', 'csv'] as const;

export type Format = (typeof formats)[number];
