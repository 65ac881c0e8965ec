import { idsIn } from './id-list.ts';
import type { PathRange } from './rows.ts';
import { type Builder, statement } from './statement.ts';

/** Places of the accounts in a range: of the first of these, only those after a number. */
interface Page extends PathRange {
  readonly after: number;
  readonly limit: number;
}

/** Users, by their ids as one list. */
interface Users {
  readonly users: string;
}

export type EndingStatements = ReturnType<typeof endingStatements>;

export const endingStatements = (db: Builder, isSideBySide: boolean) => {
  /** Those of the users of whom no place is left. */
  const placeless = (users: string) =>
    db
      .selectFrom('app_user')
      .select('app_user.id')
      .where('app_user.id', 'in', idsIn(db, users))
      .where((user) =>
        user.not(
          user.exists(
            user
              .selectFrom('membership')
              .select('membership.id')
              .whereRef('membership.user_id', '=', 'app_user.id'),
          ),
        ),
      );

  return {
    placesBeneath: statement<Page>()((value) =>
      db
        .selectFrom('account')
        .innerJoin('membership', 'membership.account_id', 'account.id')
        .select(['account.path', 'membership.number', 'membership.id', 'membership.user_id'])
        .where('account.path', '>=', value('from'))
        .where('account.path', '<', value('to'))
        .where((place) =>
          place.or([
            place('account.path', '>', value('from')),
            place('membership.number', '>', value('after')),
          ]),
        )
        .orderBy('account.path')
        .orderBy('membership.number')
        .limit(value('limit')),
    ),
    endPlaces: statement<{ places: string }>()((value) =>
      db
        .updateTable('membership')
        .set((place) => ({
          status: 'revoked',
          generation: place('generation', '+', place.lit(1)),
          user_id: null,
          user_name: null,
          user_name_key: null,
          invitation_hash: null,
          invited_until: null,
        }))
        .where('id', 'in', idsIn(db, value('places'))),
    ),

    /** Nobody can give them a place from now on until the unit ends. */
    holdUsers: statement<Users>()((value) =>
      db
        .selectFrom('app_user')
        .select('id')
        .where('id', 'in', idsIn(db, value('users')))
        // In one order for everybody: within a page nobody waits in a circle.
        .orderBy('id')
        .$if(isSideBySide, (users) => users.forUpdate()),
    ),
    /**
     * Fails where a place of theirs was changed since the transaction began: for one in which every
     * statement sees its beginning, and with it places that are over.
     */
    sharePlaces: statement<Users>()((value) =>
      db
        .selectFrom('membership')
        .select('id')
        .where('user_id', 'in', idsIn(db, value('users')))
        .$if(isSideBySide, (places) => places.forShare()),
    ),

    /** Whoever forgets resets that are over holds them first, too, and then what names them. */
    holdResetsOf: statement<Users>()((value) =>
      db
        .selectFrom('password_reset')
        .select('id')
        .where('user_id', 'in', idsIn(db, value('users')))
        .orderBy('id')
        .$if(isSideBySide, (resets) => resets.forUpdate()),
    ),
    // In the order of the keys: what names a row goes before that.
    forgetUserMessages: statement<Users>()((value) =>
      db.deleteFrom('outbox').where('user_id', 'in', placeless(value('users'))),
    ),
    forgetResetMessagesOf: statement<Users>()((value) =>
      db.deleteFrom('outbox').where('reset_id', 'in', (resets) =>
        resets
          .selectFrom('password_reset')
          .select('password_reset.id')
          .where('password_reset.user_id', 'in', placeless(value('users'))),
      ),
    ),
    forgetResetsOf: statement<Users>()((value) =>
      db.deleteFrom('password_reset').where('user_id', 'in', placeless(value('users'))),
    ),
    forgetUsers: statement<Users>()((value) =>
      db.deleteFrom('app_user').where('id', 'in', placeless(value('users'))),
    ),
  };
};
