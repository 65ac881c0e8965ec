import type { AnyRoute, Refusal } from './route.ts';

interface RouteFound {
  readonly kind: 'RouteFound';
  readonly route: AnyRoute;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The path is known: these are the methods it takes, for OPTIONS. */
interface OptionsAsked {
  readonly kind: 'OptionsAsked';
  readonly allow: readonly string[];
}

type Finding =
  | RouteFound
  | OptionsAsked
  | Extract<Refusal, { kind: `${'Path' | 'Method'}${string}` }>;

type FindRoute = (method: string, pathname: string) => Finding;

/**
 * Looks routes up in a table, the first pattern that fits deciding. The path comes from a `URL`,
 * so dot segments are gone; segments are told apart before they are decoded, so `%2f` stays inside
 * its segment. Throws where a method stands twice for one path.
 */
export const routeFinder = (routes: readonly AnyRoute[]): FindRoute => {
  const places = placesOf(routes);
  return (method, pathname) => {
    const segments = pathname.split('/');
    for (const { pattern, byMethod } of places) {
      const parameters = fit(pattern, segments);
      if (parameters === undefined) continue;
      const route = method === 'HEAD' ? headOf(byMethod) : byMethod.get(method);
      if (route !== undefined) return { kind: 'RouteFound', route, parameters };
      const allow = methodsOf(byMethod);
      return { kind: method === 'OPTIONS' ? 'OptionsAsked' : 'MethodNotAllowed', allow };
    }
    return { kind: 'PathNotFound' };
  };
};

/** Whether a path is the one of a pattern, or below it. */
export const isUnder = (pattern: string, pathname: string): boolean => {
  const expected = pattern.split('/');
  return fit(expected, pathname.split('/').slice(0, expected.length)) !== undefined;
};

interface Place {
  readonly pattern: readonly string[];
  readonly byMethod: ReadonlyMap<string, AnyRoute>;
}

function placesOf(routes: readonly AnyRoute[]): readonly Place[] {
  const places = new Map<string, Map<string, AnyRoute>>();
  for (const route of routes) {
    const byMethod = places.get(route.path) ?? new Map<string, AnyRoute>();
    if (byMethod.has(route.method)) throw new Error(`two routes for ${route.method} ${route.path}`);
    places.set(route.path, byMethod.set(route.method, route));
  }
  return [...places].map(([path, byMethod]) => ({ pattern: path.split('/'), byMethod }));
}

function fit(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [at, expected] of pattern.entries()) {
    const segment = segments[at] ?? '';
    if (!expected.startsWith(':')) {
      if (segment !== expected) return undefined;
      continue;
    }
    const value = decoded(segment);
    if (value === undefined || value === '') return undefined;
    parameters[expected.slice(1)] = value;
  }
  return parameters;
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

const methodsOf = (byMethod: ReadonlyMap<string, AnyRoute>): readonly string[] => [
  ...byMethod.keys(),
  ...(headOf(byMethod) === undefined ? [] : ['HEAD']),
  'OPTIONS',
];

/** Whoever asks for the head alone must not spend anything by that. */
function headOf(byMethod: ReadonlyMap<string, AnyRoute>): AnyRoute | undefined {
  const route = byMethod.get('GET');
  return route?.spends === true ? undefined : route;
}
