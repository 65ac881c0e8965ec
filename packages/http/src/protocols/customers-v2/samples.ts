import { exampleAccountId, exampleRequestId } from '../../openapi/examples.ts';

export const exampleId = exampleAccountId;

export const exampleRequest = {
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
      metadata: { branch: 'north' },
    },
  ],
};

/** The customer that comes of it. */
export const exampleCustomer = {
  ...exampleRequest,
  requestId: exampleRequestId,
  customer: {
    customerChildId: exampleId,
    name: exampleRequest.customer.name,
    createdAt: '2025-01-01T00:00:00.000Z',
    updatedAt: '2025-01-01T00:00:00.000Z',
  },
};
