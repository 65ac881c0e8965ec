import { ApiKeyId, type StoredApiKey } from '@tenantry/domain';
import { same } from './expect.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { demandPages } from './pages.ts';
import { commit, openMaster } from './unit.ts';

/** That the end of a key only comes nearer, and its last use only later. */
export const keyLaws = (law: StateLaw): readonly Law[] => [
  law('the end of a key is brought forward, and a key that is revoked stays so', async (trial) => {
    const [key, other] = [await issue(trial), await issue(trial)];
    const steps = [
      { end: { expiresAt: at(30) }, isDone: true, left: { expiresAt: at(30) } },
      { end: { expiresAt: at(31) }, isDone: false, left: { expiresAt: at(30) } },
      { end: { revokedAt: at(31) }, isDone: false, left: { expiresAt: at(30) } },
      { end: { expiresAt: at(30) }, isDone: true, left: { expiresAt: at(30) } },
      { end: { expiresAt: at(20) }, isDone: true, left: { expiresAt: at(20) } },
      {
        end: { revokedAt: at(20) },
        isDone: true,
        left: { expiresAt: at(20), revokedAt: at(20) },
      },
      {
        end: { revokedAt: at(10) },
        isDone: false,
        left: { expiresAt: at(20), revokedAt: at(20) },
      },
      {
        end: { expiresAt: at(10) },
        isDone: false,
        left: { expiresAt: at(20), revokedAt: at(20) },
      },
    ];
    for (const [step, { end, isDone, left }] of steps.entries()) {
      same(await endKey(trial, key.id, end), isDone, `whether step ${step + 1} did anything`);
      same(await found(trial, key), { ...key, ...left }, `the key after step ${step + 1}`);
    }
    same(await endKey(trial, other.id, { revokedAt: at(1) }), true, 'a key that did not expire');
    same(await found(trial, other), { ...other, revokedAt: at(1) }, 'the other key');
    const nobodys = ApiKeyId.parse(trial.make.uuid());
    same(await endKey(trial, nobodys, { revokedAt: at(1) }), false, 'a key that there is not');
    same(await endKey(trial, nobodys, { expiresAt: at(1) }), false, 'a key that there is not');
  }),

  law('the last use of a key is the latest that was noted', async (trial) => {
    const [key, other] = [await issue(trial), await issue(trial)];
    for (const [used, latest] of [
      [20, 20],
      [10, 20],
      [20, 20],
      [30, 30],
    ] as const) {
      await commit(trial.store, ({ access }) => access.noteKeyUse(key.id, at(used)));
      same(await found(trial, key), { ...key, lastUsedAt: at(latest) }, `after a use at ${used}`);
    }
    same(await found(trial, other), other, 'another key');
  }),

  law('keys come by id, those of one account alone, each once', async (trial) => {
    const { store, make } = trial;
    const [first, second, empty] = [
      await openMaster(trial),
      await openMaster(trial),
      await openMaster(trial),
    ];
    const ends = [{}, { revokedAt: at(0) }, { expiresAt: at(0) }, {}, { lastUsedAt: at(0) }];
    const keys = ends.map((end) => make.key(first.id, end));
    const others = ends.map(() => make.key(second.id));
    await commit(store, async ({ access }) => {
      for (const [place, key] of keys.entries()) {
        await access.addKey(key);
        const other = others[place];
        if (other !== undefined) await access.addKey(other);
      }
    });
    await store.read(async ({ access }) => {
      for (const [account, all] of [
        [first.id, keys.toSorted(byId)],
        [second.id, others.toSorted(byId)],
        [empty.id, []],
        [make.accountId(), []],
      ] as const)
        await demandPages(idOf, (page) => access.keys(account, page), all, 'keys');
    });
  }),
];

const at = (second: number): Date => new Date(Date.UTC(2030, 0) + second * 1000);

const byId = (a: StoredApiKey, b: StoredApiKey): number => (a.id < b.id ? -1 : 1);

const idOf = ({ id }: StoredApiKey): ApiKeyId => id;

const issue = async (trial: Trial): Promise<StoredApiKey> => {
  const { id } = await openMaster(trial);
  const key = trial.make.key(id);
  await commit(trial.store, ({ access }) => access.addKey(key));
  return key;
};

const endKey = (
  { store }: Trial,
  id: ApiKeyId,
  end: { readonly revokedAt: Date } | { readonly expiresAt: Date },
): Promise<boolean> => commit(store, ({ access }) => access.endKey(id, end));

const found = async ({ store }: Trial, { id }: StoredApiKey): Promise<StoredApiKey | undefined> =>
  (await store.read(({ access }) => access.findKey(id)))?.key;
