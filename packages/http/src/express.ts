import type { ServerResponse } from 'node:http';
import type { Http } from './index.ts';
import { answerHost, type HostRequest, isClaimed } from './mount/node-request.ts';

/** What this needs of a request of Express 4 or 5. */
interface ExpressRequest extends HostRequest {
  /** The path that a middleware was mounted at. */
  readonly baseUrl?: string;
  /** The client's address, as far as the host trusts its proxies. */
  readonly ip?: string | undefined;
}

/**
 * A middleware for Express: `app.use('/accounts', middleware(http))`, where `/accounts` is the path
 * of the public URL. What is mounted at the root hands on what is not ours.
 *
 * Best before any body parser. Behind one a body is put together again from what was made of it;
 * one that must arrive as it was sent, such as configurations, needs what the parser lost:
 * `express.json({ verify: (req, _, bytes) => { req.rawBody = bytes } })`.
 */
export const middleware =
  (http: Pick<Http, 'fetch' | 'claims'>) =>
  (request: ExpressRequest, response: ServerResponse, next: () => void): void => {
    const { baseUrl = '', ip } = request;
    if (baseUrl !== '' || isClaimed(http, request)) answerHost(http, request, response, ip);
    else next();
  };
