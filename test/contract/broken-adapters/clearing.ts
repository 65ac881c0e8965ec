import { type Persistence, Policy, type StoredDelivery, type Unit, UserId } from '@tenantry/domain';
import { memoryPersistence } from '@tenantry/memory';
import {
  adding,
  altered,
  type BrokenAdapter,
  broken,
  keeping,
  relaying,
  writing,
} from './altered.ts';

/** Sound, but asked for something else than the caller wants. */
type Asked = (now: Date, limit: number) => readonly [Date, number];

type ForgetEnded = Unit['deliveries']['forgetEnded'];
type Page = Parameters<ForgetEnded>[1];

const forgetsResults = (asked: Asked) => (): Persistence =>
  keeping((records) => ({
    forgetResults: (now, limit) => records.forgetResults(...asked(now, limit)),
  }));

const forgetsOver = (asked: Asked) => (): Persistence =>
  adding((access) => ({ forgetOver: (now, limit) => access.forgetOver(...asked(now, limit)) }));

const forgetsEnded =
  (forget: (sound: ForgetEnded, ...asked: Parameters<ForgetEnded>) => ReturnType<ForgetEnded>) =>
  (): Persistence =>
    relaying((deliveries) => ({
      forgetEnded: (before, page) => forget(deliveries.forgetEnded, before, page),
    }));

const asking = (asked: Asked) =>
  forgetsEnded((sound, before, page) => {
    const [moved, limit] = asked(before, page.limit);
    return sound(moved, { ...page, limit });
  });

/** Until so many are gone, or none is left. */
const passesOver = forgetsEnded(async (sound, before, page) => {
  let { forgotten, last } = await sound(before, page);
  for (let after = last; after !== undefined && forgotten < page.limit; ) {
    const next = await sound(before, { after, limit: page.limit - forgotten });
    forgotten += next.forgotten;
    after = next.last;
    last = after ?? last;
  }
  return { forgotten, ...(last === undefined ? {} : { last }) };
});

const beginsAnew = forgetsEnded((sound, before, { limit }) => sound(before, { limit }));

/** Whatever else was due when the last of them was. */
const goesOnByTime = forgetsEnded((sound, before, { after, limit }) =>
  sound(before, {
    limit,
    ...(after === undefined ? {} : { after: { ...after, id: 'z' } }),
  }),
);

const isLastWhereNoneGoes = forgetsEnded(async (sound, before, page) => {
  const { forgotten, last } = await sound(before, page);
  return { forgotten, ...(forgotten === 0 || last === undefined ? {} : { last }) };
});

const neverEnds = forgetsEnded(async (sound, before, page) => ({
  ...(page.after === undefined ? {} : { last: page.after }),
  ...(await sound(before, page)),
}));

const looksById = (): Persistence =>
  relaying((deliveries) => ({
    forgetEnded: async (before, { after, limit }) => {
      const cursor = after === undefined ? {} : { after: after.id };
      const mail = await deliveries.listDeliveries({ ...cursor, limit: 1000 });
      const ended = mail.filter(({ state, dueAt }) => state !== 'due' && dueAt < before);
      let forgotten = 0;
      let last: Page['after'];
      for (const { dueAt, id } of ended.slice(0, limit)) {
        // Right before it.
        const page = { after: { dueAt, id: id.slice(0, -1) }, limit: 1 };
        forgotten += (await deliveries.forgetEnded(before, page)).forgotten;
        last = { dueAt, id };
      }
      return { forgotten, ...(last === undefined ? {} : { last }) };
    },
  }));

const aHundred: Asked = (now, limit) => [now, Math.min(limit, 100)];
const all: Asked = (now) => [now, 1000];
const moved =
  (milliseconds: number): Asked =>
  (now, limit) => [new Date(now.getTime() + milliseconds), limit];

const saysTheLimit = (): Persistence =>
  adding((access) => ({
    forgetOver: async (now, limit) => {
      await access.forgetOver(now, limit);
      return { sessions: limit, resets: limit, tries: limit };
    },
  }));

