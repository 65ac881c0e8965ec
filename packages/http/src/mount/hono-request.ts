import { type Fields, isRecord } from '../request/fields.ts';
import { bytesOf } from './parsed-body.ts';

/** What is needed of a context of Hono 4. */
export interface HonoContext {
  readonly req: HonoRequest;
  readonly env: unknown;
}

interface HonoRequest {
  readonly raw: Request;
  /** What the host has read of the body already, and in which form. */
  readonly bodyCache: {
    readonly arrayBuffer?: Promise<ArrayBuffer> | ArrayBuffer;
    readonly text?: Promise<string> | string;
    readonly json?: unknown;
  };
}

/**
 * The request as if nobody had read it, where the host has kept its body. Elsewhere it stays read,
 * and no route takes it.
 */
export const unreadOf = async ({ raw, bodyCache }: HonoRequest): Promise<Request> => {
  if (!raw.bodyUsed) return raw;
  const { url, method, headers, signal } = raw;
  const read = Promise.resolve(bodyCache.arrayBuffer ?? bodyCache.text ?? bodyCache.json);
  const kept = await read.catch(() => undefined);
  const declared = headers.get('Content-Length');
  const body = bytesOf(kept instanceof ArrayBuffer ? new Uint8Array(kept) : kept, {
    type: headers.get('Content-Type') ?? '',
    length: declared === null ? undefined : Number(declared),
  });
  return body === undefined ? raw : new Request(url, { method, headers, signal, body });
};

/** The client's address as `@hono/node-server` tells it. */
export const honoAddress = ({ env }: HonoContext): string | undefined => {
  const { incoming } = propertiesOf(env);
  const { socket } = propertiesOf(incoming);
  const { remoteAddress } = propertiesOf(socket);
  return typeof remoteAddress === 'string' ? remoteAddress : undefined;
};

const propertiesOf = (value: unknown): Fields => (isRecord(value) ? value : {});
