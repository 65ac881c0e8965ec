import { type Account, as, type Persistence, type Subject } from '@tenantry/domain';
import { demand, same, show } from '../contract/expect.ts';
import { historyOf } from '../tale/history.ts';
import type { ToldApplication } from '../tale/told-application.ts';
import type { Model } from './model.ts';
import { byId } from './tree.ts';

/**
 * Reads all that there is, by an application that is checked and by the port, and throws where it is
 * not what the model knows: nothing may be missing, and nothing there besides.
 */
export const demandWhole = async (
  checked: ToldApplication,
  store: Persistence,
  model: Model,
): Promise<void> => {
  const operator = { caller: as.operator('tale') };
  for (const { account, customer, partner, register } of model.nodes) {
    const { id } = account;
    const children = { account: id, limit: 200 };
    if (customer !== undefined) await checked.customers.find({ customer: id }, operator);
    if (partner !== undefined) await checked.partners.find({ partner: id }, operator);
    if (register !== undefined) await checked.registers.find({ account: id }, operator);
    await checked.accounts.children(children, operator);
    await checked.registers.list(children, operator);
    await checked.apps.list(children, operator);
    await checked.members.list(children, operator);
    await checked.keys.list(children, operator);
    if (account.kind === 'master') await checked.accounts.subtree(children, operator);
  }
  await checked.accounts.search({ limit: 200 }, operator);
  await checked.accounts.masters({}, operator);
  await checked.partners.list({ limit: 200 }, operator);
  await demandPages(store, model);
  await demandHistory(store, model);
  await demandMail(store, model);
};

/** Page by page, from the root: each account once. */
async function demandPages(store: Persistence, { nodes: [root, ...others] }: Model): Promise<void> {
  if (root === undefined) return;
  const { id } = root.account;
  const read: Account[] = await store.read(async ({ accounts }) => {
    const all: Account[] = [];
    for (;;) {
      const after = all.at(-1);
      const page = { limit: 3, ...(after === undefined ? {} : { after }) };
      const items = await accounts.subtree('installation', id, page);
      all.push(...items);
      demand(all.length < 10_000, 'the pages of a subtree have no end');
      if (items.length < page.limit) return all;
    }
  });
  const known = [root, ...others].map(({ account }) => account);
  same(read.toSorted(byId), known.toSorted(byId), 'the pages of the tree are not the tree');
}

/** Each change by itself, in the order in which the changes were made. */
async function demandHistory(store: Persistence, model: Model): Promise<void> {
  const events = await historyOf(store, model.events.length);
  const found = events.map(({ id: _, position: __, ...event }) => event);
  same(found, model.events, 'the history is not what happened');
}

/** Each message in whichever state it is; what a store numbers them by is its own matter. */
async function demandMail(store: Persistence, model: Model): Promise<void> {
  const stored = await store.read(({ deliveries }) => deliveries.listDeliveries({ limit: 10_000 }));
  const found = stored
    .filter((message) => !isForgettable(model, message))
    .map(({ id: _, fence: __, leasedUntil: ___, ...message }) => inOrder(message));
  const known = model.mail
    .filter(({ subject }) => !isForgettable(model, subject))
    .map(({ subject, owedAt: _, ...message }) => inOrder({ ...subject, ...message }));
  same(found.toSorted(), known.toSorted(), 'there is other mail than the model says');
  if (model.mail.some(({ subject }) => isForgettable(model, subject))) return;
  const dues = model.mail.filter(({ state }) => state === 'due').map(({ owedAt }) => +owedAt);
  const since = dues.length === 0 ? {} : { since: new Date(Math.min(...dues)) };
  const backlog = await store.read(({ deliveries }) => deliveries.backlog());
  same(backlog, { count: dues.length, ...since }, 'the backlog is another');
}

/** A reset that is over may be forgotten by and by, with the mail about it. */
const isForgettable = ({ resets, now }: Model, subject: Subject): boolean =>
  subject.kind === 'passwordReset' &&
  resets.some(({ id, until }) => id === subject.resetId && until <= now);

const inOrder = (message: object): string =>
  show(Object.entries(message).toSorted(([a], [b]) => (a < b ? -1 : 1)));
