import { type Conflict, comparable, type NewPartner, type TakenKind } from '@tenantry/domain';
import type { Connection } from './connection.ts';
import type { PartnerWriteStatements } from './partner-write-statements.ts';
import { accountRow, membershipRow } from './rows.ts';

interface TakenFromPartner {
  readonly isAddressTaken: boolean;
  /** In the order that the port says. */
  readonly names: readonly ('NameTaken' | 'ReferenceTaken' | 'UserNameTaken')[];
  readonly isMailboxTaken: boolean;
}

/** What of a partner somebody else has. */
export async function takenFrom(
  connection: Connection,
  statements: PartnerWriteStatements,
  partner: NewPartner,
): Promise<TakenFromPartner> {
  const { id, address, sibling_key: sibling } = accountRow(partner.account);
  const { user_name_key: userName, email_canonical } = membershipRow(partner.contactMember);
  const [taken] = await connection.run(
    statements.takenFromPartner({
      account: id,
      member: partner.contactMember.id,
      address,
      sibling: sibling ?? '',
      reference: comparable(partner.reference),
      userName: userName ?? '',
      mailbox: email_canonical,
    }),
  );
  return {
    isAddressTaken: Boolean(taken?.is_address_taken),
    names: [
      ...(taken?.is_name_taken ? ['NameTaken' as const] : []),
      ...(taken?.is_reference_taken ? ['ReferenceTaken' as const] : []),
      ...(taken?.is_user_name_taken ? ['UserNameTaken' as const] : []),
    ],
    isMailboxTaken: Boolean(taken?.is_mailbox_taken),
  };
}

/** A conflict over all of these, the first of them before the others; none over none. */
export function conflictOver<What extends TakenKind>([taken, ...also]: readonly What[]):
  | Conflict<What>
  | undefined {
  if (taken === undefined) return undefined;
  return also.length === 0 ? { taken } : { taken, also };
}