/** Whatever was opened anew in the meantime. */
const forgetsWhatWasOver = (): Persistence => {
  const first = new Map<string, Date>();
  return adding((access) => ({
    addTry: (lookup, until, now) => {
      if (!first.has(lookup)) first.set(lookup, until);
      return access.addTry(lookup, until, now);
    },
    forgetOver: async (now, limit) => {
      const counts = await access.forgetOver(now, limit);
      for (const [lookup, until] of first) if (until <= now) await access.forgetTries(lookup);
      return counts;
    },
  }));
};

const keepsMailAboutResets = (): Persistence => {
  const kept: StoredDelivery[] = [];
  return altered(
    ({ access, deliveries, ...unit }) => ({
      ...unit,
      deliveries,
      access: {
        ...access,
        forgetOver: async (now, limit) => {
          const mail = await deliveries.listDeliveries({ limit: 100 });
          const counts = await access.forgetOver(now, limit);
          for (const each of mail)
            if ((await deliveries.findDelivery(each.id)) === undefined) kept.push(each);
          return counts;
        },
      },
    }),
    ({ deliveries, ...view }) => ({
      ...view,
      deliveries: {
        ...deliveries,
        listDeliveries: async (page) => [...kept, ...(await deliveries.listDeliveries(page))],
      },
    }),
  );
};

/** Mail may be hidden from every reader, whatever becomes of the unit. */
const hidingMail = (
  forget: (deliveries: Unit['deliveries'], hide: (id: string) => unknown) => ForgetEnded,
): Persistence => {
  const hidden = new Set<string>();
  const hide = (id: string) => hidden.add(id);
  const store = relaying((deliveries) => ({ forgetEnded: forget(deliveries, hide) }));
  return {
    ...store,
    read: (work) =>
      store.read(({ deliveries, ...view }) =>
        work({
          ...view,
          deliveries: {
            ...deliveries,
            findDelivery: async (id) => (hidden.has(id) ? undefined : deliveries.findDelivery(id)),
            listDeliveries: async (page) => {
              const mail = await deliveries.listDeliveries(page);
              return mail.filter(({ id }) => !hidden.has(id));
            },
          },
        }),
      ),
  };
};

const forgetsTheNewest = (): Persistence =>
  hidingMail((deliveries, hide) => async (before, page) => {
    const mail = await deliveries.listDeliveries({ limit: 1000 });
    const ended = mail.filter(({ state, dueAt }) => state !== 'due' && dueAt < before);
    for (const { id } of ended.slice(0, page.limit)) hide(id);
    const answer = await deliveries.forgetEnded(before, page);
    return { ...answer, forgotten: Math.min(ended.length, page.limit) };
  });

const keepsForgettingMail = (): Persistence =>
  hidingMail((deliveries, hide) => async (before, page) => {
    const mail = await deliveries.listDeliveries({ limit: 1000 });
    const answer = await deliveries.forgetEnded(before, page);
    for (const { id } of mail) if ((await deliveries.findDelivery(id)) === undefined) hide(id);
    return answer;
  });

/** All mail to who is invited, and not the newest alone. */
const keepsEveryInvitation = (): Persistence =>
  altered(({ access, deliveries, ...unit }) => ({
    ...unit,
    access,
    deliveries: {
      ...deliveries,
      forgetEnded: async (before, page) => {
        const mail = await deliveries.listDeliveries({ limit: 1000 });
        const answer = await deliveries.forgetEnded(before, page);
        let { forgotten } = answer;
        for (const each of mail) {
          if (each.kind !== 'invitation') continue;
          const found = await access.findMembership(each.membershipId);
          const isGone = (await deliveries.findDelivery(each.id)) === undefined;
          if (found?.membership.status !== 'invited' || !isGone) continue;
          await deliveries.add([each]);
          forgotten--;
        }
        return { ...answer, forgotten };
      },
    },
  }));

const keepsThePolicy = (): Persistence => keeping(() => ({ setPolicy: async () => undefined }));

const forgetsTheCheck = (): Persistence =>
  keeping((records) => ({
    setPolicy: async (policy) => {
      await records.setPolicy(policy);
      await records.setSecretCheck('none');
    },
  }));

const setsNobodysPolicy = (): Persistence =>
  keeping((records) => ({
    setPolicy: async (policy) => {
      if ((await records.installation()) !== undefined) await records.setPolicy(policy);
    },
  }));

