import type { AccountId, Result } from '@tenantry/domain';
import { demand, same, show } from '../contract/expect.ts';
import type { Law } from '../contract/law.ts';
import type { RaceLaw, Track } from './race.ts';
import { partner } from './winner-laws.ts';

/** What must not come after what. */
export const suspensionLaws = (law: RaceLaw): readonly Law[] => [
  law('nothing is opened beneath an account once it is suspended', async (track) => {
    const { racing, by } = track;
    const parent = await openPartner(track, 'parent');
    const [suspended, ...opened] = await track.run([
      racing.partners.update({ partner: parent, isActive: false }, by()),
      racing.customers.create({ name: 'By the parent' }, by(parent)),
      racing.customers.create({ name: 'From above', parent }, by()),
      racing.registers.open({ email: 'a@example.com', parent }, by()),
    ]);
    demand(suspended.ok, `not suspended: ${show(suspended)}`);
    await demandNoneAfter(track, parent, 1, opened);
  }),

  law('nothing is opened beneath one whose parent is suspended', async (track) => {
    const { racing, by } = track;
    const above = await openPartner(track, 'above');
    const parent = await openPartner(track, 'parent', above);
    const [suspended, ...opened] = await track.run([
      racing.accounts.suspend({ account: above }, by()),
      racing.customers.create({ name: 'By the parent' }, by(parent)),
      racing.partners.create(partner('child'), by(parent)),
    ]);
    demand(suspended.ok, `not suspended: ${show(suspended)}`);
    await demandNoneAfter(track, above, 2, opened);
  }),

  law('wrong passwords at once are no more tries than the rules allow', async (track) => {
    const { racing, app, by, ports } = track;
    const registered = await app.registers.register(
      {
        firstName: 'Jo',
        lastName: 'Doe',
        email: 'jo@example.com',
        password: 'nine blue kettles',
        passwordConfirmation: 'nine blue kettles',
      },
      by(),
    );
    if (!registered.ok) throw new Error(show(registered.error));
    const { id: account } = registered.value.account;
    const signIn = (password: string) =>
      racing.sessions.signIn({ account, email: 'jo@example.com', password });
    const answers = await track.run([
      signIn('one'),
      signIn('two'),
      signIn('three'),
      signIn('four'),
    ]);
    const looked = answers.filter(
      (answer) => !answer.ok && answer.error.kind === 'NotAuthenticated',
    );
    demand(looked.length <= 2, `${looked.length} passwords were looked at: ${show(answers)}`);
    demand(
      answers.every(({ ok }) => !ok),
      `somebody got in: ${show(answers)}`,
    );
    ports.clock.advance(901);
    const later = await app.sessions.signIn({
      account,
      email: 'jo@example.com',
      password: 'nine blue kettles',
    });
    demand(later.ok, 'the right one does not get in afterwards');
  }),

  law('two relays at once send each letter once', async (track) => {
    const { racing, app, by, ports } = track;
    const users = ['a', 'b', 'c'].map((name) => ({ name, email: `${name}@example.com` }));
    const opened = await app.customers.create({ name: 'One', users }, by());
    demand(opened.ok, `not opened: ${show(opened)}`);
    const [one, other] = await track.run([racing.deliverMail(), racing.deliverMail()]);
    same([one.sent + other.sent, one.failed + other.failed], [3, 0], 'what was sent');
    const sentTo = ports.mailer.letters.map(({ to }) => to.address);
    same(
      sentTo.toSorted(),
      users.map(({ email }) => email),
      'the letters',
    );
  }),
];

async function openPartner(
  { app, by }: Track,
  word: string,
  parent?: AccountId,
): Promise<AccountId> {
  const opened = await app.partners.create(partner(word), by(parent));
  if (!opened.ok) throw new Error(show(opened.error));
  return opened.value.account.id;
}

/**
 * The history tells in which order things came to be, after so many that were there before; what was
 * refused is not in it.
 */
async function demandNoneAfter(
  { history }: Track,
  suspended: AccountId,
  before: number,
  opened: readonly Result<object, { readonly kind: string }>[],
): Promise<void> {
  for (const answer of opened)
    if (!answer.ok)
      demand(
        ['ParentInactive', 'NotAuthenticated'].includes(answer.error.kind),
        `refused otherwise: ${show(answer)}`,
      );
  const made = opened.filter(({ ok }) => ok).length;
  const events = await history(before + 1 + made);
  const at = events.findIndex(
    ({ kind, accountId }) => kind === 'AccountSuspended' && accountId === suspended,
  );
  demand(at !== -1, 'the suspension is not in the history');
  same(events.slice(at + 1), [], 'something was opened after the suspension');
  same(at, before + made, 'what was told to be open is not what the history has');
}
