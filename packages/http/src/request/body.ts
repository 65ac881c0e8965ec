import { err, ok, type Result } from '@tenantry/domain';
import type { Refusal } from '../route.ts';

/** What the body of any request may have. */
export const bodyMebibytes = 1;
const bodyLimit = bodyMebibytes * 1_048_576;

/**
 * The bytes of a body in pieces: all of them, or as many as first go past the limit. What comes after
 * those is left where it is. Rejects where the body breaks off.
 */
export type BodySource = (limit: number) => Promise<readonly Uint8Array[]>;

/** Of each request whose body need not be read as the stream that it could be. */
const sources = new WeakMap<Request, BodySource>();

export const readsBodyFrom = (request: Request, source: BodySource): void => {
  sources.set(request, source);
};

/** Told when a body is waited for, and when that is over. */
interface BodyWatcher {
  readonly begin: () => void;
  readonly end: () => void;
  /** Waits until it is the turn of a large body to be worked on. */
  readonly turn: () => Promise<void>;
}

/** Of each request that somebody watches: whoever reads a body knows nothing but the request. */
const watchers = new WeakMap<Request, BodyWatcher>();

export const watchBody = (request: Request, watcher: BodyWatcher): void => {
  watchers.set(request, watcher);
};

type CannotReadBody = Extract<Refusal, { kind: `Body${string}` }>;

/** Bytes past which reading what a body says may keep others waiting. */
const large = 65_536;

/**
 * The whole body, unless it declares more than it may have, or turns out to have it. Of one that is
 * too large the rest is left where it is: cancelling it would take down the connection on Node
 * before the refusal is out.
 */
export const readBody = async (
  request: Request,
  limit = bodyLimit,
): Promise<Result<Uint8Array, CannotReadBody>> => {
  const body = await wholeBody(request, limit);
  if (body.ok && body.value.byteLength > large) await watchers.get(request)?.turn();
  return body;
};

async function wholeBody(
  request: Request,
  limit: number,
): Promise<Result<Uint8Array, CannotReadBody>> {
  if (Number(request.headers.get('Content-Length') ?? 0) > limit)
    return err({ kind: 'BodyTooLarge' });
  const watcher = watchers.get(request);
  watcher?.begin();
  try {
    const chunks = await (sources.get(request) ?? streamed(request))(limit);
    const length = chunks.reduce((sum, { byteLength }) => sum + byteLength, 0);
    return length > limit ? err({ kind: 'BodyTooLarge' }) : ok(joined(chunks, length));
  } catch {
    // Only the connection can fail here: the client went away, or was too slow.
    return err({ kind: 'BodyIncomplete' });
  } finally {
    watcher?.end();
  }
}

const streamed =
  (request: Request): BodySource =>
  async (limit) => {
    const body: ReadableStream<Uint8Array> | null = request.body;
    // A host that has read it before us has left nothing of it.
    if (request.bodyUsed || body?.locked === true) throw new Error('the body was read before');
    const reader = body?.getReader();
    const chunks: Uint8Array[] = [];
    let length = 0;
    try {
      while (reader !== undefined && length <= limit) {
        const { done, value } = await reader.read();
        if (done) break;
        length += value.byteLength;
        chunks.push(value);
      }
      return chunks;
    } finally {
      reader?.releaseLock();
    }
  };

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = chunks;
  if (chunks.length === 1 && first !== undefined) return first;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}
