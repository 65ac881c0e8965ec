import { existsSync, readFileSync } from 'node:fs';
import * as fileSystem from 'node:fs/promises';
import { ok, StoreUnavailable } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { openJsonFile } from '../../examples/json-file-store/src/json-file-store.ts';
import { emptyFile, install, installation, installed, unavailable } from './json-file.ts';

interface Strike {
  /** The calls that fail. */
  readonly on: (call: number) => boolean;
  /** Whether what was asked for has happened all the same. */
  readonly isDone: boolean;
  readonly code: string;
}

/** A file system that fails once it is armed; tells how often it has, and what it was asked for. */
const failing = ({ on, isDone, code }: Strike) => {
  const strikes = { isArmed: false, calls: new Array<string | symbol>(), count: 0 };
  const around = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (object, name) => {
        const member: unknown = Reflect.get(object, name, object);
        if (typeof member !== 'function') return member;
        return async (...given: readonly unknown[]): Promise<unknown> => {
          const isStruck = strikes.isArmed && on(strikes.calls.push(name) - 1);
          // No test leaves a file open.
          const isCarriedOut = name === 'close' || (isDone && name !== 'open');
          const answer: unknown =
            isStruck && !isCarriedOut ? undefined : await Reflect.apply(member, object, given);
          if (isStruck) {
            strikes.count++;
            throw Object.assign(new Error('the disk failed'), { code });
          }
          return typeof answer === 'object' && answer !== null ? around(answer) : answer;
        };
      },
    });
  return { strikes, fileSystem: around({ ...fileSystem }) };
};

const strikes = [true, false].flatMap((isDone) =>
  [true, false].map((isOnce) => ({ isDone, isOnce, code: isDone ? 'EIO' : 'ENOSPC' })),
);

describe('a disk that fails', () => {
  it.each(strikes)(
    'at any call (done: $isDone, once: $isOnce) leaves all of a unit or nothing',
    async ({ isDone, isOnce, code }) => {
      const left = new Set<boolean>();
      for (let call = 0, isOver = false; !isOver; call++) {
        const file = emptyFile();
        const on = (at: number) => (isOnce ? at === call : at >= call);
        const { strikes, fileSystem } = failing({ on, isDone, code });
        const store = await openJsonFile(file, fileSystem);
        const before = readFileSync(file, 'utf8');
        strikes.isArmed = true;
        const answer = await install(store);
        isOver = strikes.count === 0;
        expect(answer).toEqual(isOver ? ok(undefined) : unavailable);
        if (isOver) expect(strikes.calls).toEqual([...preparing, ...replacing]);
        const isInDoubt = !isOver && strikes.calls.includes('rename');
        if (isInDoubt && !isOnce) {
          // Nothing is made up while nobody knows.
          await expect(installed(store)).rejects.toBeInstanceOf(StoreUnavailable);
          expect(await install(store)).toEqual(unavailable);
        }
        strikes.isArmed = false;

        const stored = JSON.parse(readFileSync(file, 'utf8'));
        const isThere = 'installation' in stored;
        expect((await installed(store)) !== undefined).toBe(isThere);
        if (isInDoubt) left.add(isThere);
        if (!isOver && !isInDoubt) {
          expect(readFileSync(file, 'utf8')).toBe(before);
          expect(isOnce && existsSync(`${file}.new`)).toBe(false);
        }
        await install(store);
        expect(await installed(store)).toEqual(installation);
        await store.close();
        const next = await openJsonFile(file);
        expect(await installed(next)).toEqual(installation);
        await next.close();
      }
      // A commit that was lost may stand, whatever was answered.
      expect(left).toContain(true);
    },
  );

  it('in a way that no waiting cures is a fault', async () => {
    const on = () => true;
    const { strikes, fileSystem } = failing({ on, isDone: false, code: 'EINVAL' });
    const store = await openJsonFile(emptyFile(), fileSystem);
    strikes.isArmed = true;
    await expect(install(store)).rejects.toMatchObject({ cause: { code: 'EINVAL' } });
    await store.close();
  });
});

const preparing = ['rm', 'open', 'writeFile', 'sync', 'close'];
const replacing = ['rename', 'open', 'sync', 'close'];
