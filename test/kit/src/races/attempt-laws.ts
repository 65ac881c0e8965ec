import { demand, same, show } from '../contract/expect.ts';
import type { Law } from '../contract/law.ts';
import type { RaceLaw } from './race.ts';
import { demandMade } from './winner-laws.ts';

/** That what is attempted several times at once under one idempotency key is done once. */
export const attemptLaws = (law: RaceLaw): readonly Law[] => [
  law('one attempt that is made three times at once makes one account', async (track) => {
    const { racing, app, by, root, ports } = track;
    const command = { name: 'One', users: [{ name: 'Jane', email: 'jane@example.com' }] };
    const attempt = () => racing.customers.create(command, by(root, 'key'));
    const answers = await track.run([attempt(), attempt(), attempt()]);
    const told = answers.flatMap((answer) => (answer.ok ? [answer] : []));
    // One that would have to wait too long is told so, and no more.
    for (const answer of answers)
      if (!answer.ok) same(answer.error.kind, 'InProgress', 'an attempt was answered otherwise');
    const first = told.filter(({ replayed }) => replayed !== true);
    demand(first.length === 1, `${first.length} attempts made it: ${show(answers)}`);
    for (const { value } of told) same(value, first[0]?.value, 'a replay is another answer');
    await demandMade(track, 'CustomerOpened', 1);
    const later = await app.customers.create(command, by(root, 'key'));
    same(later, { ok: true, value: first[0]?.value, replayed: true }, 'a later replay');
    await app.deliverMail();
    demand(ports.mailer.letters.length === 1, `${ports.mailer.letters.length} letters went out`);
  }),

  law('of two commands under one key exactly one is carried out', async (track) => {
    const { racing, by, root } = track;
    const answers = await track.run([
      racing.customers.create({ name: 'One' }, by(root, 'key')),
      racing.customers.create({ name: 'Two' }, by(root, 'key')),
    ]);
    const made = answers.filter(({ ok }) => ok);
    demand(made.length === 1, `${made.length} were carried out: ${show(answers)}`);
    for (const answer of answers)
      if (!answer.ok)
        demand(
          ['IdempotencyKeyReused', 'InProgress'].includes(answer.error.kind),
          `the other was answered ${answer.error.kind}`,
        );
    await demandMade(track, 'CustomerOpened', 1);
  }),

  law('a key that two accounts have used is two attempts', async (track) => {
    const { racing, app, by, root } = track;
    const opened = await app.customers.create({ name: 'Parent' }, by());
    if (!opened.ok) throw new Error(show(opened.error));
    const { id } = opened.value.account;
    const answers = await track.run([
      racing.customers.create({ name: 'One' }, by(root, 'key')),
      racing.customers.create({ name: 'One' }, by(id, 'key')),
    ]);
    demand(
      answers.every((answer) => answer.ok && answer.replayed !== true),
      show(answers),
    );
    await demandMade(track, 'CustomerOpened', 3);
  }),
];
