import { type CreateCustomerInput, type Issue, issue } from '@tenantry/domain';
import { isRecord, pick } from '../../request/fields.ts';
import { type JsonObject, valueOf } from '../../request/json.ts';
import { unparsed } from '../../request/unparsed.ts';

export interface Read {
  /** What the request asks for, in the domain's words; its values are as they were sent. */
  readonly command: CreateCustomerInput;
  /** What is wrong with the request besides the command's own faults, in wire places. */
  readonly issues: readonly Issue[];
}

/**
 * Picks what the protocol knows, at every level, and drops the rest, the read-only fields among it.
 * Whatever is of the wrong type is handed on as it is, so that the domain says what is wrong.
 */
export const readCommand = (body: JsonObject): Read => {
  const customer = valueOf(body, 'customer');
  const picked: object = {
    name: isRecord(customer) ? customer['name'] : undefined,
    workflows: entriesOf(valueOf(body, 'defaultWorkflows'), workflow),
    users: entriesOf(valueOf(body, 'initialUsers'), user),
    // As source text: parsed and written again, numbers and the order of keys would not survive.
    configurations: body.members.get('additionalConfigurations')?.text,
    references: entriesOf(valueOf(body, 'externalReferences'), reference),
  };
  return {
    command: unparsed<CreateCustomerInput>(picked),
    issues: [...customerIssues(customer), ...body.issues],
  };
};

/** A customer that is no object is one fault; that it has no name then is no second one. */
export const missesCustomer = ({ path, code }: Issue): boolean =>
  path.length === 1 && path[0] === 'customer' && code !== 'duplicate';

function customerIssues(customer: unknown): readonly Issue[] {
  if (isRecord(customer)) return [];
  return customer === undefined || customer === null
    ? [issue(['customer'], 'required')]
    : [issue(['customer'], 'type', 'must be an object')];
}

const workflow = (entry: unknown): unknown =>
  pick(entry, [
    'workflowDefinitionId',
    'workflowName',
    'workflowDisplayName',
    'workflowDefinitionVersion',
    'lifecyclePhase',
    'monitoringType',
  ]);

function user(entry: unknown): unknown {
  const picked = pick(entry, ['name', 'email', 'roles']);
  return isRecord(picked) && 'roles' in picked
    ? { ...picked, roles: entriesOf(picked['roles'], (role) => role) }
    : picked;
}

function reference(entry: unknown): unknown {
  const picked = pick(entry, ['name', 'value', 'description', 'type', 'metadata']);
  return isRecord(picked) && isRecord(picked['metadata'])
    ? { ...picked, metadata: pairsOf(picked['metadata']) }
    : picked;
}

/**
 * No list is allowed anywhere near as long. What comes after is not looked at: the list is refused
 * for its length anyhow, and half a million faults would take long to find and nobody to read.
 */
const mostEntries = 1000;

const pairsOf = (record: Readonly<Record<string, unknown>>): unknown =>
  Object.fromEntries(Object.entries(record).slice(0, mostEntries));

const entriesOf = (list: unknown, each: (entry: unknown) => unknown): unknown =>
  Array.isArray(list) ? list.slice(0, mostEntries).map(each) : list;
