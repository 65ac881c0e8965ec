import type { Letter } from '@tenantry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shown, shownInHeader } from './shown.ts';
import { render } from './templates.ts';

const letter: Letter = {
  kind: 'invitation',
  id: '01890000-0000-7000-8000-000000000001',
  to: { name: 'Jane Doe', address: 'jane@example.com' },
  accountName: 'Example & Sons',
  brand: 'Estate',
  link: 'https://estate.test/invitations/abc_DEF-123',
  until: new Date('2026-11-28T14:05:00Z'),
};

/** Between the markup, and no entity but those that stand for a character. */
const textOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

describe('the words of an invitation', () => {
  it('name the account, the brand, the person, and how long the link works', () => {
    const { subject, text, html } = render(letter);
    expect(subject).toBe('Invitation to Example & Sons - Estate');
    for (const body of [text, textOf(html)]) {
      expect(body).toContain('Jane Doe');
      expect(body).toContain('Example & Sons at Estate');
      expect(body).toContain('28 November 2026 at 14:05 UTC');
    }
    expect(html).toContain('Example &amp; Sons');
  });

  it('begin with the link', () => {
    const { text, html } = render(letter);
    expect(text.split('\n').slice(0, 3)).toEqual(['Accept your invitation:', letter.link, '']);
    expect(html.indexOf(`<a href="${letter.link}"`)).toBeGreaterThan(0);
    expect(html.indexOf(`<a href="${letter.link}"`)).toBeLessThan(html.indexOf('Jane Doe'));
  });

  it('keep whatever anybody calls anything out of the markup', () => {
    const hostile = "\"><script>alert(1)</script><a href='//evil.test'>&lt;<%= it.link %>${1}";
    const { html, text } = render({
      ...letter,
      to: { ...letter.to, name: hostile },
      accountName: hostile,
      brand: hostile,
    });
    expect(html).not.toContain('<script');
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html).not.toContain("href='//evil");
    expect(textOf(html)).toContain(`Hello ${hostile},`);
    expect(text).toContain(`Hello ${hostile},`);
  });

  it('have as many tags and lines whatever the names are', () => {
    const tags = (html: string) => html.match(/<[^>]*>/g)?.length;
    const lines = (body: string) => body.split(/[\r\n\u2028\u2029\u0085\v\f]/).length;
    const plain = render(letter);
    const anything = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(anything, anything, anything, (name, accountName, brand) => {
        const made = render({ ...letter, to: { ...letter.to, name }, accountName, brand });
        expect(tags(made.html)).toBe(tags(plain.html));
        expect(lines(made.html)).toBe(lines(plain.html));
        expect(lines(made.text)).toBe(lines(plain.text));
        expect(lines(made.subject)).toBe(1);
        expect(made.text + made.html + made.subject).not.toMatch(
          /[\0-\t\v-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/,
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('a text that is shown', () => {
  it('has no line breaks, no terminal sequences and no turned direction', () => {
    expect(shown(' a\r\nBcc: x@evil.test\u2028b\u0085\u001b[2J\u202ec ')).toBe(
      'a Bcc: x@evil.test b [2J c',
    );
    expect(shown('half \ud800 a character')).toBe('half \ufffd a character');
    expect(shown('Ærøskøbing \u{1f3e0} O’Neill')).toBe('Ærøskøbing \u{1f3e0} O’Neill');
  });

  it('begins no encoded word in a header', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('=', '?', '\r', '\u2028', 'a') }), (text) => {
        expect(shownInHeader(text)).not.toContain('=?');
      }),
    );
    expect(shownInHeader('2 + 2 = 4?')).toBe('2 + 2 = 4?');
  });
});
