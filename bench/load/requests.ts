import type { Dispatcher } from 'undici';
import { reference } from '../places/population.ts';
import { customerBody } from './customers.ts';
import { partnerBody } from './partners.ts';
import { registrationBody } from './registrations.ts';

/** Kinds of requests, each with what it takes to make them. */
export type Asked =
  | { readonly kind: 'customers'; readonly apiKey: string; readonly parent: string }
  | { readonly kind: 'registrations'; readonly apiKey: string; readonly parent: string }
  /** Beneath whoever proves to be there, in whatever way. */
  | { readonly kind: 'partners'; readonly proof: Readonly<Record<string, string>> }
  | { readonly kind: 'account'; readonly apiKey: string; readonly id: string }
  /** Tokens for keys, one after another, and from the first again. */
  | { readonly kind: 'tokens'; readonly apiKeys: readonly string[] }
  /** What is directly beneath an account, page after page, and from the first again. */
  | { readonly kind: 'children'; readonly apiKey: string; readonly parent: string }
  /** Accounts by a reference that one of them has; so many have one like it. */
  | { readonly kind: 'references'; readonly apiKey: string; readonly among: number };

export interface Requests {
  readonly next: () => Dispatcher.RequestOptions;
  /** What every one of them is answered with. */
  readonly status: number;
  /** Is shown what each of them is answered with. */
  readonly seen?: (body: string) => void;
}

let made = 0;
/** Unlike any other of any run: of this process and its place among what it made. */
export const another = (): string => `${process.pid.toString(36)}-${(made++).toString(36)}`;

let turns = 0;

/** By the path of the first page, that of the page after the last one that was seen. */
const nextPages = new Map<string, string>();

/** Goes about among many: each once, neighbours far apart. */
const stride = 7919;

export const requestsOf = (asked: Asked): Requests => {
  switch (asked.kind) {
    case 'customers': {
      const headers = {
        api_key: asked.apiKey,
        'x-frankie-customerid': asked.parent,
        'content-type': 'application/json',
      };
      return {
        next: () => ({
          method: 'POST',
          path: '/v2/customers',
          headers,
          body: JSON.stringify(customerBody(another())),
        }),
        status: 201,
      };
    }
    case 'registrations': {
      const headers = { api_key: asked.apiKey, 'content-type': 'application/json' };
      return {
        next: () => ({
          method: 'POST',
          path: `/api/v1/admin/accounts/${asked.parent}`,
          headers,
          body: JSON.stringify(registrationBody(another())),
        }),
        status: 200,
      };
    }
    case 'partners': {
      const headers = { ...asked.proof, 'content-type': 'application/json' };
      return {
        next: () => ({
          method: 'POST',
          path: '/v1/accounts',
          headers,
          body: JSON.stringify(partnerBody(another())),
        }),
        status: 201,
      };
    }
    case 'account': {
      const headers = { api_key: asked.apiKey };
      return {
        next: () => ({ method: 'GET', path: `/v1/accounts/${asked.id}`, headers }),
        status: 200,
      };
    }
    case 'tokens': {
      const headers = { 'content-type': 'application/json' };
      return {
        next: () => ({
          method: 'POST',
          path: '/v1/tokens',
          headers,
          body: JSON.stringify({
            grant: 'api_key',
            key: asked.apiKeys[turns++ % asked.apiKeys.length],
          }),
        }),
        status: 200,
      };
    }
    case 'children': {
      const headers = { api_key: asked.apiKey };
      const first = `/v1/accounts/${asked.parent}/children`;
      return {
        next: () => ({ method: 'GET', path: nextPages.get(first) ?? first, headers }),
        status: 200,
        seen: (body) => {
          const { nextCursor } = listIn(body);
          nextPages.set(first, nextCursor === undefined ? first : `${first}?cursor=${nextCursor}`);
        },
      };
    }
    case 'references': {
      const headers = { api_key: asked.apiKey };
      return {
        next: () => {
          const value = reference.valueOf(1 + ((turns++ * stride) % asked.among));
          const query = new URLSearchParams({
            referenceName: reference.name,
            referenceValue: value,
          });
          return { method: 'GET', path: `/v1/accounts?${query.toString()}`, headers };
        },
        status: 200,
        seen: (body) => {
          const { length } = listIn(body);
          if (length !== 1) throw new Error(`${length} accounts have the reference of one`);
        },
      };
    }
  }
};

/** How many there are on a page, and where the next begins. */
function listIn(body: string): { readonly length: number; readonly nextCursor?: string } {
  const page: unknown = JSON.parse(body);
  if (typeof page !== 'object' || page === null || !('data' in page) || !Array.isArray(page.data))
    throw new Error(`no list: ${body.slice(0, 500)}`);
  const { length } = page.data;
  return 'nextCursor' in page && typeof page.nextCursor === 'string'
    ? { length, nextCursor: page.nextCursor }
    : { length };
}
