import {
  type AccountAddress,
  type AccountId,
  type CreatePartnerInput,
  type EmailAddress,
  type Lineage,
  type MembershipId,
  type NewAccountRegister,
  type NewPartner,
  type OpenRegisterInput,
  openPartner,
  openRegister,
  Policy,
  parseCreatePartner,
  parseOpenRegister,
  Reference,
  type Result,
  TimeZone,
  type User,
  type UserId,
} from '@tenantry/domain';

type Said = Omit<CreatePartnerInput, 'parent' | 'parentName' | 'verificationPhrase' | 'contact'>;

export interface PartnerWishes extends Partial<Said> {
  readonly contact?: Partial<CreatePartnerInput['contact']>;
  readonly phraseHash?: string;
}

/** What no two that are made have in common. */
export interface MadeBeneath {
  readonly ids: { readonly id: AccountId; readonly address: AccountAddress };
  readonly membershipId: MembershipId;
  readonly userId: UserId;
  readonly word: string;
  readonly email: EmailAddress;
  readonly hash: string;
  readonly now: Date;
}

/** A registered account whose password was chosen by somebody else. */
export type RegisterWithUser = NewAccountRegister & { readonly user: User };

const policy = Policy.parse({ depth: 64 });

export const makePartner = (
  { ids, membershipId, word, email, hash, now }: MadeBeneath,
  parents: Lineage,
  { phraseHash, contact, ...said }: PartnerWishes,
): NewPartner => {
  const { partner } = sure(
    parseCreatePartner(
      {
        name: `Partner ${word}`,
        ...said,
        contact: {
          userName: `partner-${word}`,
          firstName: 'Jo',
          lastName: `Contact ${word}`,
          email: email.address,
          phone: '+39 06 12345',
          sendWelcomeEmail: true,
          ...contact,
        },
      },
      policy,
      'manage',
    ),
  );
  const made = {
    ...ids,
    reference: Reference.parse(`reference-${word}`),
    invitation: { id: membershipId, hash },
    ...(phraseHash === undefined ? {} : { phraseHash }),
  };
  return sure(openPartner(partner, made, parents, policy, now));
};

export const makeRegister = (
  { ids, membershipId, userId, word, email, hash, now }: MadeBeneath,
  parents: Lineage,
  wishes: Partial<OpenRegisterInput>,
): RegisterWithUser => {
  const { entry } = sure(
    parseOpenRegister({
      name: `Register ${word}`,
      email: email.address,
      mayHaveSubAccounts: true,
      ...wishes,
    }),
  );
  const made = { ...ids, userId, membershipId, access: { passwordHash: hash } };
  const opened = sure(openRegister(entry, made, parents, TimeZone.parse('UTC'), policy, now));
  const { user } = opened;
  if (user === undefined) throw new Error('a register entry with a password has a user');
  return { ...opened, user };
};

export function sure<T>(made: Result<T, unknown>): T {
  if (!made.ok) throw new Error(`could not make what a law needs: ${JSON.stringify(made.error)}`);
  return made.value;
}
