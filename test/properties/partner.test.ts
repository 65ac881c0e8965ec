import { defaultPolicy } from '@tenantry/domain';
import { pure } from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { open, opened, openings } from './partners.ts';

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
            generation: isInvited ? 1 : 0,
          });
          const until = opening.now.getTime() + defaultPolicy.lifetimes.invitation * 1000;
          expect('invitation' in contactMember ? contactMember.invitation : undefined).toEqual(
            isInvited ? { hash: opening.made.invitation.hash, until: new Date(until) } : undefined,
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
