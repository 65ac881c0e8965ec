import type { AccessWrites } from '@tenantry/domain';
import type { AccountStatements } from './account-statements.ts';
import { type Connection, fail } from './connection.ts';
import type { EndingStatements } from './ending-statements.ts';
import { idList } from './id-list.ts';
import { accountOf, rangeBelow } from './rows.ts';

export type EndingWrites = Pick<AccessWrites, 'endMemberships' | 'forgetUser'>;

/** So many that no statement takes as long as statements may take, however large the subtree is. */
const placesAtOnce = 2000;

/** Places that end, and users who have none any more. */
export const endingWrites = (
  connection: Connection,
  statements: EndingStatements & Pick<AccountStatements, 'byId'>,
): EndingWrites => ({
  endMemberships: async (of) => {
    const [row] = await connection.run(statements.byId({ id: of }));
    if (row === undefined) return fail(connection, `there is no account ${of}`);
    const { from, to } = rangeBelow(accountOf(row));
    for (let last = { path: from, number: 0 }; ; ) {
      const places = await connection.run(
        statements.placesBeneath({
          from: last.path,
          to,
          after: last.number,
          limit: placesAtOnce,
        }),
      );
      const users = new Set(places.flatMap(({ user_id: user }) => user ?? []));
      await holdUsers(connection, statements, users);
      await connection.run(statements.endPlaces({ places: idList(places.map(({ id }) => id)) }));
      await forgetUsers(connection, statements, users);
      last = places.at(-1) ?? last;
      if (places.length < placesAtOnce) return;
    }
  },

  forgetUser: async (id) => {
    const users = new Set([id]);
    await holdUsers(connection, statements, users);
    await forgetUsers(connection, statements, users);
  },
});

/**
 * Of two units that each end a place of the same user, the later one waits here, and then sees what
 * the earlier one has left.
 */
async function holdUsers(
  connection: Connection,
  statements: EndingStatements,
  ids: ReadonlySet<string>,
): Promise<void> {
  if (ids.size === 0) return;
  const users = idList([...ids]);
  await connection.run(statements.holdUsers({ users }));
  if (connection.seesOneMoment === true) await connection.run(statements.sharePlaces({ users }));
}

/** Those of these users, who are held, of whom no place is left. */
async function forgetUsers(
  connection: Connection,
  statements: EndingStatements,
  ids: ReadonlySet<string>,
): Promise<void> {
  if (ids.size === 0) return;
  const users = idList([...ids]);
  // Sent together, and yet run in this order.
  await Promise.all([
    connection.run(statements.holdResetsOf({ users })),
    connection.run(statements.forgetUserMessages({ users })),
    connection.run(statements.forgetResetMessagesOf({ users })),
    connection.run(statements.forgetResetsOf({ users })),
    connection.run(statements.forgetUsers({ users })),
  ]);
}
