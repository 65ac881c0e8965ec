import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import {
  AccountAddress,
  AccountId,
  AccountName,
  err,
  type NewAccount,
  ok,
  type Persistence,
} from '@tenantry/domain';
import { countingIds } from '@tenantry/memory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openJsonFile } from '../../examples/json-file-store/src/json-file-store.ts';
import { emptyFolder } from '../cli/folder.ts';
import { compiled } from '../cli/started.ts';
import { expectOk } from '../protocols/installation.ts';
import { emptyFile, install, installation, installed } from './json-file.ts';

describe('the file of a JSON store', () => {
  it('is for one opening at a time, and for its owner alone', async () => {
    const file = emptyFile();
    const store = await openJsonFile(file);
    const refusal = `${file} is in use by process ${process.pid}`;
    await expect(openJsonFile(file)).rejects.toThrow(refusal);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await install(store);
    await store.close();
    const next = await openJsonFile(file);
    expect(await installed(next)).toEqual(installation);
    await next.close();
    await next.close();
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  it('is refused to a second process, and taken over from one that was killed', async () => {
    const file = emptyFile();
    const [master, before] = [masters()(), await openJsonFile(file)];
    await before.transact(({ accounts }) => accounts.addMaster(master));
    await before.close();
    const program = fileURLToPath(new URL('fixtures/stop-before-rename.ts', import.meta.url));
    const child = spawn(process.execPath, [program, file], {
      env: { ...process.env, ...compiled() },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    // By then the new state is on the disk, beside the one that it would replace.
    await once(child.stdout, 'data');
    expect(readFileSync(`${file}.new`, 'utf8')).toContain('installation');
    await expect(openJsonFile(file)).rejects.toThrow(`in use by process ${child.pid}`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = await openJsonFile(file);
    expect(await installed(store)).toBeUndefined();
    const found = await store.read(({ accounts }) => accounts.find('installation', master.id));
    expect(found).toMatchObject(master);
    expect((await install(store)).ok).toBe(true);
    await store.close();
  });

  it('knows a lock of its own number from a process before it', async () => {
    const file = emptyFile();
    writeFileSync(`${file}.lock`, `${process.pid}`);
    utimesSync(`${file}.lock`, 1, 1);
    const store = await openJsonFile(file);
    expect(await store.read(({ records }) => records.installation())).toBeUndefined();
    await store.close();
  });

  it.each(['', 'garbage', '-1', '0', '1.5', '99999999999999999999'])(
    'takes over a lock that names no process: %j',
    async (text) => {
      const file = emptyFile();
      writeFileSync(`${file}.lock`, text);
      const store = await openJsonFile(file);
      expect(readFileSync(`${file}.lock`, 'utf8')).toBe(`${process.pid}`);
      await store.close();
      expect(readdirSync(dirname(file))).toEqual(['accounts.json']);
    },
  );

  it('is the same by each of its names', async () => {
    const file = emptyFile();
    const [link, folder, second] = [`${file}.link`, `${file}.folder`, `${file}.second`] as const;
    symlinkSync(dirname(file), folder);
    symlinkSync(file, link);
    // It leads nowhere yet.
    await expect(openJsonFile(link)).rejects.toThrow('ENOENT');
    const store = await openJsonFile(join(folder, 'accounts.json'));
    for (const name of [file, link]) await expect(openJsonFile(name)).rejects.toThrow('in use');
    await store.close();
    const linked = await openJsonFile(link);
    await install(linked);
    await linked.close();
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain('a check');
    linkSync(file, second);
    for (const name of [file, link, second])
      await expect(openJsonFile(name)).rejects.toThrow('hard link');
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  it('writes through no link that was put beside it', async () => {
    const file = emptyFile();
    const other = `${file}.other`;
    writeFileSync(other, 'kept');
    symlinkSync(other, `${file}.new`);
    symlinkSync(other, `${file}.lock.${process.pid}.new`);
    await (await openJsonFile(file)).close();
    expect(readFileSync(other, 'utf8')).toBe('kept');
    expect(lstatSync(file).isFile()).toBe(true);
  });

  it('of another kind is refused, and left as it was', async () => {
    const file = emptyFile();
    for (const text of ['secret text', '{}', '{"format":2}', 'null']) {
      writeFileSync(file, text);
      const fault = await openJsonFile(file).catch((error: unknown) => error);
      expect(inspect(fault)).toContain(`${file} cannot be opened`);
      expect(inspect(fault)).not.toContain('secret');
      expect(readFileSync(file, 'utf8')).toBe(text);
      expect(existsSync(`${file}.lock`)).toBe(false);
    }
  });

  it('gives no number twice, though a unit rolls back and the file is opened again', async () => {
    const file = emptyFile();
    const make = masters();
    const numbers: number[] = [];
    const open = async (store: Persistence, isKept: boolean) =>
      store.transact(async ({ accounts }) => {
        const added = expectOk(await accounts.addMaster(make()));
        numbers.push(added.number);
        return isKept ? ok(added) : err('rolled back');
      });
    const first = await openJsonFile(file);
    for (const isKept of [true, false, true]) await open(first, isKept);
    await first.close();
    const second = await openJsonFile(file);
    await open(second, true);
    await second.close();
    expect(numbers).toEqual([1, 2, 3, 4]);
  });

  it('joins no transaction of a host', async () => {
    const store = await openJsonFile(emptyFile());
    const transaction = { dialect: 'sqlite', query: async () => [] };
    expect(() => store.within(transaction)).toThrow(TypeError);
    await store.close();
  });

  it('keeps what the example does', () => {
    const program = fileURLToPath(
      new URL('../../examples/json-file-store/main.ts', import.meta.url),
    );
    const cwd = emptyFolder();
    const { status, stdout } = spawnSync(process.execPath, [program], {
      cwd,
      env: { ...process.env, ...compiled() },
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(stdout).toContain("kind: 'customer'");
    expect(readFileSync(join(cwd, 'accounts.json'), 'utf8')).toContain('First Customer');
  });
});

const masters = () => {
  const ids = countingIds();
  return (): NewAccount => ({
    id: AccountId.parse(ids.uuid()),
    address: AccountAddress.parse(ids.address()),
    kind: 'master',
    ancestors: [],
    name: AccountName.parse('Root'),
    status: 'active',
    mayHaveSubAccounts: true,
    version: 1,
    createdAt: new Date(0),
    updatedAt: new Date(0),
  });
};
