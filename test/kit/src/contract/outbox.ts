/** What laws about mail do with a store, a unit for each. */
import type {
  Claim,
  Delivery,
  MembershipId,
  NewDelivery,
  Settlement,
  StoredDelivery,
} from '@tenantry/domain';
import type { Trial } from './law.ts';
import { commit, stored } from './unit.ts';

type Ending = Settlement extends infer Each
  ? Each extends Settlement
    ? Omit<Each, 'id' | 'fence'>
    : never
  : never;

/** Each way in which mail can end. */
export const endings: readonly Ending[] = [
  { state: 'sent' },
  { state: 'superseded' },
  { state: 'undeliverable', attempts: 12 },
];

export const at = (second: number): Date => new Date(Date.UTC(2030, 0) + second * 1000);

/** Somebody to be written to. */
export const member = ({ store, make }: Trial): Promise<MembershipId> =>
  commit(store, async ({ accounts, access }) => {
    const { id } = stored(await accounts.addMaster(make.master()));
    return stored(await access.addMembership(make.invited(id))).id;
  });

export const add = ({ store }: Trial, ...owed: readonly NewDelivery[]): Promise<void> =>
  commit(store, ({ deliveries }) => deliveries.add(owed));

/** So much mail to somebody new. */
export const addSome = async (
  trial: Trial,
  count: number,
  dueAt = at(0),
): Promise<readonly NewDelivery[]> => {
  const membership = await member(trial);
  const owed = Array.from({ length: count }, () => trial.make.delivery(membership, dueAt));
  await add(trial, ...owed);
  return owed;
};

export const claim = (
  { store }: Trial,
  { now, until = at(1_000_000_000), limit = 100 }: Partial<Claim> & Pick<Claim, 'now'>,
): Promise<readonly Delivery[]> =>
  commit(store, ({ deliveries }) => deliveries.claim({ now, until, limit }));

export const settle = (
  { store }: Trial,
  claimed: Delivery | undefined,
  ending: Ending,
): Promise<boolean> => {
  if (claimed === undefined) throw new Error('there was mail to be claimed, and none came');
  const { id, fence } = claimed;
  return commit(store, ({ deliveries }) => deliveries.settle({ ...ending, id, fence }));
};

export interface Known {
  readonly id: string;
}

export const find = (
  { store }: Trial,
  mail: Known | undefined,
): Promise<StoredDelivery | undefined> =>
  store.read(({ deliveries }) => deliveries.findDelivery(mail?.id ?? 'none'));

/** New mail, and the only one that is due by then. */
export const claimOne = async (trial: Trial, until = at(60)): Promise<Delivery> => {
  const [owed] = await addSome(trial, 1, at(1));
  const claimed = await claim(trial, { now: at(1), until, limit: 10 });
  const found = claimed.find(({ id }) => id === owed?.id);
  if (found === undefined) throw new Error('there was mail to be claimed, and none came');
  return found;
};
