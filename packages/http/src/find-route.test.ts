import { describe, expect, it } from 'vitest';
import { routeFinder } from './find-route.ts';
import type { PageRoute } from './route.ts';

const route = (method: PageRoute['method'], path: string): PageRoute => ({
  method,
  path,
  handle: async () => ({ status: 200 }),
});

const things = route('GET', '/things');
const make = route('POST', '/things');
const own = route('GET', '/things/own');
const thing = route('GET', '/things/:id');
const part = route('PATCH', '/things/:id/parts/:part');
const find = routeFinder([things, make, own, thing, part]);

describe('a path', () => {
  it('finds the route of its method, with the parts that the pattern names', () => {
    expect(find('GET', '/things')).toEqual({
      kind: 'RouteFound',
      route: things,
      parameters: {},
    });
    expect(find('PATCH', '/things/a%20b/parts/%C3%BC')).toEqual({
      kind: 'RouteFound',
      route: part,
      parameters: { id: 'a b', part: 'ü' },
    });
  });

  it('keeps an encoded slash inside its segment', () => {
    expect(find('GET', '/things/a%2Fb')).toMatchObject({ parameters: { id: 'a/b' } });
    expect(find('GET', '/things%2Fown')).toEqual({ kind: 'PathNotFound' });
  });

  it('is decided by the first pattern that fits', () => {
    expect(find('GET', '/things/own')).toMatchObject({ route: own });
    expect(find('GET', '/things/other')).toMatchObject({ route: thing });
  });

  it.each(['/', '', '/things/', '/things//parts/1', '/Things', '/things/%', '/things/%ff', '/x'])(
    'is not found where no pattern fits: %s',
    (path) => {
      expect(find('GET', path)).toEqual({ kind: 'PathNotFound' });
    },
  );

  it('holds no name that an object has by itself', () => {
    const odd = routeFinder([route('GET', '/:__proto__')]);
    const found = odd('GET', '/x');
    expect(found.kind).toBe('RouteFound');
    expect(Reflect.get({}, 'x')).toBe(undefined);
  });
});

describe('a method', () => {
  it('HEAD is answered by the route of GET', () => {
    expect(find('HEAD', '/things')).toMatchObject({ route: things });
  });

  it('HEAD is not taken where that would spend something', () => {
    const spend = { ...route('GET', '/spend'), spends: true } as const;
    const spending = routeFinder([spend, route('POST', '/spend')]);
    const allow = ['GET', 'POST', 'OPTIONS'];
    expect(spending('GET', '/spend')).toMatchObject({ route: spend });
    expect(spending('HEAD', '/spend')).toEqual({ kind: 'MethodNotAllowed', allow });
    expect(spending('OPTIONS', '/spend')).toEqual({ kind: 'OptionsAsked', allow });
  });

  it('OPTIONS asks what there is', () => {
    const allow = ['GET', 'POST', 'HEAD', 'OPTIONS'];
    expect(find('OPTIONS', '/things')).toEqual({ kind: 'OptionsAsked', allow });
  });

  it.each(['PUT', 'get', 'TRACE', '__proto__'])(
    '%s that is not taken is told what is',
    (method) => {
      const allow = ['GET', 'POST', 'HEAD', 'OPTIONS'];
      expect(find(method, '/things')).toEqual({ kind: 'MethodNotAllowed', allow });
    },
  );

  it('stands once for one path', () => {
    expect(() => routeFinder([things, route('GET', '/things')])).toThrow('GET /things');
  });
});
