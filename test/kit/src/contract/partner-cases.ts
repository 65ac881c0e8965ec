/** What a store may garble of partners and registered accounts. */
import {
  BillingId,
  CompanyName,
  EmailAddress,
  PersonName,
  PhoneNumber,
  Reference,
  TimeZone,
  type UserId,
} from '@tenantry/domain';
import fc from 'fast-check';
import { moments, roles, texts } from './cases.ts';
import type { Make } from './make.ts';

/** What is sent to may be spelt in other letters than what is compared. */
export const domains: fc.Arbitrary<string> = fc.constantFrom(
  'Example.com',
  'bücher.example',
  'XN--BCHER-KVA.example',
  'sub.例え.jp',
);

const phones = fc
  .constantFrom('12345', '+39 (06) 123-45', '(0) 1-2-3-4-5')
  .map((phone) => PhoneNumber.parse(phone));
const people = texts.map((name) => PersonName.parse(name));

/** How a contact stands: with an invitation or without, a user or not. */
const standings = fc.record(
  {
    status: fc.constantFrom('invited' as const, 'active', 'disabled', 'revoked'),
    isUser: fc.boolean(),
    generation: fc.nat({ max: 2_147_483_647 }),
    invitation: fc.record({ hash: texts, until: moments }),
  },
  { requiredKeys: ['status', 'isUser', 'generation'] },
);

type Standing = typeof standings extends fc.Arbitrary<infer Each> ? Each : never;

/** A partner's own parts; what has to be unique is made so by `partnerOf`. */
export const partnerParts = fc.record(
  {
    reference: texts,
    billingId: texts.map((text) => BillingId.parse([...text].slice(0, 50).join('').trim())),
    phraseHash: texts,
    contact: fc.record({ firstName: people, lastName: people, phone: phones }),
    userName: texts,
    member: fc.record({ name: people, roles, domain: domains, standing: standings }),
  },
  { requiredKeys: ['reference', 'contact', 'member'] },
);

type PartnerParts = typeof partnerParts extends fc.Arbitrary<infer Parts> ? Parts : never;

/** The parts as a partner has them, and its contact, who may be this user. */
export const partnerOf = (
  make: Make,
  user: UserId,
  { reference, billingId, phraseHash, contact, userName, member }: PartnerParts,
) => ({
  details: {
    reference: Reference.parse(make.text(reference)),
    ...(billingId === undefined ? {} : { billingId }),
    ...(phraseHash === undefined ? {} : { phraseHash }),
    contact,
  },
  person: {
    name: member.name,
    email: EmailAddress.parse(`${make.uuid()}@${member.domain}`),
    ...(userName === undefined ? {} : { userName: make.userName(userName) }),
    roles: member.roles,
    ...stateOf(make, user, member.standing),
  },
});

function stateOf(make: Make, userId: UserId, { status, isUser, generation, invitation }: Standing) {
  switch (status) {
    case 'invited':
      // No two links that were ever sent are one: they have different hashes.
      return invitation === undefined
        ? { status, generation }
        : { status, generation, invitation: { ...invitation, hash: make.text(invitation.hash) } };
    case 'active':
      return { status, generation, userId };
    case 'disabled':
      return { status, generation, ...(isUser ? { userId } : {}) };
    case 'revoked':
      return { status, generation };
  }
}

/** A register entry's own parts, and those of its person. */
export const registerParts = fc.record({
  details: fc.record(
    {
      firstName: people,
      lastName: people,
      companyName: texts.map((name) => CompanyName.parse(name)),
      mobilePhone: phones,
      timeZone: fc
        .constantFrom('UTC', 'Europe/Rome', 'America/Argentina/ComodRivadavia')
        .map((zone) => TimeZone.parse(zone)),
    },
    { requiredKeys: ['timeZone'] },
  ),
  domain: domains,
  credential: fc.record(
    { hash: texts, generation: fc.integer({ min: 1, max: 2_147_483_647 }), lapsesAt: moments },
    { requiredKeys: ['hash', 'generation'] },
  ),
  member: fc.record({ name: people, roles }),
});
