import { dirname } from 'node:path';
import { StoreUnavailable } from '@tenantry/domain';

/** As much of `node:fs/promises` as is asked for. */
export type FileSystem = Pick<
  typeof import('node:fs/promises'),
  'open' | 'readFile' | 'rename' | 'rm'
>;

/** A file that holds one text: the whole of it, or the whole of the one before. */
export interface StateFile {
  /** Undefined where there is no file. */
  read(): Promise<string | undefined>;
  /** Writes a text beside the file, which stays as it is. */
  prepare(text: string): Promise<void>;
  /**
   * Puts what was prepared in the file's place. Has survived a power cut once it answers; where it
   * throws, only `read` knows whether it was done.
   */
  replace(): Promise<void>;
}

/** Each of its methods throws `StoreUnavailable` where the disk is full or out of reach. */
export const stateFile = (file: string, fs: FileSystem): StateFile => {
  const prepared = `${file}.new`;

  /** A text, or a folder's list of names, is on the disk only after a sync of its own. */
  const sync = async (path: string, flags: 'r' | 'wx', text?: string): Promise<void> => {
    // For its owner alone: there are e-mails and hashes in it.
    const handle = await fs.open(path, flags, 0o600);
    try {
      if (text !== undefined) await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  };

  return {
    read: async () => {
      try {
        return await fs.readFile(file, 'utf8');
      } catch (cause) {
        if (codeOf(cause) === 'ENOENT') return undefined;
        throw unavailable(`${file} cannot be read`, cause);
      }
    },

    prepare: async (text) => {
      try {
        // Made anew: what somebody has put there, such as a link to a file elsewhere, is not written.
        await fs.rm(prepared, { force: true });
        await sync(prepared, 'wx', text);
      } catch (cause) {
        // What is left of it must not fill a disk that is full.
        await fs.rm(prepared, { force: true }).catch(() => undefined);
        throw unavailable(`${prepared} cannot be written`, cause);
      }
    },

    replace: async () => {
      try {
        await fs.rename(prepared, file);
        await sync(dirname(file), 'r');
      } catch (cause) {
        throw unavailable(`${file} was replaced, or was not`, cause);
      }
    },
  };
};

/** What passes: the disk is full, or out of reach. Whatever else happens somebody has to look into. */
const passing = ['EACCES', 'EDQUOT', 'EIO', 'EMFILE', 'ENFILE', 'ENOENT', 'ENOSPC', 'EROFS'];

function unavailable(message: string, cause: unknown): Error {
  return passing.some((code) => code === codeOf(cause))
    ? new StoreUnavailable(message, { cause })
    : new Error(message, { cause });
}

export const codeOf = (fault: unknown): unknown =>
  fault instanceof Error && 'code' in fault ? fault.code : undefined;
