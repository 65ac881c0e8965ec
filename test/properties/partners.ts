import {
  BillingId,
  defaultPolicy,
  EmailAddress,
  MembershipId,
  MembershipNumber,
  type NewPartner,
  openPartner,
  type Partner,
  type PartnerCorrection,
  Reference,
  UserId,
} from '@tenantry/domain';
import {
  accountAddresses,
  accountIds,
  createPartners,
  lineages,
  names,
  times,
} from '@tenantry/testing';
import fc from 'fast-check';

/** Everything that opening a partner asks for. */
export const openings = fc.record({
  command: createPartners(),
  made: fc.record(
    {
      id: accountIds(),
      address: accountAddresses(),
      reference: names().map((name) => Reference.parse(name)),
      invitation: fc.record({
        id: fc.uuid().map((id) => MembershipId.parse(id)),
        hash: fc.base64String(),
      }),
      phraseHash: fc.string(),
    },
    { requiredKeys: ['id', 'address', 'reference', 'invitation'] },
  ),
  parents: lineages({ status: 'active', kind: 'partner', maxDepth: 9 }),
  now: times(),
});

export type Opening = typeof openings extends fc.Arbitrary<infer Each> ? Each : never;

export const open = ({ command, made, parents, now }: Opening) =>
  openPartner(command, made, parents, defaultPolicy, now);

export const opened = (opening: Opening): NewPartner => {
  const result = open(opening);
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
};

/** What has become of a contact since. */
export type Standing = 'standing' | 'invited' | 'disabled' | 'active' | 'left' | 'revoked';

/** Partners as they stand after a while: active or suspended, their contacts in any state. */
export const partners = (...standings: readonly Standing[]): fc.Arbitrary<Partner> =>
  fc
    .record({
      opening: openings,
      version: fc.integer({ min: 1, max: 1_000 }),
      standing: fc.constantFrom(...(standings.length > 0 ? standings : every)),
      userId: fc.uuid().map((id) => UserId.parse(id)),
      generation: fc.integer({ min: 1, max: 1_000 }),
      until: times(),
    })
    .map(({ opening, version, standing, userId, generation, until }) => {
      const partner = opened(opening);
      const { id, accountId, name, email, userName, roles } = partner.contactMember;
      const place = { id, number, accountId, name, email, roles, generation };
      const named = userName === undefined ? place : { ...place, userName };
      const invitation = { hash: 'sent', until };
      const account = { ...partner.account, version, number: opening.parents[0].number };
      return { ...partner, account, contactMember: { ...named, ...stateOf() } };

      function stateOf() {
        switch (standing) {
          case 'standing':
            return { status: 'invited' as const };
          case 'invited':
            return { status: 'invited' as const, invitation };
          case 'disabled':
            return { status: 'disabled' as const };
          case 'active':
            return { status: 'active' as const, userId };
          case 'left':
            return { status: 'disabled' as const, userId };
          case 'revoked':
            return { status: 'revoked' as const };
        }
      }
    });

const every = ['standing', 'invited', 'disabled', 'active', 'left', 'revoked'] as const;
const number = MembershipNumber.parse(1);

/** Corrections of any parts, made from whatever version is there. */
export const corrections = (): fc.Arbitrary<PartnerCorrection> =>
  openings.chain(({ command: { name, contact }, made }) =>
    fc.record(
      {
        name: fc.constant(name),
        reference: fc.constant(made.reference),
        billingId: fc.constantFrom(BillingId.parse('B-2'), null),
        phraseHash: fc.constantFrom('another', null),
        isActive: fc.boolean(),
        contact: fc.record(
          {
            firstName: fc.constant(contact.firstName),
            lastName: fc.constant(contact.lastName),
            phone: fc.constant(contact.phone),
            userName: fc.constant(contact.userName),
            email: fc.constant(contact.email),
            role: fc.constant(contact.role),
            isActive: fc.boolean(),
            sendWelcomeEmail: fc.boolean(),
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    ),
  );

/** A mailbox that nobody has whom an arbitrary makes. */
export const elsewhere = EmailAddress.parse('moved@elsewhere.example');
