import type { Dispatcher } from 'undici';
import { customerBody } from './customers.ts';

/** Kinds of requests, each with what it takes to make them. */
export type Asked = {
  readonly kind: 'customers';
  readonly apiKey: string;
  readonly parent: string;
};

export interface Requests {
  readonly next: () => Dispatcher.RequestOptions;
  /** What every one of them is answered with. */
  readonly status: number;
}

let made = 0;
/** Unlike any other of any run: of this process and its place among what it made. */
export const another = (): string => `${process.pid.toString(36)}-${(made++).toString(36)}`;

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
  }
};
