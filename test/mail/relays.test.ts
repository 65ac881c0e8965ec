import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Letter, Mailer, Persistence } from '@tenantry/domain';
import { openPostgres } from '@tenantry/postgres';
import { openSqlite } from '@tenantry/sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import { compiled, fileOf } from '../cli/started.ts';
import { migratedDatabase } from '../postgres/migrated.ts';
import { rounds } from '../rounds.ts';
import { fieldsOf, type SentMessage, unstuffed } from './dialogue.ts';
import { openMailServer } from './mail-server.ts';
import { applicationOn, initialised, invite, outboxOf, people } from './owing.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close();
});

interface Place {
  readonly url: string;
  /** Opens it once more, with connections of its own. */
  readonly open: () => Promise<Persistence>;
}

const places: readonly (readonly [string, () => Promise<Place>])[] = [
  [
    'sqlite',
    async () => {
      const file = join(emptyFolder(), 'a.db');
      return { url: `sqlite:${file}`, open: () => openSqlite({ file, migrate: 'auto' }) };
    },
  ],
  [
    'postgres',
    async () => {
      const url = await migratedDatabase();
      return { url, open: () => openPostgres({ url, migrate: 'auto', poolSize: 3 }) };
    },
  ],
];

const open = async (place: Place): Promise<Persistence> => {
  const persistence = await place.open();
  opened.push(persistence);
  return persistence;
};

const nobody: Mailer = {
  send: () => Promise.reject(new Error('this one delivers nothing')),
  close: async () => undefined,
};

describe.each(places)('four relays on one %s', (_, make) => {
  it('deliver each message once', async () => {
    const place = await make();
    const app = applicationOn(await open(place), nobody);
    const context = await initialised(app);
    const names = people(rounds(80));
    await invite(app, context, names);
    const letters: Letter[] = [];
    const mailer: Mailer = {
      send: async (letter) => {
        letters.push(letter);
        return { kind: 'sent' };
      },
      close: async () => undefined,
    };
    const relays = [];
    for (let number = 0; number < 4; number++)
      relays.push(applicationOn(await open(place), mailer));
    const reports = await Promise.all(relays.map((relay) => relay.deliverMail()));
    expect(letters.map(({ to }) => to.address).toSorted()).toEqual(
      names.map((name) => `${name}@example.com`).toSorted(),
    );
    expect(new Set(letters.map(({ id }) => id)).size).toBe(names.length);
    expect(reports.reduce((sum, { sent }) => sum + sent, 0)).toBe(names.length);
    expect((await outboxOf(app)).every(({ state }) => state === 'sent')).toBe(true);
  });
});

/** Where a relay is in its work when it is killed: its letter may go out once more, or not. */
const moments = [
  'before the server has the letter',
  'before it hears so',
  'after it heard so',
] as const;

describe.each(places)('a relay on %s that is killed while it delivers', (_, make) => {
  it('loses nothing, leaves nothing behind, and sends one letter a kill again at most', async () => {
    const place = await make();
    const app = applicationOn(await open(place), nobody);
    const context = await initialised(app);
    const names = people(rounds(24));
    await invite(app, context, names);

    /** Told of each moment in the way of a letter; the relay may be dead by then. */
    let onMoment: (moment: (typeof moments)[number]) => void = () => undefined;
    const server = await openMailServer({
      onRcptTo: (_address, _session, done) => {
        onMoment('before the server has the letter');
        done();
      },
      onData: (stream, _session, done) => {
        stream.resume();
        stream.on('end', () => {
          onMoment('before it hears so');
          done();
          // The answer is on its way by then, and perhaps there.
          setImmediate(() => onMoment('after it heard so'));
        });
      },
    });
    opened.push(server);

    let ahead = 0;
    const relay = async (letters: number, fatal?: (typeof moments)[number]): Promise<string> => {
      const child = spawn(
        process.execPath,
        [fileOf('drain-mail'), place.url, `smtp://127.0.0.1:${server.server.port}`, `${ahead}`],
        { env: { ...process.env, ...compiled() }, stdio: ['ignore', 'pipe', 'inherit'] },
      );
      let left = letters;
      onMoment = (moment) => {
        if (moment === fatal && left-- === 0) child.kill('SIGKILL');
      };
      const [told, ended] = await Promise.all([text(child.stdout), once(child, 'exit')]);
      expect(ended).toEqual(fatal === undefined ? [0, null] : [null, 'SIGKILL']);
      // Nothing is left to a relay that comes before the lease is over.
      ahead += 61;
      return told;
    };

    const kills = rounds(3);
    for (let kill = 0; kill < kills; kill++)
      expect(await relay(1 + (kill % 9), moments[kill % moments.length])).toBe('');
    expect(JSON.parse(await relay(0))).toMatchObject({ failed: 0 });

    const messages = server.dialoguesSoFar().flatMap((dialogue) => dialogue.messages);
    const copies = Map.groupBy(messages, ({ recipients }) => recipients.join());
    expect([...copies.keys()].toSorted()).toEqual(
      names.map((name) => `${name}@example.com`).toSorted(),
    );
    expect(messages.length - names.length).toBeLessThanOrEqual(kills);
    for (const same of copies.values()) expect(new Set(same.map(identity)).size).toBe(1);
    const outbox = await outboxOf(app);
    expect(outbox.filter(({ state }) => state !== 'sent')).toEqual([]);
    expect(outbox).toHaveLength(names.length);
  });
});

/** What tells a copy from another letter, and what is followed. */
const identity = ({ raw }: SentMessage): string => {
  const message = unstuffed(raw);
  const id = fieldsOf(message).find((field) => field.startsWith('Message-ID:'));
  const [link] = /http:\/\/localhost\/invitations\/\S+/.exec(message.replaceAll('=\r\n', '')) ?? [];
  expect([id, link]).not.toContain(undefined);
  return `${id} ${link}`;
};
