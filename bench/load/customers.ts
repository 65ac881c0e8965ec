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
    { name: 'CRM', value: unique, type: 'CUSTOMER' },
    { name: 'ERP', value: unique, type: 'ACCOUNT' },
  ],
});
