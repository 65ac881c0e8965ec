import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { clientOf, codeOf, idOf, placesOf } from './customers-v2-client.ts';
import { departures } from './customers-v2-schemas.ts';
import { expectOk, openInstallation } from './installation.ts';

const uuid: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/);

/** The published example values. */
const example = {
  customer: { name: 'Example Child Account' },
  defaultWorkflows: [
    {
      workflowDefinitionId: 'customer-verification-workflow',
      workflowName: 'Verification',
      workflowDisplayName: 'Customer verification',
      workflowDefinitionVersion: '0',
      lifecyclePhase: 'ONBOARDING',
      monitoringType: 'AML',
    },
  ],
  initialUsers: [{ name: 'Jane Doe', email: 'user@example.com', roles: [1] }],
  additionalConfigurations: { white_label_portal: { brandName: 'Acme', primaryColor: '#FF6600' } },
  externalReferences: [
    {
      name: 'CUSTOMER-REFERENCE',
      value: 'CUST-00001342',
      description: 'The id in the core system',
      type: 'SYSTEM',
      metadata: { branch: 'north', __proto__x: 'kept' },
    },
  ],
};

describe('POST /v2/customers', () => {
  it('opens a customer whole from the published example values', async () => {
    const installation = await openInstallation();
    expect(departures('Create-Customer-Request', example)).toEqual([]);
    const answer = await clientOf(installation).create(example);

    expect(answer.status).toBe(201);
    expect(answer.headers.get('Location')).toBe(`/v2/customers/${idOf(answer)}`);
    expect(answer.body).toEqual({
      ...example,
      requestId: answer.headers.get('X-Request-Id'),
      customer: {
        customerChildId: uuid,
        name: 'Example Child Account',
        createdAt: '2025-01-01T00:00:00.000Z',
        updatedAt: '2025-01-01T00:00:00.000Z',
      },
    });
    expect(Object.keys(answer.body)).toEqual([
      'requestId',
      'customer',
      'defaultWorkflows',
      'initialUsers',
      'additionalConfigurations',
      'externalReferences',
    ]);
  });

  it('invites each user by mail', async () => {
    const installation = await openInstallation();
    const { letters } = installation;
    const second = { name: 'Second', email: 'second@example.com' };
    await clientOf(installation).create({
      ...example,
      initialUsers: [...example.initialUsers, second],
    });
    expect(letters).toEqual([]);
    await installation.app.deliverMail();
    expect(letters.map(({ to }) => to.address)).toEqual(['user@example.com', 'second@example.com']);
    const accountName = example.customer.name;
    expect(letters).toMatchObject([{ accountName }, { accountName }]);
  });

  it('gives back empty what was not sent', async () => {
    const { body, status } = await clientOf(await openInstallation()).create({
      customer: { name: 'Bare' },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      defaultWorkflows: [],
      initialUsers: [],
      additionalConfigurations: {},
      externalReferences: [],
    });
  });

  it('fills in defaults, and nothing else', async () => {
    const { body } = await clientOf(await openInstallation()).create({
      customer: { name: 'Defaults' },
      defaultWorkflows: [{ workflowDefinitionId: 'w', workflowName: 'W' }],
      initialUsers: [
        { name: 'A', email: 'a@example.com' },
        { name: 'B', email: 'b@example.com', roles: [] },
      ],
      externalReferences: [{ name: 'r', value: '1' }],
    });
    expect(body['defaultWorkflows']).toEqual([
      { workflowDefinitionId: 'w', workflowName: 'W', lifecyclePhase: 'OTHER' },
    ]);
    expect(body['initialUsers']).toEqual([
      { name: 'A', email: 'a@example.com', roles: [3] },
      { name: 'B', email: 'b@example.com', roles: [3] },
    ]);
    expect(body['externalReferences']).toEqual([{ name: 'r', value: '1', type: 'CUSTOMER' }]);
  });

  it('ignores unknown and read-only fields at every level', async () => {
    const installation = await openInstallation();
    const id = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
    const extra = { id, parentId: id, status: 'closed', number: 7, isAdmin: true, unknown: [[]] };
    const plain = { name: 'Jane', email: 'jane@example.com', roles: [3] };
    const reference = { name: 'r', value: '1', type: 'OTHER' };
    const workflow = { workflowDefinitionId: 'w', workflowName: 'W', lifecyclePhase: 'REFRESH' };
    const times = { createdAt: '1999-01-01T00:00:00Z', updatedAt: '1999-01-01T00:00:00Z' };
    const { body, status } = await clientOf(installation).create({
      ...extra,
      requestId: 'mine',
      parent: id,
      customer: { name: 'Plain', customerChildId: id, ...times, ...extra },
      initialUsers: [{ ...plain, ...extra, passwordHash: 'x', emailVerified: true }],
      externalReferences: [{ ...reference, ...extra }],
      defaultWorkflows: [{ ...workflow, ...extra }],
    });
    expect(status).toBe(201);
    expect(JSON.stringify(body)).not.toContain(id);
    expect(body.requestId).not.toBe('mine');
    expect(body).toEqual({
      requestId: body.requestId,
      customer: {
        customerChildId: uuid,
        name: 'Plain',
        createdAt: '2025-01-01T00:00:00.000Z',
        updatedAt: '2025-01-01T00:00:00.000Z',
      },
      defaultWorkflows: [workflow],
      initialUsers: [plain],
      additionalConfigurations: {},
      externalReferences: [reference],
    });
  });

  it('invites the same person into two customers', async () => {
    const installation = await openInstallation();
    const client = clientOf(installation);
    expect((await client.create(example)).status).toBe(201);
    expect((await client.create(example)).status).toBe(201);
    expect((await installation.footprint()).letters).toBe(2);
  });

  it('shows an e-mail outside ASCII with A-labels, and one inside it as it was given', async () => {
    const { body } = await clientOf(await openInstallation()).create({
      customer: { name: 'Bücher & Söhne 書店' },
      initialUsers: [
        { name: 'Jürgen', email: 'j@bücher.example' },
        { name: 'Jane', email: 'Jane.Doe@Example.COM' },
      ],
    });
    expect(body['customer']).toMatchObject({ name: 'Bücher & Söhne 書店' });
    expect(body['initialUsers']).toMatchObject([
      { email: 'j@xn--bcher-kva.example' },
      { email: 'Jane.Doe@Example.COM' },
    ]);
  });

  it('records channel, user name and request with the event', async () => {
    const installation = await openInstallation();
    const { body } = await clientOf(installation).create(example, {
      'X-Frankie-Channel': `smart ui${'x'.repeat(80)}`,
      'X-Frankie-Username': 'fred.flintstone@frankieone.com',
    });
    const events = await installation.persistence.read(({ records }) =>
      records.events('installation', { limit: 10 }),
    );
    expect(events.at(-1)).toMatchObject({
      kind: 'CustomerOpened',
      channel: `smartui${'x'.repeat(57)}`,
      userName: 'fred.flintstone@frankieone.com',
      requestId: body.requestId,
    });
  });
});

