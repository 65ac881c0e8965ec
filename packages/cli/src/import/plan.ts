import { type AccountKind, type Failure, mayParent } from '@tenantry/domain';
import { claimsOf, referenceOf } from './claims.ts';
import type { RowKind } from './kinds.ts';
import type { Row } from './row.ts';
import { markOf, mostMarks } from './row-key.ts';

/** An account that would be there. */
export interface Planned {
  readonly kind: AccountKind;
  readonly mayHaveSubAccounts: boolean;
  readonly depth: number;
}

/**
 * What a dry run would have made so far: the parents that later rows may name, and the values that
 * they can no longer have. Remembers 52 bits for each, and no value; of `most` rows altogether.
 */
export const plans = (most = mostMarks) => {
  const keys = new Map<number, Planned>();
  /** What the row said that has a key. */
  const said = new Map<number, number>();
  const references = new Map<number, Planned>();
  const taken = new Set<number>();
  /** One for all that are alike. */
  const alike = new Map<string, Planned>();

  const shared = (planned: Planned): Planned => {
    const name = JSON.stringify(planned);
    const known = alike.get(name) ?? planned;
    alike.set(name, known);
    return known;
  };

  return {
    underKey: (key: string): Planned | undefined => keys.get(markOf(key)),
    /** Whether another row that says the same has its key. */
    isRepeated: (row: Row): boolean => said.get(markOf(row.key)) === markOf(row.said()),
    isFull: (): boolean => taken.size >= most || keys.size >= most,
    underReference: (name: string): Planned | undefined =>
      references.get(markOf(referenceOf(name) ?? '')),

    /** Why a row would be refused by what rows before it would have made. */
    refusal: (row: Row): Failure | undefined => {
      const before = claimsOf(row).filter(({ text }) => taken.has(markOf(text)));
      const [first, ...also] = before.map(({ kind, path }) => ({ kind, path }));
      if (first === undefined) return undefined;
      return also.length > 0 ? { ...first, also } : first;
    },

    note: (row: Row, planned: Planned): void => {
      const known = shared(planned);
      keys.set(markOf(row.key), known);
      said.set(markOf(row.key), markOf(row.said()));
      const reference = row.kind === 'partner' ? referenceOf(row.command['reference']) : undefined;
      if (reference !== undefined) references.set(markOf(reference), known);
      for (const { text } of claimsOf(row)) taken.add(markOf(text));
    },
  };
};

export type Plan = ReturnType<typeof plans>;

/** What would come of a row beneath an account that is itself no more than planned. */
export const plannedBeneath = (
  above: Planned,
  kind: RowKind,
  command: Row['command'],
  deepest: number,
): Planned | Extract<Failure, { kind: 'ParentMayNotHave' | 'TooDeep' }> => {
  const path = ['parent'];
  if (!mayParent(above, kind))
    return { kind: 'ParentMayNotHave', path, parent: above.kind, child: kind };
  const depth = above.depth + 1;
  if (depth > deepest) return { kind: 'TooDeep', path, limit: deepest };
  return { kind, mayHaveSubAccounts: command['mayHaveSubAccounts'] === true, depth };
};
