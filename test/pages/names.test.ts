import { describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { type Answer, good, openPages, resetPath } from './installation.ts';

/** Names that pose as something else wherever they are not escaped. */
const names = [
  `"><img src=x onerror=alert(1)> ' onfocus=alert(1) autofocus ' &lt;b&gt; &amp; &#39; &nbsp;`,
  '</title></style><style>*{display:none}</style><script>alert(1)</script><!-- --> ]]> <?xml ?>',
  '{{constructor.constructor("alert(1)")()}} ${7*7} <%= 7*7 %> #{7*7} \u202eevil\u2066\ufeff\u00ad.',
  '<a href="http://evil.test">Sign in</a> http://evil.test javascript:alert(1)',
  'W'.repeat(255),
];

/** What a page is made of, whatever stands in it. */
const shapeOf = ({ elements }: Answer) =>
  elements.map(({ name, attributes }) => [name, ...attributes.keys()].join(' '));

/** Every page on which names are shown. */
const looked = async (name: string) => {
  const pages = await openPages({ policy: { brand: name } });
  const { app, caller } = pages;
  const { account } = await pages.customer(name);
  const userName = `${name.slice(0, 240)} user`;
  const input = { account: account.id, name, email: 'jane@example.com', userName };
  expectOk(await app.members.invite(input, caller));
  const path = await pages.mailedPath();
  const seen = [
    await pages.get(path),
    await pages.post(path, { password: name, passwordConfirmation: '' }),
    await pages.post(path, { password: good, passwordConfirmation: good }),
    await pages.get(await resetPath(pages)),
    await pages.post('/password-reset', { email: name }),
    await pages.post('/password-change', { userName: name, password: name }),
    await pages.get('/a/x'),
    await pages.get('/dev/mail'),
  ];
  const mails = pages.mailbox.kept();
  for (const { id } of mails) seen.push(await pages.get(`/dev/mail/${id}`));
  return { seen, account };
};

describe('a name on a page', () => {
  it('is shown as it is and makes nothing', async () => {
    const plain = await looked('Plain Name');
    for (const name of names) {
      const { seen } = await looked(name);
      expect(seen.map(({ status }) => status)).toEqual(plain.seen.map(({ status }) => status));
      const [invitation, , welcome] = seen;
      for (const page of [invitation, welcome]) expect(page?.text).toContain(name);
      for (const [at, page] of seen.entries()) {
        const expected = plain.seen[at];
        // What is wrong with a password differs with the password.
        if (page.status !== 422)
          expect(shapeOf(page)).toEqual(expected === undefined ? [] : shapeOf(expected));
        const hrefs = page.elements.flatMap(({ attributes }) => attributes.get('href') ?? []);
        for (const href of hrefs) expect(href).toMatch(/^(?:#\w+$|https:\/\/tenantry\.test\/)/);
      }
    }
  });
});
