import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Mailer } from '@tenantry/domain';
import { compose } from './compose.ts';
import { outcomeOf } from './outcome.ts';
import { senderOf } from './sender.ts';
import type { Templates } from './templates.ts';
import { write } from './written.ts';

export interface DirectoryMailerOptions {
  /** Made when it is first needed, for this user alone. */
  readonly directory: string;
  /** `no-reply@example.com`, or `Example Ltd <no-reply@example.com>`. */
  readonly from: string;
  /** In the place of the words of ours, for each kind of letter that it has. */
  readonly templates?: Partial<Templates>;
}

/**
 * Writes each message into a file `<id>.eml` of its own, readable for this user alone. The file
 * appears whole or not at all, and a message that is tried again replaces itself. What counts as
 * sent outlives the machine: file and folder are on the disk by then.
 */
export const directoryMailer = ({ directory, from, templates }: DirectoryMailerOptions): Mailer => {
  const sender = senderOf(from);
  const place = resolve(directory);
  return {
    send: async (letter) => {
      const written = write(letter, templates);
      const composed = written.ok ? await compose(written.value, sender) : written;
      if (!composed.ok) return { kind: 'refused', reason: composed.error };
      return outcomeOf(() => store(place, letter.id, composed.value.message));
    },
    close: async () => {},
  };
};

async function store(directory: string, id: string, message: Uint8Array): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const unfinished = join(directory, `.${id}.${randomUUID()}.part`);
  try {
    const file = await open(unfinished, 'wx', 0o600);
    try {
      await file.writeFile(message);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, join(directory, `${id}.eml`));
    await syncFolder(directory);
  } catch (fault) {
    await rm(unfinished, { force: true });
    throw fault;
  }
}

/** A new name is an entry of its folder, which is written out by itself; Windows has no such call. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
