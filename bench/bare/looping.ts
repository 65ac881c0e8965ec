/** The process of the bare loop. */
import { openApplication } from '@tenantry/container';
import Database from 'better-sqlite3';
import { installation } from '../places/installation.ts';
import { masterOf } from '../places/master.ts';
import { answering } from '../processes.ts';
import { type CustomerRows, customerRows, inserts } from './customer-rows.ts';
import type { BareAnswer, BareJob, BareQuestion } from './sqlite.ts';

interface Loop {
  readonly run: (job: BareJob) => BareAnswer;
  readonly close: () => void;
}

const open = async (file: string): Promise<Loop> => {
  const { app, close } = await openApplication({
    ...installation,
    database: `sqlite:${file}`,
    migrate: 'auto',
  });
  const parent = (await masterOf(app)).id;
  await close();
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  const write = writer(database);
  const commit = database.transaction((customers: readonly CustomerRows[]) => {
    for (const customer of customers) write(customer);
  }).immediate;

  return {
    run: ({ until, each = 1, keepsResults = false }) => {
      const before = process.cpuUsage();
      const begun = performance.now();
      let done = 0;
      const isOver =
        'customers' in until
          ? () => done >= until.customers
          : () => performance.now() - begun >= until.milliseconds;
      for (; !isOver(); done += each)
        commit(Array.from({ length: each }, () => customerRows(parent, keepsResults)));
      const seconds = (performance.now() - begun) / 1000;
      const { user, system } = process.cpuUsage(before);
      return { perSecond: done / seconds, each: (user + system) / 1000 / done };
    },
    close: () => database.close(),
  };
};

function writer(database: Database.Database): (customer: CustomerRows) => void {
  const account = database.prepare(inserts.account);
  const customer = database.prepare(inserts.customer);
  const reference = database.prepare(inserts.external_reference);
  const membership = database.prepare(inserts.membership);
  const outbox = database.prepare(inserts.outbox);
  const event = database.prepare(inserts.event);
  const result = database.prepare(inserts.idempotency);
  return (rows) => {
    for (const row of rows.account) account.run(row);
    for (const row of rows.customer) customer.run(row);
    for (const row of rows.external_reference) reference.run(row);
    for (const row of rows.membership) membership.run(row);
    for (const row of rows.outbox) outbox.run(row);
    for (const row of rows.event) event.run(row);
    for (const row of rows.idempotency) result.run(row);
  };
}

let loop: Loop | undefined;

answering<BareQuestion, BareAnswer>(
  async (question) => {
    if (!('open' in question)) return loop?.run(question);
    loop = await open(question.open);
    return undefined;
  },
  async () => loop?.close(),
);
