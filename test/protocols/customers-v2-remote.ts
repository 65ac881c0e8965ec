/** Speaks the protocol to a server that runs elsewhere. */
export interface Remote {
  readonly url: string;
  readonly key: string;
  readonly account: string;
}

export interface Told {
  readonly status: number;
  readonly id: string;
  /** The answer less what is each reply's own. */
  readonly customer: object;
}

const headersOf = ({ key, account }: Remote) => ({
  api_key: key,
  'X-Frankie-CustomerID': account,
  'Content-Type': 'application/json',
});

/** Makes a customer with two of everything and so many users; under a key where one is given. */
export const createRemotely = async (
  remote: Remote,
  name: string,
  users: number,
  idempotencyKey?: string,
): Promise<Told> => {
  const keyed = idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey };
  const body = {
    customer: { name },
    defaultWorkflows: ['one', 'two'].map((id) => ({ workflowDefinitionId: id, workflowName: id })),
    initialUsers: Array.from({ length: users }, (_, at) => ({
      name: `Person ${at}`,
      email: `person${at}@example.com`,
    })),
    additionalConfigurations: { portal: { brandName: name }, limits: { daily: 10 } },
    externalReferences: ['CRM', 'ERP'].map((system) => ({ name: system, value: name })),
  };
  return told(
    await fetch(`${remote.url}/v2/customers`, {
      method: 'POST',
      headers: { ...headersOf(remote), ...keyed },
      body: JSON.stringify(body),
    }),
  );
};

export const showRemotely = async (remote: Remote, id: string): Promise<Told> =>
  told(await fetch(`${remote.url}/v2/customers/${id}`, { headers: headersOf(remote) }));

async function told(response: Response): Promise<Told> {
  const { requestId: _, ...customer } = JSON.parse(await response.text());
  return { status: response.status, id: customer.customer?.customerChildId, customer };
}
