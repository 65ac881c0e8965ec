import {
  type AccountReads,
  type AccountRef,
  type AccountWrites,
  comparable,
  err,
  isWithin,
  ok,
  type Partner,
} from '@tenantry/domain';
import type { AccountStatements } from './account-statements.ts';
import { type Connection, fail, overtaken } from './connection.ts';
import type { MembershipStatements } from './membership-statements.ts';
import { conflictOver, takenFrom } from './partner-conflict.ts';
import { joinedPartnerOf, partnerOf, partnerRow } from './partner-rows.ts';
import type { PartnerStatements } from './partner-statements.ts';
import type { PartnerWriteStatements } from './partner-write-statements.ts';
import { accountOf, accountRow, membershipOf, membershipRow } from './rows.ts';
import { addNode, rangeOf } from './tree.ts';

type Statements = AccountStatements & PartnerStatements;
type WriteStatements = Statements & MembershipStatements & PartnerWriteStatements;

export type PartnerReads = Pick<AccountReads, 'findPartner' | 'partners'>;
export type PartnerWrites = Pick<AccountWrites, 'addPartner' | 'savePartner'>;

export const partnerReads = (connection: Connection, statements: Statements): PartnerReads => ({
  findPartner: async (reach, ref) => {
    const partner = await findPartner(connection, statements, ref);
    return partner !== undefined && isWithin(reach, partner.account) ? partner : undefined;
  },

  partners: async (reach, { named, skip, limit }) => {
    const range = await rangeOf(connection, statements, reach);
    if (range === undefined) return { total: 0, items: [] };
    if (named === undefined) {
      const [all] = await connection.run(statements.countPartners(range));
      const rows = await connection.run(statements.partners({ ...range, skip, limit }));
      return { total: Number(all?.total), items: rows.map(joinedPartnerOf) };
    }
    const { ref, text } = named;
    const asked = {
      ...range,
      id: typeof ref === 'string' ? ref : '',
      number: typeof ref === 'number' ? ref : 0,
      name: comparable(text),
      reference: comparable(text),
    };
    const [all] = await connection.run(statements.countPartnersNamed(asked));
    const rows = await connection.run(statements.partnersNamed({ ...asked, skip, limit }));
    return { total: Number(all?.total), items: rows.map(joinedPartnerOf) };
  },
});

export const partnerWrites = (
  connection: Connection,
  statements: WriteStatements,
): PartnerWrites => ({
  addPartner: async (partner) => {
    const { contactMember } = partner;
    const refused = async () => {
      const { isAddressTaken, names } = await takenFrom(connection, statements, partner);
      const conflict = conflictOver(isAddressTaken ? ['AddressTaken'] : names);
      if (conflict === undefined) return overtaken(connection, `partner ${partner.account.id}`);
      connection.spend();
      return err(conflict);
    };
    const account = await addNode(connection, statements, partner.account);
    if (account === undefined) return refused();
    const row = membershipRow(contactMember);
    const [member] = await connection.run(statements.addMembership(row));
    if (member === undefined) return refused();
    const details = partnerRow(partner);
    const [added] = await connection.run(statements.addPartner(details));
    if (added === undefined) return refused();
    return ok(partnerOf(account, details, membershipOf({ ...row, number: member.number })));
  },

  savePartner: async (partner) => {
    const { id, version } = partner.account;
    const stored = await findPartner(connection, statements, id);
    if (stored === undefined) return fail(connection, `there is no partner ${id}`);
    const stale = () => {
      connection.spend();
      return err({ taken: 'VersionStale' as const });
    };
    if (stored.account.version !== version - 1) return stale();
    const wanted = unmoved(partner, stored);
    // An UPDATE knows no ON CONFLICT. Where units run one at a time, what this has seen holds.
    // Where they do not, a key may be taken after it: the UPDATE then throws the database's own
    // error, and the unit, run again, sees it here.
    const { names, isMailboxTaken } = await takenFrom(connection, statements, wanted);
    const conflict = conflictOver(isMailboxTaken ? [...names, 'EmailTaken' as const] : names);
    if (conflict !== undefined) {
      connection.spend();
      return err(conflict);
    }
    const [account] = await connection.run(
      statements.saveNode({ ...accountRow(wanted.account), before: version - 1 }),
    );
    if (account === undefined) return stale();
    const [details] = await connection.run(statements.savePartner(partnerRow(wanted)));
    const [member] = await connection.run(
      statements.saveMember(membershipRow(wanted.contactMember)),
    );
    if (details === undefined || member === undefined)
      return fail(connection, `partner ${id} vanished while it was written`);
    return ok(partnerOf(accountOf(account), details, membershipOf(member)));
  },
});

async function findPartner(
  connection: Connection,
  statements: Statements,
  ref: AccountRef,
): Promise<Partner | undefined> {
  const [row] = await connection.run(
    typeof ref === 'number'
      ? statements.partnerByNumber({ number: ref })
      : statements.partnerById({ id: ref }),
  );
  return row && joinedPartnerOf(row);
}

/** With what cannot be corrected as it stands: where it is and what it is called by. */
function unmoved(
  { account, contactMember, ...details }: Partner,
  { account: { address, kind, ancestors }, contactMember: { id, accountId } }: Partner,
): Partner {
  return {
    ...details,
    account: { ...account, address, kind, ancestors },
    contactMember: { ...contactMember, id, accountId },
  };
}
