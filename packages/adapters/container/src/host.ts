import { isIP } from 'node:net';
import { err, ok, type Result } from '@tenantry/domain';

/** RFC 1123, 2.1. */
const name =
  /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;

/** An IP address (without brackets, without a zone) or a host name; else what is wrong. */
export const parseHost = (text: string): Result<string, string> =>
  (isIP(text) !== 0 && !text.includes('%')) || (name.test(text) && !/^[0-9.]+$/.test(text))
    ? ok(text)
    : err('must be an IP address or a host name');
