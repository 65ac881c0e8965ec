import {
  asciiAddress,
  type Customer,
  type DefaultWorkflow,
  type ExternalReference,
  type Membership,
} from '@tenantry/domain';

/**
 * A customer as the protocol shows it. Written as text, since the configurations are spliced in as
 * the source that they were sent as.
 */
export const customerText = (customer: Customer, requestId: string): string => {
  const { account, workflows, configurations, references, members } = customer;
  const shown = {
    customerChildId: account.id,
    name: account.name,
    createdAt: account.createdAt.toISOString(),
    updatedAt: account.updatedAt.toISOString(),
  };
  const parts: readonly (readonly [field: string, json: string])[] = [
    ['requestId', JSON.stringify(requestId)],
    ['customer', JSON.stringify(shown)],
    ['defaultWorkflows', JSON.stringify(workflows.map(workflow))],
    ['initialUsers', JSON.stringify(members.filter(isPresent).map(user))],
    ['additionalConfigurations', configurations],
    ['externalReferences', JSON.stringify(references.map(reference))],
  ];
  return `{${parts.map(([field, json]) => `"${field}":${json}`).join(',')}}`;
};

const isPresent = ({ status }: Membership): boolean => status !== 'revoked';

// Field by field: what a value may come to have besides is not shown by accident.

const user = (member: Membership) => ({
  name: member.name,
  email: asciiAddress(member.email),
  roles: member.roles,
});

const workflow = (workflow: DefaultWorkflow) => ({
  workflowDefinitionId: workflow.workflowDefinitionId,
  workflowName: workflow.workflowName,
  workflowDisplayName: workflow.workflowDisplayName,
  workflowDefinitionVersion: workflow.workflowDefinitionVersion,
  lifecyclePhase: workflow.lifecyclePhase,
  monitoringType: workflow.monitoringType,
});

const reference = (reference: ExternalReference) => ({
  name: reference.name,
  value: reference.value,
  description: reference.description,
  type: reference.type,
  metadata: reference.metadata,
});
