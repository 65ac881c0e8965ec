import type { Reply, Route } from '../route.ts';

/**
 * Where all of this stands among a host's own paths: the path of the public URL, empty at the root.
 * Requests are taken with it, as they come to most hosts, and without it, as some hosts and proxies
 * hand them on. Throws where nobody could tell one from the other.
 */
export const basePathOf = (publicUrl: string, routes: readonly Pick<Route, 'path'>[]): string => {
  const base = new URL(publicUrl).pathname.replace(/\/+$/, '');
  const [, ...steps] = base.split('/');
  if (steps.includes(''))
    throw new Error('publicUrl (TENANTRY_PUBLIC_URL): its path may have no empty segment');
  if (routes.some(({ path }) => path.split('/')[1] === steps[0]))
    throw new Error(
      `publicUrl (TENANTRY_PUBLIC_URL): its path may not begin with "/${steps[0]}", as ours do`,
    );
  return base;
};

export const isBeneath = (base: string, pathname: string): boolean =>
  pathname === base || pathname.startsWith(`${base}/`);

/** A path as our own routes have it. */
export const withoutBase = (base: string, pathname: string): string =>
  base !== '' && isBeneath(base, pathname) ? pathname.slice(base.length) || '/' : pathname;

/** A reply as clients see it: the paths in its headers lead to where they reach us. */
export const withBase = (base: string, reply: Reply): Reply => {
  const { Location, Link } = reply.headers ?? {};
  if (base === '' || (Location === undefined && Link === undefined)) return reply;
  return {
    ...reply,
    headers: {
      ...reply.headers,
      ...(Location?.startsWith('/') === true ? { Location: base + Location } : {}),
      ...(Link === undefined ? {} : { Link: Link.replaceAll('</', `<${base}/`) }),
    },
  };
};
