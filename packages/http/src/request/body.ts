import { err, ok, type Result } from '@tenantry/domain';
import type { Refusal } from '../route.ts';

/** What the body of any request may have. */
export const bodyMebibytes = 1;
const bodyLimit = bodyMebibytes * 1_048_576;

type CannotReadBody = Extract<Refusal, { kind: `Body${string}` }>;

/**
 * The whole body, unless it declares more than it may have, or turns out to have it. Of one that is
 * too large the rest is left where it is: cancelling it would take down the connection on Node
 * before the refusal is out.
 */
export const readBody = async (
  request: Request,
  limit = bodyLimit,
): Promise<Result<Uint8Array, CannotReadBody>> => {
  if (Number(request.headers.get('Content-Length') ?? 0) > limit)
    return err({ kind: 'BodyTooLarge' });
  const body: ReadableStream<Uint8Array> | null = request.body;
  const reader = body?.getReader();
  if (reader === undefined) return ok(new Uint8Array());
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return ok(joined(chunks, length));
      length += value.byteLength;
      if (length > limit) return err({ kind: 'BodyTooLarge' });
      chunks.push(value);
    }
  } catch {
    // Only the connection can fail here: the client went away, or was too slow.
    return err({ kind: 'BodyIncomplete' });
  } finally {
    reader.releaseLock();
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
