import {
  type Clock,
  createApplication,
  type Letter,
  type Mailer,
  type MailOutcome,
  ok,
  type Persistence,
} from '@tenantry/domain';
import { argon2Hasher, randomIds, systemClock } from '@tenantry/runtime';
import { expectOk } from '../protocols/installation.ts';
import { fillGettingIn, ofTheseTests, password } from './filled-getting-in.ts';

/** How the mail to each mailbox ends; to all others it stays due. */
const outcomes: Readonly<Record<string, MailOutcome>> = {
  'sent@example.com': { kind: 'sent' },
  'refused@example.com': { kind: 'refused', reason: 'no such mailbox' },
  'failed@example.com': { kind: 'failed', reason: 'not now' },
};

/** The application on a store, and how it sends its mail. */
export const applicationOn = (
  persistence: Persistence,
  send: Mailer['send'],
  clock: Clock = systemClock,
) =>
  createApplication(
    {
      persistence,
      ids: randomIds(),
      clock,
      hasher: argon2Hasher(),
      secrets: ofTheseTests,
      mailer: { send, close: async () => undefined },
    },
    { publicUrl: 'https://tenantry.test' },
  );

/** Makes a master account, and nothing else. */
export const initialise = async (persistence: Persistence) => {
  const app = applicationOn(persistence, async () => ({ kind: 'sent' }));
  const operator = { caller: app.as.operator('test') };
  return expectOk(await app.initialise({ name: 'Root', email: 'root@example.com' }, operator));
};

/**
 * Fills a store through the application with everything that it can make, in every state that it can
 * be in; answers the ids of some of it, and secrets that are good there.
 */
