import type { Row } from './rows.ts';
import { type Builder, statement } from './statement.ts';

/** A user's credential, and the generation of the one before it. */
interface CredentialAt extends Omit<Row<'app_user'>, 'email' | 'email_canonical'> {
  readonly from: number;
}

export type UserStatements = ReturnType<typeof userStatements>;

export const userStatements = (db: Builder) => ({
  user: statement<{ id: string }>()((value) =>
    db.selectFrom('app_user').selectAll().where('id', '=', value('id')),
  ),
  userByMailbox: statement<{ email: string }>()((value) =>
    db.selectFrom('app_user').selectAll().where('email_canonical', '=', value('email')),
  ),
  addUser: statement<Row<'app_user'>>()((value) =>
    db
      .insertInto('app_user')
      .values({
        id: value('id'),
        email: value('email'),
        email_canonical: value('email_canonical'),
        password_hash: value('password_hash'),
        credential_origin: value('credential_origin'),
        credential_account: value('credential_account'),
        credential_generation: value('credential_generation'),
        lapses_at: value('lapses_at'),
        seen_hash: value('seen_hash'),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id'),
  ),
  replaceCredential: statement<CredentialAt>()((value) =>
    db
      .updateTable('app_user')
      .set({
        password_hash: value('password_hash'),
        credential_origin: value('credential_origin'),
        credential_account: value('credential_account'),
        credential_generation: value('credential_generation'),
        lapses_at: value('lapses_at'),
        seen_hash: value('seen_hash'),
      })
      .where('id', '=', value('id'))
      .where('credential_generation', '=', value('from'))
      .returning('id'),
  ),
});
