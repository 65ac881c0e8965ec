import { describe, expect, it } from 'vitest';
import { preferredType } from './accept.ts';

const offered = ['application/json', 'text/json', 'application/xml', 'text/xml'] as const;

const preferred = (accept: string | undefined) =>
  preferredType(new Headers(accept === undefined ? {} : { Accept: accept }), offered);

describe('the type that is wanted most', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['text/*', 'text/json'],
    ['application/*', 'application/json'],
    ['Application/XML', 'application/xml'],
    ['text/xml; charset=utf-8', 'text/xml'],
    ['application/json;q=0.5, application/xml;q=0.6', 'application/xml'],
    ['application/json; Q=0.5 , application/xml ; q = 0.6', 'application/xml'],
    ['application/json;q=0.001,text/xml;q=0.002', 'text/xml'],
    ['application/xml, application/json', 'application/xml'],
    ['application/json, application/xml', 'application/json'],
    ['*/*, text/xml', 'text/xml'],
    ['*/*, text/*', 'text/json'],
    ['text/*;q=0.9, text/json;q=0, */*;q=0.1', 'text/xml'],
    ['*/*;q=0.9, application/json;q=0', 'text/json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'application/xml'],
    ['text/xml, text/xml;q=0', 'text/xml'],
  ])('is of %j: %s', (accept, expected) => {
    expect(preferred(accept)).toBe(expected);
  });

  it.each([
    'image/png',
    'text/html, image/*',
    'application/json;q=0, */*;q=0',
    'xml',
    '*',
    'text/xml;q=2',
    'text/xml;q=-1',
    'text/xml;q=0.1234',
    'text/xml;q=x',
    'text/xml;q=',
    'text/xm',
    'text/',
    '/xml',
    ';;;,,,',
    '"text/xml"',
    '__proto__',
  ])('is the first where nothing fits: %s', (accept) => {
    expect(preferred(accept)).toBe('application/json');
  });

  it('takes no longer for a header that is made to take long', () => {
    expect(preferred('text/xml;a=b;'.repeat(1000) + ',x/*;q=0.1'.repeat(1000))).toBe('text/xml');
  });
});
