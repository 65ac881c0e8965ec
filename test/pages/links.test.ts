import { beforeAll, describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import {
  type Answer,
  another,
  good,
  joined,
  lasting,
  openPages,
  type Pages,
  resetPath,
} from './installation.ts';

const chosen = { password: good, passwordConfirmation: good };

/** All of an answer that is the same whenever it is given. */
const whole = ({ status, headers, body }: Answer) => ({ status, body, headers: lasting(headers) });

const manyLooks = async (pages: Pages, path: string): Promise<void> => {
  const looks = [];
  for (let time = 0; time < 20; time++)
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const { status, headers, body } = await pages.ask(method, path);
      looks.push(`${method} ${status}`);
      expect(body === '').toBe(method !== 'GET');
      expect(headers.get('Allow')).toBe(method === 'OPTIONS' ? 'GET, POST, HEAD, OPTIONS' : null);
    }
  expect([...new Set(looks)]).toEqual(['GET 200', 'HEAD 200', 'OPTIONS 204']);
};

describe('a link that is looked at by scanners', () => {
  it('of an invitation still opens once to a person', async () => {
    const pages = await openPages();
    await pages.invite('jane@example.com');
    const path = await pages.mailedPath();
    await manyLooks(pages, path);
    const [first, second] = [await pages.post(path, chosen), await pages.post(path, chosen)];
    expect([first.status, second.status]).toEqual([200, 410]);
  });

  it('of a reset still opens once to a person', async () => {
    const pages = await openPages();
    await joined(pages);
    const path = await resetPath(pages);
    await manyLooks(pages, path);
    const next = { password: another, passwordConfirmation: another };
    const [first, second] = [await pages.post(path, next), await pages.post(path, next)];
    expect([first.status, second.status]).toEqual([200, 410]);
  });
});

describe('a link that is void', () => {
  it('of an invitation has one answer: used, revoked, run out, replaced, suspended, invented', async () => {
    const pages = await openPages();
    const { app, caller, clock } = pages;
    const linkFor = async (email: string, more: { readonly account?: string } = {}) => {
      const { id } = await pages.invite(email, more);
      return { id, path: await pages.mailedPath() };
    };
    const expired = await linkFor('expired@example.com');
    clock.advance(8 * 86_400);
    const used = await linkFor('used@example.com');
    expect((await pages.post(used.path, chosen)).status).toBe(200);
    const revoked = await linkFor('revoked@example.com');
    expectOk(await app.members.revoke({ member: revoked.id }, caller));
    const replaced = await linkFor('replaced@example.com');
    expectOk(await app.members.resend({ member: replaced.id }, caller));
    const { account } = await pages.customer('Child');
    const suspended = await linkFor('suspended@example.com', { account: account.id });
    expectOk(await app.accounts.suspend({ account: account.id }, caller));
    const invented = `/invitations/${'A'.repeat(43)}`;
    const paths = [expired, used, revoked, replaced, suspended].map(({ path }) => path);
    await expectAlike(pages, [...paths, invented, '/invitations/x', '/invitations/%F0%9F%98%80']);
  });

  it('of a reset has the same one', async () => {
    const pages = await openPages();
    const emails = ['expired', 'replaced', 'used'].map((name) => `${name}@example.com`);
    for (const email of emails) await joined(pages, email);
    const expired = await resetPath(pages, 'expired@example.com');
    pages.clock.advance(601);
    const used = await resetPath(pages, 'used@example.com');
    expect((await pages.post(used, chosen)).status).toBe(200);
    const changed = await resetPath(pages, 'replaced@example.com');
    const other = await resetPath(pages, 'replaced@example.com');
    expect((await pages.post(other, chosen)).status).toBe(200);
    const invented = `/password-reset/${'A'.repeat(43)}`;
    await expectAlike(pages, [expired, used, changed, other, invented, '/invitations/x']);
  });

  const expectAlike = async (pages: Pages, paths: readonly string[]): Promise<void> => {
    const bodies = [];
    for (const method of ['GET', 'POST']) {
      const answers = [];
      for (const path of paths)
        answers.push(
          whole(method === 'GET' ? await pages.get(path) : await pages.post(path, chosen)),
        );
      expect(answers[0]?.status).toBe(410);
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      bodies.push(answers[0]?.body);
    }
    expect(bodies[0]).toBe(bodies[1]);
  };
});

