import type { Account } from '@tenantry/domain';
import type { Installation } from './installation.ts';

/** One operation of each protocol that asks for a proof, and answers the same to all who have it. */
export interface Door {
  readonly name: string;
  /** The forms of proof that the protocol takes. */
  readonly takes: readonly Form[];
  readonly method: 'GET' | 'POST';
  readonly path: (account: Account) => string;
  readonly headers: (account: Account) => Readonly<Record<string, string>>;
  readonly body?: string;
  /** What is answered to whoever is let in. */
  readonly lets: number;
}

/** A scoped token is one that was given for `kyc:api`. */
export const forms = ['apiKey', 'basic', 'token', 'scopedToken', 'keyAsBearer'] as const;
export type Form = (typeof forms)[number];

const json = { 'Content-Type': 'application/json' };

export const doors: readonly Door[] = [
  {
    name: 'customers-v2',
    takes: ['apiKey', 'scopedToken'],
    method: 'POST',
    path: () => '/v2/customers',
    headers: ({ id }) => ({ 'X-Frankie-CustomerID': id, ...json }),
    body: '{}',
    lets: 400,
  },
  {
    name: 'partners-v1',
    takes: ['basic'],
    method: 'GET',
    path: () => '/api/v1/partners',
    headers: () => ({}),
    lets: 200,
  },
  {
    name: 'partners-v8',
    takes: ['token', 'scopedToken'],
    method: 'GET',
    path: ({ address }) => `/a/${address}/api/v8/partners`,
    headers: () => ({}),
    lets: 200,
  },
  {
    name: 'admin-accounts-v1',
    takes: ['apiKey', 'basic', 'token', 'scopedToken', 'keyAsBearer'],
    method: 'POST',
    path: ({ id }) => `/api/v1/admin/accounts/${id}`,
    headers: () => json,
    body: '{}',
    lets: 400,
  },
];

export const doorsFor = (form: Form): readonly Door[] =>
  doors.filter(({ takes }) => takes.includes(form));

type Proofs = Readonly<Record<'api_key' | 'Authorization', string>>;

/** The request by which a proof is tried at a door, as it is written on the wire but for its URL. */
export const requestAt = (
  { method, path, headers, body }: Door,
  account: Account,
  proofs: Partial<Proofs>,
) => ({
  method,
  path: path(account),
  headers: { ...headers(account), ...proofs },
  body: body ?? null,
});

/** Whether a door lets a proof in, or else the status that it answers. */
export const knock = async (
  { http }: Pick<Installation, 'http'>,
  door: Door,
  account: Account,
  proofs: Partial<Proofs>,
): Promise<'in' | number> => {
  const { path, ...init } = requestAt(door, account, proofs);
  // Tokens are good at the URL of their account alone.
  const { status } = await http.fetch(new Request(`https://tenantry.test${path}`, init));
  return status === door.lets ? 'in' : status;
};
