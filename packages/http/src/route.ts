import type { Caller, Result } from '@tenantry/domain';
import type { z } from 'zod';
import type { Description, Explain } from './description.ts';
import type { Standing } from './limits/rate-limit.ts';
import type { Refusal, TooManyRequests } from './refusal.ts';

export type { Refusal, RefusalKind, TooManyRequests } from './refusal.ts';

/** What is answered, as plain data; it becomes a `Response` in one place. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly content?: Content;
}

export interface TextContent {
  readonly type: string;
  readonly text: string;
  readonly bytes?: never;
}

/** What is the same in many replies, and not to be encoded for each. */
export interface BytesContent {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly text?: never;
}

export type Content = TextContent | BytesContent;

/** One request on its way to its reply. */
export interface Exchange {
  readonly request: Request;
  /** A ULID of ours; what the client calls the request is logged beside it. */
  readonly requestId: string;
  /** The decoded parts of the path that the route's pattern names. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Tells the access log who is acting, as soon as that is proven. */
  recognise(caller: Pick<Caller, 'accountId'> & Partial<Pick<Caller, 'proof'>>): void;
  /** Counts the request for a caller that is proven, and may have asked too much already. */
  admit(caller: Pick<Caller, 'accountId' | 'proof'>): Promise<Result<undefined, TooManyRequests>>;
  /**
   * How the client stands towards that of policy's limits which leaves it least; undefined where none
   * has been asked for it so far.
   */
  standing(): Standing | undefined;
}

/**
 * One operation. `path` is a pattern, matched segment by segment: `:name` stands for one segment
 * that is not empty. GET answers HEAD as well, unless it `spends`.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Of a GET that uses something up: HEAD would do so and show nothing, and is not taken. */
  readonly spends?: true;
  readonly path: string;
  readonly handle: (exchange: Exchange) => Promise<Reply>;
  /** What it is to whoever calls it. */
  readonly describe: Description;
}

/** The same for people, to whom a page says itself what it is. */
export type PageRoute = Omit<Route, 'describe'>;

export type AnyRoute = Route | PageRoute;

/** A family of routes that share one manner of speaking. */
export interface Protocol {
  /**
   * `/v2` claims that path and all below it; what strays there is refused in this shape. A pattern,
   * like a route's path.
   */
  readonly under: string;
  readonly routes: readonly Route[];
  /** `request` is for a protocol that answers in more than one format; its body is not to be read. */
  readonly refuse: (refusal: Refusal, requestId: string, request: Request) => Reply;
  /** How it is described. */
  readonly describe: {
    readonly tag: { readonly name: string; readonly description: string };
    readonly explain: Explain;
    /**
     * Schemas that stand in the document once, under these names, and are referred to. Names are
     * unique in the document; an object that several operations show has one.
     */
    readonly schemas?: Readonly<Record<string, z.ZodType>>;
  };
}

/** The same of pages. */
export interface PageFamily extends Pick<Protocol, 'under' | 'refuse'> {
  readonly routes: readonly PageRoute[];
}
