import {
  correctPartner,
  defaultPolicy,
  type Partner,
  type PartnerCorrection,
} from '@tenantry/domain';
import { pure, times } from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corrections, elsewhere, partners } from './partners.ts';

type Correction = PartnerCorrection;
type Contact = NonNullable<PartnerCorrection['contact']>;

/** As the use case makes it. */
const nextOf = ({ contactMember }: Partner) => ({
  generation: contactMember.generation + 1,
  hash: 'next',
});

const correct = (partner: Partner, correction: Correction, now: Date) =>
  correctPartner(partner, correction, nextOf(partner), defaultPolicy, now);

const corrected = (partner: Partner, correction: Correction, now = new Date(0)): Partner => {
  const result = correct(partner, correction, now);
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
};

const invitationOf = ({ contactMember }: Partner) =>
  contactMember.status === 'invited' ? contactMember.invitation : undefined;

const cases = fc.record({ partner: partners(), correction: corrections(), now: times() });

describe('correcting a partner', () => {
  it('changes what is named and keeps the rest, the contact’s other parts too', () => {
    fc.assert(
      fc.property(cases, ({ partner, correction, now }) => {
        const after = corrected(partner, correction, now);
        const { name = partner.account.name, reference = partner.reference } = correction;
        const { billingId = partner.billingId, phraseHash = partner.phraseHash } = correction;
        expect(after.account.name).toBe(name);
        expect(after.reference).toBe(reference);
        expect(after.billingId).toBe(billingId ?? undefined);
        expect(after.phraseHash).toBe(phraseHash ?? undefined);
        const { firstName, lastName, phone } = { ...partner.contact, ...correction.contact };
        expect(after.contact).toEqual({ firstName, lastName, phone });
        const { userName, email, role } = correction.contact ?? {};
        // Nobody is called anything whose place is over.
        const isOver = after.contactMember.status === 'revoked';
        expect(after.contactMember.userName).toBe(
          (isOver ? undefined : userName) ?? partner.contactMember.userName,
        );
        expect(after.contactMember.email).toBe(email ?? partner.contactMember.email);
        expect(after.contactMember.roles).toEqual(
          role === undefined ? partner.contactMember.roles : [role],
        );
        expect(`${firstName} ${lastName}`.startsWith(after.contactMember.name)).toBe(true);
        expect([...after.contactMember.name].length).toBeLessThanOrEqual(255);
      }),
    );
  });

  it('takes a billing id and a phrase away by null, and leaves no trace of them', () => {
    fc.assert(
      fc.property(partners(), (partner) => {
        const after = corrected(partner, { billingId: null, phraseHash: null });
        expect(after).not.toHaveProperty('billingId');
        expect(after).not.toHaveProperty('phraseHash');
      }),
    );
  });

  it('moves version and time of update, and leaves alone what can never be corrected', () => {
    fc.assert(
      fc.property(cases, ({ partner, correction, now }) => {
        const { account, contactMember } = corrected(partner, correction, now);
        const { name: _, status: __, ...before } = partner.account;
        expect(account).toMatchObject({ ...before, version: before.version + 1, updatedAt: now });
        const { id, number, accountId } = partner.contactMember;
        expect(contactMember).toMatchObject({ id, number, accountId });
      }),
    );
  });

  it('suspends and reactivates, and stays as it is where nothing is said of that', () => {
    fc.assert(
      fc.property(cases, fc.boolean(), ({ partner, correction, now }, isActive) => {
        const { isActive: _, ...silent } = correction;
        expect(corrected(partner, silent, now).account.status).toBe(partner.account.status);
        expect(corrected(partner, { ...silent, isActive }, now).account.status).toBe(
          isActive ? 'active' : 'suspended',
        );
      }),
    );
  });

  it('is refused where the account is closed, or was seen in another version', () => {
    fc.assert(
      fc.property(cases, ({ partner, correction, now }) => {
        const { version } = partner.account;
        expect(correct(partner, { ...correction, version }, now).ok).toBe(true);
        for (const seen of [version - 1, version + 1])
          expect(correct(partner, { ...correction, version: seen }, now)).toEqual({
            ok: false,
            error: { kind: 'VersionStale', current: version },
          });
        const closed = { ...partner, account: { ...partner.account, status: 'closed' as const } };
        expect(correct(closed, correction, now)).toEqual({
          ok: false,
          error: { kind: 'AccountClosed' },
        });
      }),
    );
  });

  it('is pure', () => {
    fc.assert(pure(({ partner, correction, now }) => correct(partner, correction, now), cases));
  });
});

