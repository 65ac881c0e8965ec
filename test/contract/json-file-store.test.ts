import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import * as fileSystem from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import {
  AccountAddress,
  AccountId,
  AccountName,
  createApplication,
  defaultPolicy,
  err,
  type Installation,
  type NewAccount,
  ok,
  type Persistence,
  StoreUnavailable,
} from '@tenantry/domain';
import { countingIds, fixedClock, memoryPersistence } from '@tenantry/memory';
import { secretsOf } from '@tenantry/runtime';
import { agrees, bindLaws, persistenceContract } from '@tenantry/testing';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { openJsonFile } from '../../examples/json-file-store/src/json-file-store.ts';
import { emptyFolder } from '../cli/folder.ts';
import { expectOk } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';
import { rounds } from '../rounds.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenantry-json-'));
let files = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = () => openJsonFile(join(folder, `${files++}.json`));

bindLaws({ describe, it }, 'a JSON file', persistenceContract(open));

describe('an application over a JSON file', () => {
  it('is answered as one in memory is', async () => {
    const agreement = agrees(async () => memoryPersistence(), open, { numRuns: rounds(8) });
    await expect(agreement).resolves.toBeUndefined();
  });
});

const emptyFile = (): string => join(emptyFolder(), 'accounts.json');

const installation: Installation = {
  policy: defaultPolicy,
  secretCheck: 'a check',
  createdAt: new Date(0),
};

const install = (store: Persistence) =>
  store.transact(({ records }) => records.addInstallation(installation));

const unavailable = err({ kind: 'Unavailable', retryAfter: 1 });

const installed = (store: Persistence) => store.read(({ records }) => records.installation());

describe('what one opening of a JSON file has stored', () => {
  it('is whole in the next one, and goes on from there', async () => {
    const file = emptyFile();
    const world = { clock: fixedClock(), ids: countingIds(), hasher: quickHasher() };
    const sent: string[] = [];
    const opened = async () => {
      const persistence = await openJsonFile(file);
      const mailer = {
        send: async ({ id }: { id: string }) => {
          sent.push(id);
          return { kind: 'sent' } as const;
        },
        close: async () => undefined,
      };
      const secrets = secretsOf(['a secret of these tests with 32 bytes or more']);
      const ports = { ...world, persistence, mailer, secrets };
      return { persistence, app: createApplication(ports, { publicUrl: 'https://example.com' }) };
    };
    const first = await opened();
    const operator = { caller: first.app.as.operator('test'), idempotencyKey: 'init' };
    const root = { name: 'Root', email: 'root@example.com', password: 'a long enough phrase' };
    const master = expectOk(await first.app.initialise(root, operator)).account;
    const caller = first.app.as.account(master.id);
    const input = {
      name: 'Customer',
      users: [{ name: 'Jane', email: 'Jane@example.com' }],
      references: [{ name: 'CRM', value: '1', metadata: { region: 'EU' } }],
      workflows: [{ workflowDefinitionId: 'id', workflowName: 'name' }],
      configurations: '{"a": {"n": 1.0}}',
    };
    const attempt = { caller, idempotencyKey: 'once' };
    const customer = expectOk(await first.app.customers.create(input, attempt));
    const contact = { firstName: 'Con', lastName: 'Tact', phone: '+390612345' };
    const person = { ...contact, userName: 'contact', email: 'contact@example.com' };
    expectOk(await first.app.partners.create({ name: 'Partner', contact: person }, { caller }));
    const registered = {
      firstName: 'Sub',
      lastName: 'Account',
      email: 'sub@example.com',
      password: 'another long phrase',
      passwordConfirmation: 'another long phrase',
    };
    expectOk(await first.app.registers.register(registered, { caller }));
    expectOk(await first.app.apps.create({ name: 'App' }, { caller }));
    const key = expectOk(await first.app.keys.create({}, { caller }));
    const signIn = { account: master.id, email: root.email, password: root.password };
    const session = expectOk(await first.app.sessions.signIn(signIn));
    await first.app.sessions.signIn({ ...signIn, password: 'wrong' });
    const before = await everythingIn(first.persistence, master.id);
    await first.persistence.close();

    const second = await opened();
    expect(await everythingIn(second.persistence, master.id)).toEqual(before);
    const replay = await second.app.customers.create(input, attempt);
    expect(replay).toMatchObject({ ok: true, replayed: true, value: customer });
    expectOk(await second.app.keys.authenticate({ key: key.text?.reveal() ?? '' }));
    expectOk(await second.app.sessions.refresh({ refreshToken: session.refreshToken.reveal() }));
    expect(await second.app.deliverMail()).toMatchObject({ sent: sent.length, failed: 0 });
    const next = expectOk(await second.app.customers.create({ name: 'Next' }, { caller }));
    expect(next.account.number).toBeGreaterThan(customer.account.number);
    await second.persistence.close();
  });
});

/** All that can be asked for without knowing it beforehand. */
const everythingIn = (store: Persistence, master: AccountId) =>
  store.read(async ({ accounts, access, records }) => {
    const slice = { skip: 0, limit: 100 };
    const nodes = await accounts.subtree('installation', master, { limit: 100 });
    return {
      installation: await records.installation(),
      events: await records.events('installation', { limit: 100 }),
      masters: await accounts.masters('installation'),
      partners: await accounts.partners('installation', slice),
      registers: await accounts.registers('installation', master, slice),
      apps: await accounts.apps('installation', master, slice),
      nodes: await Promise.all(
        nodes.map(async ({ id }) => [
          await accounts.lineage('installation', id),
          await accounts.findCustomer('installation', id),
          await access.members(id),
        ]),
      ),
    };
  });

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
    const { status, stdout } = spawnSync(process.execPath, [program], { cwd, encoding: 'utf8' });
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
