import type { Letter } from '@tenantry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html as markup } from './markup.ts';
import { shown, shownInHeader, shownName } from './shown.ts';
import { render as rendered } from './templates.ts';

const common = {
  id: '01890000-0000-7000-8000-000000000001',
  to: { name: 'Jane Doe', address: 'jane@example.com' },
  brand: 'Estate',
  until: new Date('2026-11-28T14:05:00Z'),
};

const invitation = {
  ...common,
  kind: 'invitation',
  accountName: 'Example & Sons',
  link: 'https://estate.test/invitations/abc_DEF-123',
} satisfies Letter;

const letters: readonly Letter[] = [
  invitation,
  { ...common, kind: 'passwordReset', link: 'https://estate.test/password-reset/abc_DEF-123' },
  { ...common, kind: 'passwordChanged', link: 'https://estate.test/password-reset' },
];

const anyCodePoint = fc.nat({ max: 0x10ffff }).map((code) => String.fromCodePoint(code));

/** The letter under other names. */
const named = (letter: Letter, name: string, accountName = name, brand = name): Letter => {
  const names = { to: { ...letter.to, name }, brand };
  return letter.kind === 'invitation'
    ? { ...letter, ...names, accountName }
    : { ...letter, ...names };
};

const render = (letter: Letter) => {
  const { subject, text, html } = rendered(letter);
  return { subject, text, html: html.toString() };
};

/** Between the markup, and no entity but those that stand for a character. */
const textOf = (html: string) =>
  html
    .replace(/<style>[^<]*<\/style>|<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** As a reader sees it. */
const seen = (text: string) => text.replaceAll('\u200a', '');

describe.each(letters.map((letter) => [letter.kind, letter] as const))(
  'the words of %s',
  (_, letter) => {
    it('name the person and the brand, and say the same twice', () => {
      const { subject, text, html } = render(letter);
      expect(subject).toMatch(/ - Estate$/);
      for (const body of [text, textOf(html)]) {
        expect(body).toContain('Hello Jane Doe,');
        expect(body).toContain('at Estate');
        for (const sentence of text.split('\n\n').slice(2, -1)) expect(body).toContain(sentence);
      }
      expect(html).toContain('<h1');
    });

    it('begin with the link, and have no other', () => {
      const { text, html } = render(letter);
      expect(text.split('\n').slice(1, 3)).toEqual([letter.link, '']);
      expect(text.match(/https?:/g)).toHaveLength(1);
      expect(html.indexOf(`href="${letter.link}"`)).toBeGreaterThan(0);
      expect(html.indexOf(`href="${letter.link}"`)).toBeLessThan(html.indexOf('Jane Doe'));
      expect(html.match(/href="[^"]*"/g)).toEqual(Array(2).fill(`href="${letter.link}"`));
      expect(html).not.toMatch(/src=|url\(|@import|<link|<script|<img/);
    });

    it('keep whatever anybody calls anything out of the markup', () => {
      const hostile =
        "\"><script>alert(1)</script><img src=x onerror=a><a href='//e'>&lt;{{x}}${1}";
      const { html, text } = render(named(letter, hostile));
      expect(html).not.toMatch(/<script|<img/);
      expect(html.match(/<a /g)).toHaveLength(2);
      expect(seen(textOf(html))).toContain(`Hello ${hostile},`);
      expect(seen(text)).toContain(`Hello ${hostile},`);
    });

    it('have as many tags and lines whatever the names are', () => {
      const tags = (html: string) => html.match(/<[^>]*>/g)?.length;
      const lines = (body: string) => body.split(/[\r\n\u2028\u2029\u0085\v\f]/).length;
      const plain = render(letter);
      const anything = fc.string({ unit: anyCodePoint, maxLength: 60 });
      fc.assert(
        fc.property(anything, anything, anything, (name, accountName, brand) => {
          const made = render(named(letter, name, accountName, brand));
          expect(tags(made.html)).toBe(tags(plain.html));
          expect(lines(made.html)).toBe(lines(plain.html));
          expect(lines(made.text)).toBe(lines(plain.text));
          expect(lines(made.subject)).toBe(1);
          expect(made.text + made.html + made.subject).not.toMatch(
            /[\0-\t\v-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/,
          );
        }),
        { numRuns: 100 },
      );
    });
  },
);

describe('an invitation', () => {
  it('says which account it is for, and how long it is good', () => {
    const { subject, text, html } = render(invitation);
    expect(subject).toBe('Invitation to Example & Sons - Estate');
    for (const body of [text, textOf(html)]) {
      expect(body).toContain('Example & Sons at Estate');
      expect(body).toContain('28 November 2026 at 14:05 UTC');
    }
    expect(html).toContain('Example &amp; Sons');
  });
});

describe('a name that looks like an address', () => {
  it.each([
    'http://evil.test',
    'https://evil.test/x?y',
    'www.evil.test',
    'evil.test',
    'jane@evil.test',
    'evil\u3002test',
    'http:\\\\evil.test',
    'a//evil.test',
  ])('%s is shown as it is, and no program finds an address in it', (name) => {
    expect(seen(shownName(name))).toBe(name);
    // No sign that joins an address has a letter right behind it, or another sign.
    expect(shownName(name)).not.toMatch(/[.:/\\@\u3002](?![\u200a]|$)/u);
    for (const body of Object.values(render({ ...invitation, to: { ...common.to, name } })))
      expect(body).not.toContain(name);
  });

  it('is any other name as it is', () => {
    for (const name of ['J. R. Smith Ltd.', 'Ærø & Søn', 'Fish: and chips', 'A / B'])
      expect(shownName(name)).toBe(name);
  });
});

describe('HTML with holes', () => {
  it('escapes every text, and no HTML that was made with it', () => {
    const inner = markup`<b>${'<&>"\''}</b>`;
    expect(markup`<p title="${'"'}">${inner}${[inner, inner]}</p>`.toString()).toBe(
      `<p title="&quot;">${'<b>&lt;&amp;&gt;&quot;&#39;</b>'.repeat(3)}</p>`,
    );
    expect(markup`${'$& $1 ${x}'}`.toString()).toBe('$&amp; $1 ${x}');
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
