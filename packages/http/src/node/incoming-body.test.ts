import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { incomingBody } from './incoming-body.ts';

const limit = 10;
const message = () => new IncomingMessage(new Socket());
const text = (chunks: readonly Uint8Array[]) => Buffer.concat(chunks).toString();

describe('the body of an incoming message', () => {
  it.each([
    ['nothing', []],
    ['one piece', ['all of it']],
    ['as many as come', ['1234', '567', '890']],
  ])('is %s', async (_, pieces) => {
    const incoming = message();
    const read = incomingBody(incoming)(limit);
    for (const piece of pieces) incoming.push(piece);
    incoming.push(null);
    expect(text(await read)).toBe(pieces.join(''));
  });

  it('is left where it is from there on where it is longer than it may be', async () => {
    const incoming = message();
    const read = incomingBody(incoming)(limit);
    incoming.push('12345678');
    await setImmediate();
    incoming.push('9abcdef');
    expect(text(await read)).toBe('123456789abcdef');
    incoming.push('never read');
    await setImmediate();
    expect(incoming.readableFlowing).toBe(false);
    expect(incoming.readableLength).toBe('never read'.length);
    expect(incoming.listenerCount('data')).toBe(0);
  });

  it.each([
    ['is gone', undefined],
    ['fails', new Error('reset')],
  ])('is refused where the connection %s before its end', async (_, fault) => {
    const incoming = message();
    const read = incomingBody(incoming)(limit);
    incoming.push('12345');
    incoming.destroy(fault);
    await expect(read).rejects.toThrow('broke off');
    await expect(incomingBody(incoming)(limit)).rejects.toThrow('broke off');
  });
});
