import {
  correctPartner,
  defaultPolicy,
  MembershipId,
  MembershipNumber,
  openPartner,
  type Partner,
  Reference,
} from '@tenantry/domain';
import {
  accountAddresses,
  accountIds,
  createPartners,
  lineages,
  names,
  pure,
  times,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const openings = fc.record({
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

type Opening = typeof openings extends fc.Arbitrary<infer Each> ? Each : never;

const open = ({ command, made, parents, now }: Opening) =>
  openPartner(command, made, parents, defaultPolicy, now);

const opened = (opening: Opening) => {
  const result = open(opening);
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
};

const stored = (opening: Opening): Partner => {
  const partner = opened(opening);
  return {
    ...partner,
    account: { ...partner.account, number: opening.parents[0].number },
    contactMember: { ...partner.contactMember, number: MembershipNumber.parse(1) },
  };
};

describe('opening a partner', () => {
  it('makes what the command says; a reference is made where none is given', () => {
    fc.assert(
      fc.property(openings, (opening) => {
        const { command, made, parents, now } = opening;
        const partner = opened(opening);
        expect(partner.account).toMatchObject({
          id: made.id,
          kind: 'partner',
          name: command.name,
          ancestors: parents.map(({ id }) => id),
          status: command.isActive ? 'active' : 'suspended',
          version: 1,
          createdAt: now,
        });
        expect(partner.reference).toBe(command.reference ?? made.reference);
        expect(partner.billingId).toBe(command.billingId);
        expect(partner.phraseHash).toBe(made.phraseHash);
        const { firstName, lastName, phone } = command.contact;
        expect(partner.contact).toEqual({ firstName, lastName, phone });
      }),
    );
  });

  // partner active, contact active, welcome wanted -> membership, whether there is an invitation
  it.each([
    [true, true, true, 'invited', true],
    [true, true, false, 'invited', false],
    [true, false, true, 'disabled', false],
    [true, false, false, 'disabled', false],
    [false, true, true, 'invited', false],
    [false, true, false, 'invited', false],
    [false, false, true, 'disabled', false],
    [false, false, false, 'disabled', false],
  ] as const)(
    'partner active %s, contact active %s, welcome %s: %s, invitation %s',
    (isActive, contactActive, sendWelcomeEmail, status, isInvited) => {
      fc.assert(
        fc.property(openings, (opening) => {
          const contact = { ...opening.command.contact, isActive: contactActive, sendWelcomeEmail };
          const { contactMember } = opened({
            ...opening,
            command: { ...opening.command, isActive, contact },
          });
          expect(contactMember).toMatchObject({
            id: opening.made.invitation.id,
            accountId: opening.made.id,
            email: contact.email,
            userName: contact.userName,
            roles: [contact.role],
            status,
          });
          const until = opening.now.getTime() + defaultPolicy.lifetimes.invitation * 1000;
          expect('invitation' in contactMember ? contactMember.invitation : undefined).toEqual(
            isInvited
              ? { generation: 1, hash: opening.made.invitation.hash, until: new Date(until) }
              : undefined,
          );
        }),
        { numRuns: 15 },
      );
    },
  );

  it('calls the contact by both names, within the rule of names', () => {
    fc.assert(
      fc.property(openings, (opening) => {
        const { firstName, lastName } = opening.command.contact;
        const { name } = opened(opening).contactMember;
        expect(`${firstName} ${lastName}`.startsWith(name)).toBe(true);
        expect([...name].length).toBeLessThanOrEqual(255);
        expect([...name].length).toBeGreaterThanOrEqual(Math.min(254, [...firstName].length));
      }),
    );
  });

  it('is pure', () => {
    fc.assert(pure(open, openings));
  });
});

describe('correcting a partner', () => {
  const cases = fc.record({
    partner: openings.map(stored),
    correction: openings.map(opened).chain((other) =>
      fc.record(
        {
          name: fc.constant(other.account.name),
          reference: fc.constant(other.reference),
          contact: fc.record({ phone: fc.constant(other.contact.phone) }, { requiredKeys: [] }),
        },
        { requiredKeys: [] },
      ),
    ),
    now: times(),
  });

  it('changes what is named and keeps the rest, the contact’s other parts too', () => {
    fc.assert(
      fc.property(cases, ({ partner, correction, now }) => {
        const { name = partner.account.name, contact, ...details } = correction;
        expect(correctPartner(partner, correction, now)).toEqual({
          ok: true,
          value: {
            ...partner,
            ...details,
            account: { ...partner.account, name, version: 2, updatedAt: now },
            contact: { ...partner.contact, ...contact },
          },
        });
      }),
    );
  });

  it('is refused where the account is closed, or was seen in another version', () => {
    fc.assert(
      fc.property(cases, ({ partner, correction, now }) => {
        const stale = correctPartner(partner, { ...correction, version: 7 }, now);
        expect(stale).toEqual({ ok: false, error: { kind: 'VersionStale', current: 1 } });
        const closed = { ...partner, account: { ...partner.account, status: 'closed' as const } };
        expect(correctPartner(closed, correction, now)).toEqual({
          ok: false,
          error: { kind: 'AccountClosed' },
        });
      }),
    );
  });

  it('is pure', () => {
    fc.assert(
      pure(({ partner, correction, now }) => correctPartner(partner, correction, now), cases),
    );
  });
});
