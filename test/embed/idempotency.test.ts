import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApplication } from '@tenantry/container';
import type { CreateCustomerInput } from '@tenantry/domain';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';

const command: CreateCustomerInput = {
  name: 'Acme',
  users: [{ name: 'Jane Doe', email: 'jane@example.com' }],
  configurations: '{"a":{"x":1.0,"y":[1,2]},"2":{}}',
  references: [{ name: 'CRM', value: 'C-1', metadata: { region: 'north' } }],
  workflows: [{ workflowDefinitionId: 'checks', workflowName: 'Checks' }],
};

async function installation(database: string) {
  const { app, close } = await openApplication({
    database,
    migrate: 'auto',
    mail: `directory:${emptyFolder()}`,
    publicUrl: 'http://localhost:3000',
    secret: 'a secret of these tests with 32 bytes or more',
  });
  onTestFinished(close);
  const made = await app.initialise(
    { name: 'Root', email: 'root@example.com' },
    { caller: app.as.operator('test') },
  );
  if (!made.ok) throw new Error(made.error.kind);
  const caller = app.as.account(made.value.account.id);
  const names = async () => {
    const page = await app.accounts.children({ limit: 200 }, { caller });
    return page.ok ? page.value.items.map(({ name }) => name) : [];
  };
  return { app, caller, names };
}

describe.each([
  ['memory', () => 'memory:'],
  ['sqlite', () => `sqlite:${join(emptyFolder(), 'a.db')}`],
])('an idempotency key, on %s', (_, database) => {
  it('answers what was answered before, and makes nothing more', async () => {
    const { app, caller, names } = await installation(database());
    const context = { caller, idempotencyKey: 'k-1' };
    const first = await app.customers.create(command, context);
    expect(first.ok).toBe(true);
    expect(await app.customers.create(command, context)).toEqual({ ...first, replayed: true });
    const quoted = { caller, idempotencyKey: '"k-1"' };
    expect(await app.customers.create(command, quoted)).toEqual({ ...first, replayed: true });
    expect(await names()).toEqual(['Acme']);
    expect(await app.deliverMail()).toEqual({ sent: 1, failed: 0 });
  });

  it('takes the same command in another way of writing it for the same', async () => {
    const { app, caller } = await installation(database());
    const context = { caller, idempotencyKey: 'k-1' };
    const first = await app.customers.create(command, context);
    const { name, ...rest } = command;
    const other = {
      ...rest,
      configurations: ' { "2" : {}, "a" : { "y" : [ 1, 2 ], "x" : 1.0 } } ',
      name: ` ${name} `,
    };
    expect(await app.customers.create(other, context)).toEqual({ ...first, replayed: true });
  });

  it.each<[string, Partial<CreateCustomerInput>]>([
    ['name', { name: 'Other' }],
    ['number text', { configurations: '{"a":{"x":1,"y":[1,2]},"2":{}}' }],
    ['order of a list', { configurations: '{"a":{"x":1.0,"y":[2,1]},"2":{}}' }],
    ['roles', { users: [{ name: 'Jane Doe', email: 'jane@example.com', roles: [1] }] }],
  ])('is refused for another command: %s', async (_what, change) => {
    const { app, caller, names } = await installation(database());
    const context = { caller, idempotencyKey: 'k-1' };
    await app.customers.create(command, context);
    expect(await app.customers.create({ ...command, ...change }, context)).toEqual({
      ok: false,
      error: { kind: 'IdempotencyKeyReused' },
    });
    expect(await names()).toEqual(['Acme']);
  });

  it('makes one account of twenty attempts at once', async () => {
    const { app, caller, names } = await installation(database());
    const context = { caller, idempotencyKey: 'k-1' };
    const ended = await Promise.all(
      Array.from({ length: 20 }, () => app.customers.create(command, context)),
    );
    const ids = ended.map((result) => (result.ok ? result.value.account.id : result.error.kind));
    expect(new Set(ids).size).toBe(1);
    expect(ended.filter((result) => result.ok && result.replayed !== true)).toHaveLength(1);
    expect(await names()).toEqual(['Acme']);
  });

  it('belongs to one caller, is not bound by a refusal, and names its own faults', async () => {
    const { app, caller, names } = await installation(database());
    const refused = { ...command, name: '' };
    const context = { caller, idempotencyKey: 'k-1' };
    expect((await app.customers.create(refused, context)).ok).toBe(false);
    expect((await app.customers.create(command, context)).ok).toBe(true);
    const key = await app.keys.create({}, { caller });
    if (!key.ok) throw new Error(key.error.kind);
    const other = await app.keys.authenticate({ key: key.value.text?.reveal() ?? '' });
    if (!other.ok) throw new Error(other.error.kind);
    const elsewhere = { caller: other.value, idempotencyKey: 'k-1' };
    expect(await app.customers.create(command, elsewhere)).not.toHaveProperty('replayed');
    expect(await names()).toEqual(['Acme', 'Acme']);
    const faulty = await app.customers.create(command, { caller, idempotencyKey: 'ä' });
    expect(faulty).toMatchObject({ ok: false, error: { kind: 'Invalid' } });
  });
});

it('leaves neither the key nor the result readable in the file', async () => {
  const file = join(emptyFolder(), 'a.db');
  const { app, caller } = await installation(`sqlite:${file}`);
  const idempotencyKey = 'a-key-that-nobody-reads';
  await app.customers.create(command, { caller, idempotencyKey });
  const kept =
    readFileSync(file).toString('latin1') + readFileSync(`${file}-wal`).toString('latin1');
  expect(kept).toContain('jane@example.com');
  for (const spelling of ['utf8', 'base64', 'base64url', 'hex'] as const)
    expect(kept).not.toContain(Buffer.from(idempotencyKey).toString(spelling));
});
