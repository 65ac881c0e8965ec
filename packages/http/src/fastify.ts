import type { ServerResponse } from 'node:http';
import type { Http } from './index.ts';
import { answerHost, type HostRequest, isClaimed } from './mount/node-request.ts';

/** What this needs of an instance of Fastify 5. */
interface Instance {
  removeAllContentTypeParsers(): unknown;
  addContentTypeParser(type: '*', parser: LeaveAlone): unknown;
  all(path: string, handler: (request: FastifyRequest, reply: FastifyReply) => unknown): unknown;
}

type LeaveAlone = (request: unknown, body: unknown, done: (fault: null) => void) => void;

interface FastifyRequest {
  readonly raw: HostRequest;
  /** The client's address, as far as the host trusts its proxies. */
  readonly ip: string;
}

interface FastifyReply {
  readonly raw: ServerResponse;
  hijack(): unknown;
  callNotFound(): unknown;
}

/**
 * A plugin for Fastify: `app.register(plugin(http), { prefix: '/accounts' })`, where `/accounts` is
 * the path of the public URL. The host's own parsers of bodies stay what they are outside of it.
 */
export const plugin = (http: Pick<Http, 'fetch' | 'claims'>) => async (instance: Instance) => {
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('*', (_request, _body, done) => done(null));
  for (const path of ['/', '/*'])
    instance.all(path, ({ raw, ip }, reply) => {
      if (!isClaimed(http, raw)) return reply.callNotFound();
      reply.hijack();
      return answerHost(http, raw, reply.raw, ip);
    });
};
