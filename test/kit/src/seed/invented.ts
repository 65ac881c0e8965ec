import {
  AccountAddress,
  AccountId,
  type ApiKey,
  ApiKeyId,
  apiKeyBytes,
  generatedPasswordBytes,
  generatePassword,
  MembershipId,
  makeApiKey,
  type Secret,
  UserId,
} from '@tenantry/domain';
import { sha256 } from '../stand-ins/sha256.ts';

/** Invents what nobody else has; the same for one seed, in the same order. */
export interface Invented {
  uuid(): string;
  accountId(): AccountId;
  membershipId(): MembershipId;
  userId(): UserId;
  address(): AccountAddress;
  person(): { readonly firstName: string; readonly lastName: string; readonly email: string };
  company(): string;
  key(): ApiKey;
  password(): Secret;
  /** Nobody else has it. */
  label(what: string): string;
}

export const invent = (seed: number, now: Date): Invented => {
  let made = 0;
  const bytes = (): readonly number[] => sha256(`seed ${seed} ${++made}`);
  const hex = (): string =>
    bytes()
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('');
  const one = (words: readonly string[]): string => words[(bytes()[0] ?? 0) % words.length] ?? '';

  // Version 7: each sorts after those before it.
  const uuid = (): string => {
    const random = hex();
    const time = (now.getTime() + made).toString(16).padStart(12, '0');
    return [
      time.slice(0, 8),
      time.slice(8),
      `7${random.slice(0, 3)}`,
      `8${random.slice(3, 6)}`,
      random.slice(6, 18),
    ].join('-');
  };

  const label = (what: string): string => `${what}-${seed}-${++made}`;

  return {
    uuid,
    label,
    accountId: () => AccountId.parse(uuid()),
    membershipId: () => MembershipId.parse(uuid()),
    userId: () => UserId.parse(uuid()),
    address: () => AccountAddress.parse(`a${hex().slice(0, 15)}`),
    person: () => {
      const [firstName, lastName] = [one(firstNames), one(lastNames)];
      const local = label(`${firstName}.${lastName}`.toLowerCase());
      return { firstName, lastName, email: `${local}@example.com` };
    },
    company: () => `${one(adjectives)} ${one(trades)} ${++made}`,
    key: () => makeApiKey(ApiKeyId.parse(uuid()), Uint8Array.from(bytes().slice(0, apiKeyBytes))),
    password: () => generatePassword(Uint8Array.from(bytes().slice(0, generatedPasswordBytes))),
  };
};

const firstNames = ['Ada', 'Bo', 'Chen', 'Dana', 'Elif', 'Femi', 'Gita', 'Hugo', 'Ines', 'Juno'];
const lastNames = ['Adler', 'Berg', 'Costa', 'Diaz', 'Evans', 'Fontana', 'Garcia', 'Haas', 'Ito'];
const adjectives = ['Amber', 'Bright', 'Civic', 'Distant', 'Early', 'First', 'Granite', 'Harbour'];
const trades = [
  'Bakery',
  'Clinic',
  'Dairy',
  'Estates',
  'Ferries',
  'Gardens',
  'Hotels',
  'Insurance',
];
