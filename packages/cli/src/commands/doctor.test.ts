import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type Installation,
  initialised,
  installation,
  linesOf,
  tenantry,
} from '../in-process.test.kit.ts';

/** What is told of each thing that is not well. */
const troubles = async (here: Installation, ...words: string[]) => {
  const { code, out } = await tenantry(here, ['doctor', '--json', ...words]);
  const findings = linesOf(out).map((line) => JSON.parse(line));
  const told = findings.filter(({ result }) => result !== 'ok');
  expect(told.every(({ advice }) => typeof advice === 'string')).toBe(true);
  return { code, told: told.map(({ check, result }) => `${result} ${check}`), out };
};

const set = (here: Installation, environment: Readonly<Record<string, string>>) => ({
  ...here,
  environment: { ...here.environment, ...environment },
});

describe('doctor', () => {
  it('finds nothing wrong with a new installation, and changes nothing', async () => {
    const here = await initialised(onTestFinished);
    const contents = () =>
      readdirSync(here.folder).map((name) => [name, readFileSync(join(here.folder, name))]);
    const before = contents();
    const { code, out, said } = await tenantry(here, ['doctor']);
    expect({ code, said }).toEqual({ code: 0, said: '' });
    expect(linesOf(out).filter((line) => !line.startsWith('ok'))).toEqual([]);
    expect(linesOf(out).length).toBeGreaterThan(10);
    expect(contents()).toEqual(before);
  });

  it('says by name what is wrong with settings, and shows no secret', async () => {
    const here = await initialised(onTestFinished);
    const secret = { TENANTRY_SECRET: 'short', TENANTRY_PORT: 'none' };
    const unusable = await troubles(set(here, secret));
    expect(unusable).toMatchObject({ code: 1, told: ['fail settings', 'fail settings'] });
    expect(unusable.out).not.toContain('short"');
    const risky = { TENANTRY_HOST: '0.0.0.0', TENANTRY_DATABSE: 'memory:' };
    const told = (await troubles(set(here, risky), '--public-url', 'http://localhost:8080')).told;
    expect(told).toEqual(['warn settings', 'warn public url']);
    const production = await troubles(here, '--public-url', 'http://tenants.example.com');
    expect(production).toMatchObject({ code: 1 });
    expect(production.told).toEqual(['fail settings', 'fail settings', 'warn public url']);
  });

  it('looks at all the rest where the secret that was kept cannot be read', async () => {
    const here = await initialised(onTestFinished);
    mkdirSync(join(here.folder, 'tenantry.db.secret'));
    const without = set(here, { TENANTRY_SECRET: '', TENANTRY_PUBLIC_URL: 'http://localhost' });
    const { code, told, out } = await troubles(without);
    expect({ code, told }).toEqual({ code: 1, told: ['fail secret', 'warn secret'] });
    expect(linesOf(out).map((line) => JSON.parse(line).check)).toContain('integrity');
  });

  it('gives advice on one line, whatever a file is called', async () => {
    const { folder, environment = {} } = installation(onTestFinished);
    const file = join(folder, 'a\nb.db');
    const here = { folder, environment: { ...environment, TENANTRY_DATABASE: `sqlite:${file}` } };
    await tenantry(here, ['init', '--name', 'A', '--email', 'a@example.com']);
    chmodSync(file, 0o644);
    const { out } = await tenantry(here, ['doctor']);
    expect(out).toContain('others may read the database');
    expect(linesOf(out).filter((line) => line.startsWith('b.db'))).toEqual([]);
  });

  it('knows a secret of another installation, and does without one', async () => {
    const here = await initialised(onTestFinished);
    const another = { TENANTRY_SECRET: 'another secret of these tests with 32 bytes or more' };
    expect(await troubles(set(here, another))).toMatchObject({
      code: 1,
      told: ['fail secret fits'],
    });
    const { folder } = here;
    expect(await troubles({ folder })).toMatchObject({ code: 0, told: ['warn secret'] });
  });

  it('tells of a file that others may read, that is none, or is broken', async () => {
    const here = await initialised(onTestFinished);
    const file = join(here.folder, 'tenantry.db');
    chmodSync(file, 0o644);
    expect((await troubles(here)).told).toEqual(['warn file rights']);
    truncateSync(file, 40_960);
    const broken = await troubles(here);
    expect(broken.code).toBe(1);
    writeFileSync(file, 'x'.repeat(8192));
    expect(await troubles(here)).toMatchObject({ code: 1, told: ['fail database'] });
  });

  it('says what to do where there is no installation yet', async () => {
    const here = installation(onTestFinished);
    expect(await troubles(here)).toMatchObject({ code: 1, told: ['fail database'] });
    expect((await troubles(here)).out).toContain('tenantry init');
    await tenantry(here, ['migrate']);
    expect(await troubles(here)).toMatchObject({ code: 0, told: ['warn accounts'] });
  });

  it('connects to the server for mail, and sends nothing', async () => {
    const here = await initialised(onTestFinished);
    const heard: string[] = [];
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write('220 mail.example.com ESMTP\r\n');
      socket.on('data', (bytes) => {
        heard.push(String(bytes).split(/\s/, 1)[0] ?? '');
        socket.write('250 mail.example.com\r\n');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const words = ['--mail', `smtp://127.0.0.1:${port}?tls=never`];
    expect((await troubles(here, ...words)).told).toEqual([]);
    expect(heard.slice(0, 2)).toEqual(['EHLO', 'QUIT']);
    await new Promise((resolve) => server.close(resolve));
    expect(await troubles(here, ...words)).toMatchObject({ code: 1, told: ['fail mail'] });
    expect((await troubles(here, '--mail', `directory:${here.folder}`)).told).toEqual([]);
    const gone = await troubles(here, '--mail', `directory:${join(here.folder, 'gone')}`);
    expect(gone.told).toEqual(['fail mail']);
  });
});
