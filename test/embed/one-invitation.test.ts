import { EmailAddress, type Letter, type Result } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { rounds } from '../rounds.ts';
import { install, type Store, stores } from './stores.ts';

const racers = 50;
const often = { mailing: { limit: 1000, window: 3600 } };

const tokenIn = ({ link }: Letter): string => link.slice(link.lastIndexOf('/') + 1);

/** An installation whose letters are kept, and come to be known as they go out. */
const installed = async (open: Store['open'], onLetter: (letter: Letter) => void = () => {}) => {
  const letters: Letter[] = [];
  const here = await install(open, {
    policy: often,
    send: async (letter) => {
      letters.push(letter);
      onLetter(letter);
      return { kind: 'sent' };
    },
  });
  const { app, caller } = here;
  const invite = async (email: string) => {
    const { account } = expectOk(await app.customers.create({ name: 'Acme' }, { caller }));
    const invitee = { account: account.id, name: 'Jane', email };
    return { account, member: expectOk(await app.members.invite(invitee, { caller })).id };
  };
  return { ...here, letters, invite };
};

/** Where all are waited for too long, whoever is sent away comes again. */
const persistent = async <T, E extends { readonly kind: string }>(
  attempt: () => Promise<Result<T, E>>,
): Promise<Result<T, E>> => {
  const answer = await attempt();
  return !answer.ok && answer.error.kind === 'Unavailable' ? persistent(attempt) : answer;
};

const lost = { ok: false, error: { kind: 'LinkVoid' } };

describe.each(stores)('one invitation, on $name', ({ open }) => {
  it('is accepted once by fifty at once, and is void for all the others alike', async () => {
    const { app, ports, letters, invite } = await installed(open);
    for (let round = 0; round < rounds(1); round++) {
      const email = `jane${round}@example.com`;
      const { account } = await invite(email);
      await app.deliverMail();
      const token = tokenIn(letters.at(-1) ?? expect.fail('no letter went out'));
      const passwords = Array.from({ length: racers }, (_, racer) => `${racer} blue kettles`);
      const answers = await Promise.all(
        passwords.map((password) =>
          persistent(() =>
            app.invitations.accept({ token, password, passwordConfirmation: password }, {}),
          ),
        ),
      );
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(answers.filter(({ ok }) => !ok)).toEqual(Array(racers - 1).fill(lost));
      // One credential: that of whoever was told to be in, and nobody else's.
      const winner = answers.findIndex(({ ok }) => ok);
      const { credential } = await ports.persistence.read(
        async ({ access }) =>
          (await access.userByMailbox(EmailAddress.parse(email))) ?? expect.fail('nobody joined'),
      );
      expect(credential).toMatchObject({ origin: 'own', generation: 1 });
      const password = passwords[winner] ?? '';
      expectOk(await app.sessions.signIn({ account: account.id, email, password }));
      const events = await ports.persistence.read(({ records }) =>
        records.events({ below: account.id }, { limit: 100 }),
      );
      expect(events.filter(({ kind }) => kind === 'MemberJoined')).toHaveLength(1);
    }
  });

  it('confirms the mailbox that its link was sent to, whatever is corrected meanwhile', async () => {
    const accepted: Promise<unknown>[] = [];
    const joined = new Map<string, string>();
    const here = await installed(open, (letter) => {
      const password = 'nine blue kettles';
      const accept = { token: tokenIn(letter), password, passwordConfirmation: password };
      const redeem = async () => {
        const answer = await persistent(() => here.app.invitations.accept(accept, {}));
        if (answer.ok) {
          expect(answer.value.email).toBe(letter.to.address);
          expect(joined.has(answer.value.account.id)).toBe(false);
          joined.set(answer.value.account.id, answer.value.email);
        } else expect(answer).toEqual(lost);
      };
      accepted.push(redeem());
    });
    const { app, caller, letters, invite } = here;
    for (let round = 0; round < rounds(3); round++) {
      const [x, y] = [`x${round}@example.com`, `y${round}@example.com`];
      const { account, member } = await invite(x);
      const change = (email: string) =>
        persistent(() => app.members.correct({ member, email }, { caller }));
      const resend = () => persistent(() => app.members.resend({ member }, { caller }));
      const answers = await Promise.all([
        change(y),
        app.deliverMail(),
        resend(),
        change(x),
        app.deliverMail(),
        change(y),
        resend(),
      ]);
      for (const answer of answers)
        if ('ok' in answer && !answer.ok)
          expect(['Invalid', 'WrongStatus']).toContain(answer.error.kind);
      await app.deliverMail();
      await Promise.all(accepted);
      // Somebody is in, by the last link at the latest, and every link is used up by now.
      const found = expectOk(await app.members.find({ member }, { caller }));
      expect(found.status).toBe('active');
      expect(found.email.address).toBe(joined.get(account.id));
      for (const letter of letters)
        expect(await app.invitations.look({ token: tokenIn(letter) }, {})).toEqual(lost);
      accepted.length = 0;
      letters.length = 0;
    }
  });
});