/** What a unit did is done again once it is over, however it ended. */
const repeating = (again: Parameters<Persistence['transact']>[0]) => (): Persistence => {
  const store = memoryPersistence();
  return {
    ...store,
    transact: async (work) => {
      try {
        return await store.transact(work);
      } finally {
        await store.transact(again);
      }
    },
  };
};

const keepsPolicies = repeating(async ({ records }) => {
  if ((await records.installation()) !== undefined)
    await records.setPolicy(Policy.parse({ brand: 'Another' }));
  return { ok: true, value: undefined };
});

const keepsForgetting = repeating(async ({ access }) => {
  await access.forgetOver(new Date(Date.UTC(2036, 0)), 10);
  return { ok: true, value: undefined };
});

const makesUsersOfGuests = (): Persistence =>
  writing((accounts) => ({
    addRegister: async (register) => {
      const { id, email } = register.member;
      const credential = { hash: '', origin: 'own' as const, generation: 1 };
      const user = { id: UserId.parse(id), email, credential };
      return accounts.addRegister({ user, ...register });
    },
  }));

const over = 'of 120 of each kind that are over 110 are forgotten, then the rest';
const lapsed = 'of 120 results that have lapsed 110 are forgotten, then the rest';
const ended = 'mail that ended and was due before a time is forgotten, however it ended';
const each = 'each call looks at so much of the mail that ended, whether it stays or goes';
const newest = 'of mail to somebody who stands invited the newest stays, of other mail none';
const installation = 'the installation comes back whole';

/** Adapters that forget too much or too little of what is over, or change more than the policy. */
export const brokenClearing: readonly BrokenAdapter[] = [
  broken('forgets a hundred at most of what is over', forgetsOver(aHundred), over),
  broken('forgets all at once of what is over', forgetsOver(all), over),
  broken('keeps what is over at that very moment', forgetsOver(moved(-1)), over),
  broken('forgets what is over soon', forgetsOver(moved(1000)), over),
  broken('says that it forgot as much as it might', saysTheLimit, over),
  broken('keeps mail about a reset that it forgot', keepsMailAboutResets, over),
  broken('forgets a hundred results at most', forgetsResults(aHundred), lapsed),
  broken('forgets all results at once', forgetsResults(all), lapsed),
  broken('keeps results that lapse at that very moment', forgetsResults(moved(-1)), lapsed),
  broken('forgets results that lapse soon', forgetsResults(moved(1000)), lapsed),
  broken(
    'forgets what was opened anew',
    forgetsWhatWasOver,
    '4 who forget at once, and those who begin anew, all come to an end',
  ),
  broken('forgets all mail that ended at once', asking(all), ended),
  broken('forgets mail of that very moment', asking(moved(1)), ended),
  broken('keeps mail of shortly before', asking(moved(-1000)), ended),
  broken('looks on until it has forgotten enough mail', passesOver, each),
  broken('looks at the same mail again and again', beginsAnew, each),
  broken('goes on with mail of a later time', goesOnByTime, each),
  broken('stops looking where all mail stays', isLastWhereNoneGoes, each),
  broken('looks for mail that ended for ever', neverEnds, each),
  broken('looks at mail that ended by its id', looksById, each),
  broken('forgets how mail to who is invited stands', forgetsTheNewest, newest),
  broken('keeps all mail to who is invited', keepsEveryInvitation, newest),
  broken('keeps the policy', keepsThePolicy, installation),
  broken('forgets the check of the secret with the policy', forgetsTheCheck, installation),
  broken(
    'takes the policy of no installation',
    setsNobodysPolicy,
    'a policy of no installation is a fault',
  ),
  broken('keeps a policy that was undone', keepsPolicies, 'another policy is undone with its unit'),
  broken(
    'forgets in units that are undone',
    keepsForgetting,
    'the forgetting of all that is over is undone with its unit',
  ),
  broken(
    'forgets mail in units that are undone',
    keepsForgettingMail,
    'the forgetting of mail that has ended is undone with its unit',
  ),
  broken(
    'makes a user of who is invited',
    makesUsersOfGuests,
    'a registered account that nobody has yet comes back whole',
  ),
];
