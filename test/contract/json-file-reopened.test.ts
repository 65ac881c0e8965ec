import { type AccountId, createApplication, type Persistence } from '@tenantry/domain';
import { countingIds, fixedClock } from '@tenantry/memory';
import { secretsOf } from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';
import { openJsonFile } from '../../examples/json-file-store/src/json-file-store.ts';
import { expectOk } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';
import { emptyFile } from './json-file.ts';

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
    const issued = expectOk(await first.app.keys.create({}, { caller }));
    const key = expectOk(await first.app.keys.rotate({ key: issued.id }, { caller }));
    expectOk(await first.app.keys.revoke({ key: issued.id }, { caller }));
    expectOk(await first.app.passwords.requestReset({ email: root.email }, {}));
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
  store.read(async ({ accounts, access, deliveries, records }) => {
    const slice = { skip: 0, limit: 100 };
    const nodes = await accounts.subtree('installation', master, { limit: 100 });
    return {
      installation: await records.installation(),
      events: await records.events('installation', { limit: 100 }),
      masters: await accounts.masters('installation'),
      partners: await accounts.partners('installation', slice),
      registers: await accounts.registers('installation', master, slice),
      apps: await accounts.apps('installation', master, slice),
      keys: await access.keys(master, { limit: 100 }),
      mail: await deliveries.listDeliveries({ limit: 100 }),
      nodes: await Promise.all(
        nodes.map(async ({ id }) => [
          await accounts.lineage('installation', id),
          await accounts.findCustomer('installation', id),
          await access.members(id, { limit: 100 }),
        ]),
      ),
    };
  });