describe('GET /v2/customers/{customerChildId}, an extension of ours', () => {
  it('shows what was opened, by UUID and by number', async () => {
    const installation = await openInstallation();
    const client = clientOf(installation);
    const created = await client.create(example);
    const id = idOf(created);
    const { number } = expectOk(
      await installation.app.accounts.find({ account: id }, installation.operator),
    );
    for (const named of [id, id.toUpperCase(), number]) {
      const shown = await client.show(named);
      expect(shown.status).toBe(200);
      expect({ ...shown.body, requestId: '' }).toEqual({ ...created.body, requestId: '' });
    }
  });

  it('answers 404 for what does not exist and for what is no customer', async () => {
    const installation = await openInstallation();
    const client = clientOf(installation);
    for (const named of [randomUUID(), 4711, installation.master.id, installation.master.number])
      expect(codeOf(await client.show(named))).toBe('404 API-0404');
  });

  it.each(['abc', '0', '-1', '1.5', '9999999999', '%20', 'a%2fb', '..%2f1', '1%00'])(
    'answers 400 for the id %s, which can be no account',
    async (id) => {
      const answer = await clientOf(await openInstallation()).show(id);
      expect(codeOf(answer)).toBe('400 API-0400');
      expect(placesOf(answer)).toEqual(['customerChildId']);
    },
  );
});
