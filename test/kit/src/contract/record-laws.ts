import { type NewEvent, ok, Policy } from '@tenantry/domain';
import fc from 'fast-check';
import { forAll, moments, texts } from './cases.ts';
import { demand, same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import { untilServed } from './served.ts';
import { commit, demandConflict, endingOf, openMaster, stored } from './unit.ts';

/** What the installation knows of itself, and its history. */
export const recordLaws = (law: StateLaw): readonly Law[] => [
  law('the installation comes back whole', async ({ store }) => {
    const installation = {
      policy: Policy.parse({
        passwordMinimum: 15,
        lifetimes: { invitation: 61, passwordReset: 315_360_000 },
        signIn: { limit: 3, window: 61 },
        mailing: { limit: 7, window: 62 },
        requests: {
          perCaller: { limit: 600, window: 60 },
          perAddress: { limit: 1_000_000, window: 86_400 },
        },
        retention: { mail: 63 },
        changeGeneratedPassword: true,
        depth: 7,
        roles: [
          { id: 1, power: 'manage' },
          { id: 7, power: 'provision' },
          { id: 2_147_483_647, power: 'manage' },
        ],
        defaultRole: 7,
        uniqueReferenceNames: ['b', 'é', 'a'],
        brand: 'Müller & Söhne 🚀',
      }),
      secretCheck: 'a check',
      createdAt: new Date(1_750_000_000_123),
    };
    await commit(store, async ({ records }) => stored(await records.addInstallation(installation)));
    same(await store.read(({ records }) => records.installation()), installation, 'installation');
    await commit(store, async ({ records }) => ok(await records.setSecretCheck('another')));
    const renewed = { ...installation, secretCheck: 'another' };
    same(await store.read(({ records }) => records.installation()), renewed, 'with another secret');
    const policy = Policy.parse({ brand: 'Another', depth: 3 });
    await commit(store, async ({ records }) => ok(await records.setPolicy(policy)));
    const changed = { ...renewed, policy };
    same(await store.read(({ records }) => records.installation()), changed, 'in another policy');
  }),

  law('a policy of no installation is a fault', async ({ store }) => {
    const outcome = await endingOf(
      store.transact(async ({ records }) => {
        await records.setPolicy(Policy.parse({})).catch(() => undefined);
        return ok(undefined);
      }),
    );
    same(outcome, 'thrown', 'the end of the unit');
  }),

  law('a check of the secret of no installation is a fault', async ({ store, make }) => {
    const outcome = await endingOf(
      store.transact(async ({ accounts, records }) => {
        stored(await accounts.addMaster(make.master()));
        await records.setSecretCheck('a check').catch(() => undefined);
        return ok(undefined);
      }),
    );
    same(outcome, 'thrown', 'the end of the unit');
    await store.read(async ({ accounts, records }) => {
      same(await records.installation(), undefined, 'the installation');
      same(await accounts.masters('installation'), [], 'what the unit did before');
    });
  }),

  law('a result is kept whole until it lapses, and then replaced', async ({ store, make }) => {
    const lapses = (seconds: number) => new Date(Date.UTC(2030, 0) + seconds * 1000);
    const { id } = await openMaster({ store, make });
    const others = [make.result(id).lookup, make.result(id).lookup];
    const find = (lookups: readonly string[], now: Date) =>
      store.read(({ records }) => records.findResult(lookups, now));
    await forAll(
      texts,
      async (sealed) => {
        const first = make.result(id, { sealed, lapsesAt: lapses(10) });
        const { lookup } = first;
        await commit(store, async ({ records }) =>
          stored(await records.addResult(first, lapses(0))),
        );
        same(await find([lookup], lapses(9)), first, 'by its lookup');
        same(await find([...others, lookup], lapses(9)), first, 'by one of several lookups');
        same(await find(others, lapses(9)), undefined, 'by other lookups');
        same(await find([], lapses(9)), undefined, 'by none');
        same(await find([lookup], lapses(10)), undefined, 'once it has lapsed');

        const second = make.result(id, { lookup, lapsesAt: lapses(20) });
        const taken = { taken: 'Result' };
        await demandConflict(store, taken, ({ records }) => records.addResult(second, lapses(9)));
        same(await find([lookup], lapses(9)), first, 'after a conflict');
        await commit(store, async ({ records }) =>
          stored(await records.addResult(second, lapses(10))),
        );
        same(await find([lookup], lapses(19)), second, 'what replaced it');
      },
      { runs: 5 },
    );
  }),

  law('of several results that are kept, the one whose lookup stands first is found', async (s) => {
    const { store, make } = s;
    const { id } = await openMaster(s);
    const at = (seconds: number) => new Date(Date.UTC(2030, 0) + seconds * 1000);
    const [one, other] = [
      make.result(id, { lapsesAt: at(10) }),
      make.result(id, { lapsesAt: at(20) }),
    ];
    for (const result of [one, other])
      await commit(store, async ({ records }) => stored(await records.addResult(result, at(0))));
    const find = (lookups: readonly string[], now: Date) =>
      store.read(({ records }) => records.findResult(lookups, now));
    same(await find([one.lookup, other.lookup], at(9)), one, 'by the one, then the other');
    same(await find([other.lookup, one.lookup], at(9)), other, 'by the other, then the one');
    same(await find([one.lookup, other.lookup], at(10)), other, 'once the one has lapsed');
  }),

  law('events come back whole, in the order of their positions', async ({ store, make }) => {
    const { id: accountId } = await openMaster({ store, make });
    const facts = fc.record(
      {
        kind: fc.constantFrom(...kinds),
        at: moments,
        channel: texts,
        subject: texts,
        userName: texts,
        requestId: texts,
      },
      { requiredKeys: ['kind', 'at', 'channel'] },
    );
    const history: NewEvent[] = [];
    const oneOfEach = kinds.map((kind) => ({ kind, at: new Date(0), channel: 'api' }));
    await forAll(
      fc.array(facts, { minLength: 1, maxLength: 3 }),
      async (happened) => {
        const added = happened.map((fact) => ({ ...make.event(accountId), ...fact }));
        await commit(store, async ({ records }) => {
          for (const event of added) await records.addEvent(event);
        });
        history.push(...added);
        await untilServed(
          store,
          history.map(({ id }) => id),
        );
        const found = await store.read(({ records }) =>
          records.events('installation', { limit: 1000 }),
        );
        const positions = found.map(({ position }) => position);
        const expected = history.map((event, at) => ({ ...event, position: positions[at] }));
        same(found, expected, 'events');
        demand(
          positions.every((position, at) => position > (positions[at - 1] ?? 0)),
          `positions have to ascend from 1 or more: ${positions.join(', ')}`,
        );
      },
      { runs: 10, examples: [oneOfEach] },
    );
  }),

  law('events after a position are those that follow it', async ({ store, make }) => {
    const lost = { ok: false, error: { kind: 'Declined' } } as const;
    const { id } = await openMaster({ store, make });
    const kept: string[] = [];
    for (let count = 0; count < 6; count++) {
      const event = make.event(id);
      if (count % 3 !== 1) kept.push(event.id);
      await store.transact(async ({ records }) => {
        await records.addEvent(event);
        return count % 3 === 1 ? lost : { ok: true, value: undefined };
      });
    }
    await untilServed(store, kept);
    await store.read(async ({ records }) => {
      const all = await records.events('installation', { limit: 1000 });
      same(all.length, 4, 'the events of units that committed');
      for (const reach of ['installation', { below: id }] as const)
        for (const limit of [1, 2, 3, 1000]) {
          for (const [at, { position }] of all.entries()) {
            const found = await records.events(reach, { after: position, limit });
            same(found, all.slice(at + 1, at + 1 + limit), `events after ${position}`);
          }
          same(await records.events(reach, { limit }), all.slice(0, limit), 'the first events');
        }
    });
  }),
];

/** Each kind that there is: one that the domain gains does not compile here. */
const everyKind: Readonly<Record<NewEvent['kind'], true>> = {
  PolicyChanged: true,
  MasterOpened: true,
  MasterChanged: true,
  CustomerOpened: true,
  CustomerChanged: true,
  PartnerOpened: true,
  PartnerChanged: true,
  PhraseMatched: true,
  PhraseMistaken: true,
  AccountRegistered: true,
  RegisterChanged: true,
  AccountSuspended: true,
  AccountReactivated: true,
  AccountClosed: true,
  AppCreated: true,
  KeyIssued: true,
  KeyRotated: true,
  KeyRevoked: true,
  MemberInvited: true,
  MemberInvitedAgain: true,
  MemberChanged: true,
  MemberJoined: true,
  MemberDisabled: true,
  MemberEnabled: true,
  MemberRevoked: true,
  SessionBegun: true,
  SessionEnded: true,
  PasswordChanged: true,
};

const kinds = keysOf(everyKind);

function keysOf<Key extends string>(record: Readonly<Record<Key, true>>): readonly Key[] {
  const keys: Key[] = [];
  for (const key in record) keys.push(key);
  return keys;
}