describe('a token', () => {
  let pages: Pages;
  let invitation: string;
  let reset: string;
  beforeAll(async () => {
    pages = await openPages();
    await joined(pages);
    reset = await resetPath(pages);
    await pages.invite('other@example.com');
    invitation = await pages.mailedPath();
  });

  const tokenOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

  it('with any of its characters changed, added or left out is void', async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (const path of [invitation, reset]) {
      const token = tokenOf(path);
      const edits = [...token].flatMap((character, at) => {
        const next = alphabet.charAt((alphabet.indexOf(character) + 1) % 64);
        const around = [token.slice(0, at), token.slice(at + 1)] as const;
        return [`${around[0]}${next}${around[1]}`, `${around[0]}${around[1]}`];
      });
      // The last character has bits that stand for nothing: four spellings are the same bytes.
      const last = [...alphabet].map((character) => token.slice(0, -1) + character);
      const others = [`${token}=`, `${token}A`, `${token}%20`, `%20${token}`, `${token}%00`];
      for (const edit of [...edits, ...last.filter((each) => each !== token), ...others]) {
        const { status } = await pages.get(path.replace(token, edit));
        expect({ edit, status }).toEqual({ edit, status: 410 });
      }
      const cases = [token.toUpperCase(), token.toLowerCase()].map((each) =>
        path.replace(token, each),
      );
      for (const each of cases) expect((await pages.post(each, chosen)).status).toBe(410);
      expect((await pages.get(path)).status).toBe(200);
    }
  });

  it('of one purpose is void for the other, and so is whatever is stored', async () => {
    const stored = [pages.ports.secrets.digest(tokenOf(invitation)), pages.letters[0]?.id ?? ''];
    const wrong = [
      `/password-reset/${tokenOf(invitation)}`,
      `/invitations/${tokenOf(reset)}`,
      ...stored.flatMap((text) => [`/invitations/${text}`, `/password-reset/${text}`]),
    ];
    for (const path of wrong) {
      expect((await pages.get(path)).status).toBe(410);
      expect((await pages.post(path, chosen)).status).toBe(410);
    }
    for (const path of [invitation, reset]) expect((await pages.get(path)).status).toBe(200);
  });
});

describe('what a request says of where it was sent', () => {
  const poison = {
    Host: 'evil.test',
    'X-Forwarded-Host': 'evil.test',
    'X-Forwarded-Proto': 'http',
    'X-Forwarded-For': '6.6.6.6',
    Forwarded: 'for=6.6.6.6;host=evil.test;proto=http',
    'X-Original-URL': 'https://evil.test/',
    'X-Rewrite-URL': '/evil',
    Referer: 'https://evil.test/',
  };

  it('is in no link, no action and no mail', async () => {
    const pages = await openPages();
    await joined(pages);
    await pages.invite('other@example.com');
    const invited = await pages.mailedPath();
    const looked = [
      await pages.get(invited, poison),
      await pages.post(invited, { password: 'x' }, poison),
      await pages.get('/invitations/x', poison),
      await pages.get('/password-reset', poison),
      await pages.get('/password-change', poison),
      await pages.get('/a/anything', poison),
      await pages.get('/a/NOTHING', poison),
      await pages.post('/password-reset', { email: 'jane@example.com' }, poison),
    ];
    for (const answer of looked) {
      expect(answer.body).not.toMatch(/evil|6\.6\.6\.6/);
      const hrefs = answer.elements.flatMap(({ attributes }) => attributes.get('href') ?? []);
      for (const href of hrefs) expect(href).toMatch(/^(?:#|https:\/\/tenantry\.test\/)/);
    }
    await pages.mailedPath();
    expect(pages.letters.length).toBeGreaterThan(2);
    for (const { link } of pages.letters) expect(link).toMatch(/^https:\/\/tenantry\.test\//);
  });

  it('twice makes it unreadable', async () => {
    const pages = await openPages();
    const { status, body } = await pages.get('/password-reset', {
      Host: 'tenantry.test, evil.test',
    });
    expect([status, body.includes('evil')]).toEqual([400, false]);
  });
});

describe('the log', () => {
  it('has the pattern of a path and never its token, whatever becomes of the request', async () => {
    let isBroken = false;
    const pages = await openPages({
      around: (persistence) => ({
        ...persistence,
        read: (work) => (isBroken ? Promise.reject(new Error('lost')) : persistence.read(work)),
      }),
    });
    await joined(pages);
    const paths = [await resetPath(pages)];
    await pages.invite('other@example.com');
    paths.push(await pages.mailedPath());
    pages.lines.length = 0;
    const routes = [];
    for (const path of paths) {
      isBroken = false;
      await pages.get(path);
      await pages.ask('DELETE', path);
      await pages.post(path, { password: 'canary one', passwordConfirmation: 'canary two' });
      await pages.post(path, { password: 'canary' }, { Origin: 'https://evil.test' });
      await pages.get(`${path}/canary?canary=${path}`);
      isBroken = true;
      expect((await pages.get(path)).status).toBe(500);
      expect((await pages.post(path, chosen)).status).toBe(500);
      routes.push(`${path.slice(0, path.lastIndexOf('/'))}/:token`);
    }
    const logged = JSON.stringify(pages.lines);
    for (const path of paths) expect(logged).not.toContain(path.slice(path.lastIndexOf('/') + 1));
    expect(logged).not.toMatch(/canary|kettles|example\.com/);
    const said = pages.lines.map(({ facts }) => facts['route']).filter(Boolean);
    expect([...new Set(said)]).toEqual(routes);
    expect(pages.lines.filter(({ level }) => level === 'error')).toHaveLength(4);
  });
});
