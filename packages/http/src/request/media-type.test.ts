import { describe, expect, it } from 'vitest';
import { mediaTypeOf } from './media-type.ts';

const typed = (given: string | undefined) =>
  mediaTypeOf(
    new Request('http://host/', given === undefined ? {} : { headers: { 'Content-Type': given } }),
  );

describe('a media type', () => {
  it.each([
    ['application/json', { type: 'application/json' }],
    ['Text/XML;Charset=UTF-8', { type: 'text/xml', charset: 'utf-8' }],
    ['text/xml ; charset="utf-8" ; x=y;', { type: 'text/xml', charset: 'utf-8' }],
    ['application/problem+json;;', { type: 'application/problem+json' }],
    ['a/b; xcharset=z', { type: 'a/b' }],
  ])('%s is read', (given, expected) => {
    expect(typed(given)).toEqual(expected);
  });

  it.each([
    undefined,
    '',
    'json',
    'a/b/c',
    'a/b, c/d',
    'a b/c',
    'a/b; charset',
    'a/b; charset=',
    'a/b; charset=x y',
    'a/b; charset=utf-8; charset=utf-16',
    'a/b; charset="utf-8',
  ])('%s is not', (given) => {
    expect(typed(given)).toBe(undefined);
  });

  it('takes no longer for one that is made to take long', () => {
    expect(typed(`a/b${' ; '.repeat(5000)}x`)).toBe(undefined);
  });
});
