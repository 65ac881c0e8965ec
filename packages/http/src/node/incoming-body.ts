import type { IncomingMessage } from 'node:http';
import type { BodySource } from '../request/body.ts';

/**
 * The body of a request that nobody else reads. As a web stream it takes several times as long, most
 * of it for what a stream could do besides.
 */
export const incomingBody =
  (message: IncomingMessage): BodySource =>
  (limit) =>
    new Promise((resolve, reject) => {
      const chunks: Uint8Array[] = [];
      let length = 0;
      const leave = (): void => {
        message.off('data', take).off('end', end).off('error', fail).off('close', fail);
      };
      const end = (): void => {
        leave();
        resolve(chunks);
      };
      const take = (chunk: Uint8Array): void => {
        chunks.push(chunk);
        length += chunk.byteLength;
        if (length <= limit) return;
        message.pause();
        end();
      };
      const fail = (): void => {
        leave();
        reject(new Error('the body broke off', { cause: message.errored }));
      };
      if (message.destroyed || message.readableEnded) fail();
      else message.on('data', take).once('end', end).once('error', fail).once('close', fail);
    });
