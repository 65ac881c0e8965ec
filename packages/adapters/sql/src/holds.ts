import type { AccountRef, AccountWrites, Reach, RecordWrites } from '@tenantry/domain';
import type { AccountStatements } from './account-statements.ts';
import type { Connection } from './connection.ts';
import type { Held, SideBySide } from './flavour.ts';
import { lineageWithin } from './tree.ts';

type Holds = Pick<AccountWrites, 'holdLineage' | 'holdForChange'>;

/** How a unit holds accounts; where units run one after another, to read them is enough. */
export const accountHolds = (
  connection: Connection,
  statements: AccountStatements,
  sideBySide: SideBySide | undefined,
): Holds => {
  const hold = (how: keyof Holds) => async (reach: Reach, ref: AccountRef) => {
    const read = () => lineageWithin(connection, statements, reach, ref);
    if (sideBySide === undefined) return read();
    const held = heldOf(reach, ref);
    // Sent together, yet run one after the other: what is read is what those left who held it
    // before.
    const [locked, , lineage] = await Promise.all([
      connection.run(sideBySide[how](held)),
      connection.seesOneMoment === true ? connection.run(sideBySide.shareLineage(held)) : [],
      read(),
    ]);
    return locked.length === 0 ? undefined : lineage;
  };
  return { holdLineage: hold('holdLineage'), holdForChange: hold('holdForChange') };
};

const heldOf = (reach: Reach, ref: AccountRef): Held => ({
  id: typeof ref === 'string' ? ref : '',
  number: typeof ref === 'number' ? ref : 0,
  within: reach === 'installation' ? '' : reach.below,
});

/**
 * How a unit holds the lookups of results; where units run one after another, to read is enough.
 */
export const resultHold =
  (
    connection: Connection,
    { result }: { readonly result: SideBySide['holdResults'] },
    sideBySide: SideBySide | undefined,
  ): RecordWrites['holdResult'] =>
  async (lookups) => {
    // In one order for everybody, so that nobody waits in a circle.
    const inOrder = lookups.toSorted().map((lookup) => ({ lookup }));
    const hold = lookups.length === 0 ? undefined : sideBySide?.holdResults;
    try {
      await connection.run((hold ?? result)(inOrder));
      return true;
    } catch (fault) {
      if (sideBySide?.isHeldTooLong(fault) !== true) throw fault;
      connection.spend();
      return false;
    }
  };
