import type { Letter } from '@tenantry/domain';
import { Eta } from 'eta/core';
import { shown } from './shown.ts';

/** A letter in words: one line of subject, and the same body twice. */
export interface Rendering {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

// The link stands before any text that somebody could choose: a name that poses as a link or as a
// sentence of ours comes after the real thing.

const invitationText = `\
Accept your invitation:
<%= it.link %>


Hello <%= it.name %>,

you are invited to join <%= it.accountName %> at <%= it.brand %>.

The link above is for you alone and works until <%= it.until %>.
If you did not expect this message, you can ignore it.

<%= it.brand %>
`;

const invitationHtml = `\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;padding:24px;font:16px/1.5 sans-serif;color:#1a1a1a;background:#ffffff">
<p><a href="<%= it.link %>" style="display:inline-block;padding:12px 20px;border-radius:6px;\
color:#ffffff;background:#1d4ed8;text-decoration:none">Accept your invitation</a></p>
<p>Hello <bdi><%= it.name %></bdi>,</p>
<p>you are invited to join <strong><bdi><%= it.accountName %></bdi></strong> at \
<bdi><%= it.brand %></bdi>.</p>
<p>The link is for you alone and works until <%= it.until %>. If the button does not work, copy \
this address into your browser:<br><%= it.link %></p>
<p>If you did not expect this message, you can ignore it.</p>
<p><bdi><%= it.brand %></bdi></p>
</body>
</html>
`;

const inText = new Eta({ autoEscape: false, autoTrim: false });
const inHtml = new Eta({ autoEscape: true, autoTrim: false });

type Words = Readonly<Record<'name' | 'accountName' | 'brand' | 'link' | 'until', string>>;

const invitation = {
  subject: ({ accountName, brand }: Words) => `Invitation to ${accountName} - ${brand}`,
  text: inText.compile(invitationText),
  html: inHtml.compile(invitationHtml),
};

/** The words for each kind of letter. */
const templates: Readonly<Record<Letter['kind'], typeof invitation>> = { invitation };

/**
 * Puts a letter into words. Every value is brought onto one line without control characters, and
 * escaped where it goes into HTML.
 */
export const render = (letter: Letter): Rendering => {
  const template = templates[letter.kind];
  const words: Words = {
    name: shown(letter.to.name),
    accountName: shown(letter.accountName),
    brand: shown(letter.brand),
    link: letter.link,
    until: whenText(letter.until),
  };
  return {
    subject: template.subject(words),
    text: inText.render(template.text, words),
    html: inHtml.render(template.html, words),
  };
};

const english = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
});

const whenText = (when: Date): string => `${english.format(when)} UTC`;
