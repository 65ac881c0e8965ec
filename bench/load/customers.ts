import type { CreateCustomerInput } from '@tenantry/domain';

/** A whole customer: a workflow, a configuration, two references and two people who are invited. */
export const customerBody = (unique: string) => ({
  customer: { name: `Customer ${unique}` },
  defaultWorkflows: [{ workflowDefinitionId: 'wf-1', workflowName: 'Onboarding' }],
  initialUsers: [
    { name: 'Jane Doe', email: `jane.${unique}@example.com` },
    { name: 'John Roe', email: `john.${unique}@example.com` },
  ],
  additionalConfigurations: { kyc: { threshold: 0.75, region: 'EU' } },
  externalReferences: [
    { name: 'CRM', value: unique, type: 'CUSTOMER' as const },
    { name: 'ERP', value: unique, type: 'ACCOUNT' as const },
  ],
});

/** The same customer as a host and the command line say it. */
export const customerCommand = (unique: string): CreateCustomerInput => {
  const body = customerBody(unique);
  return {
    name: body.customer.name,
    users: body.initialUsers,
    workflows: body.defaultWorkflows,
    configurations: body.additionalConfigurations,
    references: body.externalReferences,
  };
};