describe('the contact of a partner', () => {
  const active = { isActive: true };
  const saying = (contact: Contact, rest: Correction = active): Correction => ({
    ...rest,
    contact,
  });

  it('is invited where a welcome is wanted, for as long as policy says, by another link', () => {
    fc.assert(
      fc.property(partners('standing', 'invited'), times(), (partner, now) => {
        const after = corrected(partner, saying({ sendWelcomeEmail: true }), now);
        const { generation, hash } = nextOf(partner);
        expect(after.contactMember.generation).toBe(generation);
        expect(invitationOf(after)).toEqual({
          hash,
          until: new Date(now.getTime() + defaultPolicy.lifetimes.invitation * 1000),
        });
      }),
    );
  });

  it('is invited again where the mailbox moves after a first link was made, else not', () => {
    fc.assert(
      fc.property(partners('standing', 'invited'), fc.boolean(), (partner, isActive) => {
        // Also where the partner is suspended: mail is held for it until it is active again.
        const moved = corrected(partner, saying({ email: elsewhere }, { isActive }));
        expect(moved.contactMember).toMatchObject({ status: 'invited', email: elsewhere });
        expect(invitationOf(moved)?.hash).toBe(invitationOf(partner) && 'next');
      }),
    );
  });

  it('keeps the link that was sent where neither mailbox nor welcome is said', () => {
    fc.assert(
      fc.property(cases, ({ partner, correction, now }) => {
        const {
          email: _,
          sendWelcomeEmail: __,
          isActive: ___,
          ...contact
        } = correction.contact ?? {};
        const after = corrected(partner, { ...correction, contact }, now);
        expect(invitationOf(after)).toEqual(invitationOf(partner));
        expect(after.contactMember.status).toBe(partner.contactMember.status);
      }),
    );
  });

  it('keeps the link that was sent where the mailbox is only spelt anew', () => {
    fc.assert(
      fc.property(partners('invited'), (partner) => {
        const { email } = partner.contactMember;
        const address = email.address.toUpperCase();
        const after = corrected(partner, saying({ email: { ...email, address } }));
        expect(invitationOf(after)).toEqual(invitationOf(partner));
        expect(after.contactMember.email.address).toBe(address);
      }),
    );
  });

  it('has no link once its mailbox has moved but the one that is sent there', () => {
    fc.assert(
      fc.property(cases, ({ partner, correction, now }) => {
        const contact = { ...correction.contact, email: elsewhere };
        const after = invitationOf(corrected(partner, { ...correction, contact }, now));
        expect([undefined, 'next']).toContain(after?.hash);
      }),
    );
  });

  it('is welcomed to nothing where the partner is suspended', () => {
    fc.assert(
      fc.property(cases, ({ partner, correction, now }) => {
        const { email: _, ...contact } = correction.contact ?? {};
        const welcomed = { ...contact, sendWelcomeEmail: true };
        const suspended = { ...correction, isActive: false };
        expect(corrected(partner, { ...suspended, contact: welcomed }, now)).toEqual(
          corrected(
            partner,
            { ...suspended, contact: { ...contact, sendWelcomeEmail: false } },
            now,
          ),
        );
      }),
    );
  });

  it('is invited to nothing where it is disabled', () => {
    fc.assert(
      fc.property(cases, ({ partner, correction, now }) => {
        const contact = { ...correction.contact, isActive: false, sendWelcomeEmail: true };
        const after = corrected(partner, { ...correction, contact }, now);
        expect(invitationOf(after)).toBeUndefined();
      }),
    );
  });

  it('loses its link when it is disabled, and stands without one when it is enabled again', () => {
    fc.assert(
      fc.property(partners('standing', 'invited', 'disabled'), (partner) => {
        const disabled = corrected(partner, saying({ isActive: false }));
        expect(disabled.contactMember.status).toBe('disabled');
        expect(disabled.contactMember).not.toHaveProperty('invitation');
        const silent = corrected(disabled, saying({ sendWelcomeEmail: true }));
        expect(silent.contactMember.status).toBe('disabled');
        const enabled = corrected(disabled, saying({ isActive: true }));
        expect(enabled.contactMember.status).toBe('invited');
        expect(invitationOf(enabled)).toBeUndefined();
        const welcomed = corrected(disabled, saying({ isActive: true, sendWelcomeEmail: true }));
        expect(invitationOf(welcomed)?.hash).toBe('next');
      }),
    );
  });

  it('leaves what was made for it behind when it is disabled, and once is enough', () => {
    fc.assert(
      fc.property(partners('active'), (partner) => {
        const { generation } = partner.contactMember;
        const disabled = corrected(partner, saying({ isActive: false }));
        expect(disabled.contactMember.generation).toBe(generation + 1);
        const again = corrected(disabled, saying({ isActive: false }));
        expect(again.contactMember.generation).toBe(generation + 1);
      }),
    );
  });

  it('is never invited again once it has accepted, and stays the same user', () => {
    fc.assert(
      fc.property(
        partners('active', 'left'),
        corrections(),
        fc.boolean(),
        (partner, correction, isActive) => {
          const contact = { ...correction.contact, isActive, sendWelcomeEmail: true };
          const { contactMember } = corrected(partner, { ...correction, contact });
          expect(contactMember.status).toBe(isActive ? 'active' : 'disabled');
          expect(contactMember).toHaveProperty(
            'userId',
            Reflect.get(partner.contactMember, 'userId'),
          );
          expect(contactMember).not.toHaveProperty('invitation');
        },
      ),
    );
  });

  it('stays revoked, unless it is let in or invited anew: under another link, as nobody', () => {
    fc.assert(
      fc.property(partners('revoked'), corrections(), (partner, correction) => {
        const { account, contactMember } = corrected(partner, correction);
        const { isActive, sendWelcomeEmail } = correction.contact ?? {};
        const isWelcome = sendWelcomeEmail === true && account.status === 'active';
        const isAnew = isActive === true || (isWelcome && isActive !== false);
        expect(contactMember).not.toHaveProperty('userId');
        expect(invitationOf({ ...partner, contactMember })?.hash).toBe(
          isAnew && isWelcome ? 'next' : undefined,
        );
        if (!isWelcome) expect(contactMember.status).toBe(isAnew ? 'invited' : 'revoked');
      }),
    );
  });

  it('never has a link of a generation that there was before, over any corrections', () => {
    fc.assert(
      fc.property(
        partners(),
        fc.array(corrections(), { minLength: 2, maxLength: 8 }),
        (first, steps) => {
          let partner = first;
          let latest = first.contactMember.generation;
          for (const step of steps) {
            const before = invitationOf(partner);
            partner = corrected(partner, step);
            const after = invitationOf(partner);
            if (after === undefined || after === before) continue;
            expect(partner.contactMember.generation).toBeGreaterThan(latest);
            latest = partner.contactMember.generation;
          }
        },
      ),
    );
  });
});