export const fill = async (persistence: Persistence) => {
  const letters: Letter[] = [];
  const stop = { aborted: false };
  const app = applicationOn(persistence, async (letter) => {
    letters.push(letter);
    stop.aborted = letters.length === Object.keys(outcomes).length;
    return outcomes[letter.to.address] ?? { kind: 'failed', reason: 'too early' };
  });
  const operator = { caller: app.as.operator('test'), requestId: 'r-1' };
  const master = expectOk(
    await app.initialise(
      {
        name: 'Master',
        email: 'Master@Tenantry.test',
        policy: { uniqueReferenceNames: ['CRM'] },
      },
      operator,
    ),
  );
  const caller = { ...app.as.account(master.account.id), userName: 'somebody' };
  const within = { caller };
  const keyed = (idempotencyKey: string) => ({ caller, idempotencyKey });

  // Mail goes out in the order in which it came to be owed.
  const mailed = expectOk(
    await app.customers.create(
      {
        name: 'Mailed',
        users: Object.keys(outcomes).map((email) => ({ name: 'Jane', email })),
      },
      keyed('mailed'),
    ),
  );
  await app.deliverMail(stop);

  const customer = expectOk(
    await app.customers.create(
      {
        name: 'Cafe\u0301',
        users: [
          { name: 'Jane', email: 'Jane@ex\u00e4mple.com', roles: [1, 3] },
          { name: 'John', email: 'john@example.com' },
        ],
        workflows: [{ workflowDefinitionId: 'w', workflowName: 'W', monitoringType: 'AML' }],
        configurations: '{"a": {"n": 1.0, "big": 9007199254740993, "__proto__": null}}',
        references: [
          { name: 'CRM', value: 'Caf\u00e9', metadata: { region: 'eu' }, description: 'one' },
          { name: 'Other', value: '2', type: 'SYSTEM' },
        ],
      },
      within,
    ),
  );
  // Twice the same reference, one of before, and a new one.
  expectOk(
    await app.customers.update(
      {
        customer: customer.account.id,
        references: [
          { name: 'CRM', value: 'Caf\u00e9', metadata: { region: 'eu' }, description: 'one' },
          { name: 'Other', value: '2', type: 'SYSTEM' },
          { name: 'CRM', value: 'Cafe\u0301' },
        ],
      },
      within,
    ),
  );
  const child = expectOk(
    await app.customers.create({ name: 'Child', parent: customer.account.id }, within),
  );
  const contact = (name: string) => ({
    userName: `Contact of ${name}`,
    firstName: 'Con',
    lastName: 'Tact',
    email: `${name}@example.com`,
    phone: '+1 (202) 555-0100',
  });
  const partner = expectOk(
    await app.partners.create(
      {
        name: 'Partner',
        billingId: 'B-1',
        verificationPhrase: 'open sesame',
        contact: { ...contact('welcome'), sendWelcomeEmail: true },
      },
      within,
    ),
  );
  const below = expectOk(
    await app.partners.create(
      {
        name: 'Below',
        parent: partner.account.id,
        isActive: false,
        contact: { ...contact('below'), isActive: false },
      },
      keyed('below'),
    ),
  );
  // Its first message is superseded by the one to its new mailbox.
  const moved = expectOk(
    await app.partners.create(
      { name: 'Moved', contact: { ...contact('moved'), sendWelcomeEmail: true } },
      within,
    ),
  );
  const asked = { partner: moved.account.id, contact: { email: 'moved-on@example.com' } };
  expectOk(await app.partners.update(asked, keyed('moved')));
  expectOk(await app.partners.create({ name: 'Standing', contact: contact('standing') }, within));

  const registered = expectOk(
    await app.registers.register(
      {
        firstName: 'Ada',
        lastName: 'L',
        companyName: 'Engines',
        mobilePhone: '+390612345',
        email: 'ada@example.com',
        timeZone: 'Europe/Rome',
        mayHaveSubAccounts: true,
        password,
        passwordConfirmation: password,
      },
      within,
    ),
  );
  const opened = expectOk(
    await app.registers.open(
      { email: 'sub@example.com', parent: registered.account.id },
      keyed('opened'),
    ),
  );
  const sub = opened.register;
  expectOk(await app.registers.invite({ email: 'guest@example.com' }, within));
  const corrected = { name: 'Sube\u0301', companyName: 'Bureau', mayHaveSubAccounts: true };
  expectOk(await app.registers.update({ account: sub.account.id, ...corrected }, keyed('sub')));
  expectOk(
    await app.masters.update(
      { master: master.account.id, name: 'Mastere\u0301', defaultRole: 1 },
      keyed('renamed'),
    ),
  );

  for (const name of ['App', 'app'])
    expectOk(await app.apps.create({ account: registered.account.id, name }, keyed(name)));
  const key = expectOk(
    await app.keys.create({ account: customer.account.id, power: 'read' }, keyed('key')),
  );
  const session = expectOk(
    await app.sessions.signIn({
      account: registered.account.id,
      email: 'ada@example.com',
      password,
    }),
  );
  const { refreshToken } = session;
  expectOk(await app.sessions.refresh({ refreshToken: refreshToken.reveal() }));
  await app.sessions.signIn({ userName: 'nobody', password: 'wrong' });
  const token = expectOk(
    await app.sessions.issue({ grant: 'api_key', key: key.text?.reveal() ?? '' }),
  );

  const gettingIn = await fillGettingIn(persistence, app, customer.account.id, within);
  const rotated = expectOk(await app.keys.rotate({ key: key.id }, keyed('rotated')));
  const lost = expectOk(await app.keys.create({ account: child.account.id }, within));
  expectOk(await app.keys.revoke({ key: lost.id }, within));

  // One message is being sent just now.
  const now = systemClock.now();
  const until = new Date(now.getTime() + 60_000);
  expectOk(
    await persistence.transact(async ({ deliveries }) =>
      ok(await deliveries.claim({ now, until, limit: 1 })),
    ),
  );

  const [invited] = customer.members;
  const link = letters.at(0)?.link ?? '';
  return {
    ids: {
      master: master.account.id,
      mailed: mailed.account.id,
      customer: customer.account.id,
      child: child.account.id,
      partner: partner.account.id,
      below: below.account.id,
      contact: partner.contactMember.id,
      registered: registered.account.id,
      member: registered.member.id,
      sub: sub.account.id,
      subMember: sub.member.id,
      invited: invited?.id ?? '',
      key: key.id,
      rotated: rotated.id,
      ...gettingIn.ids,
    },
    secrets: {
      key: key.text?.reveal() ?? '',
      token: token.token.reveal(),
      password: opened.password?.reveal() ?? '',
      link: link.slice(link.lastIndexOf('/') + 1),
      resetLink: gettingIn.resetLink,
    },
  };
};

export type Filled = Awaited<ReturnType<typeof fill>>;
