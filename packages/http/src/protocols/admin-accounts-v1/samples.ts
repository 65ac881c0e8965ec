import { exampleAccountId } from '../../openapi/examples.ts';

const password = 'nine blue kettles sing';

export const sampleLeast = {
  Firstname: 'Jane',
  Lastname: 'Doe',
  Email: 'user@example.com',
  Password: password,
  PasswordConfirmation: password,
};

export const sampleWhole = {
  Firstname: 'Jane',
  Lastname: 'Doe',
  CompanyName: 'Example Company',
  MobilePhone: '+39 06 1234-5678',
  Email: 'user@example.com',
  Password: password,
  PasswordConfirmation: password,
  TimeZoneInJavaFormat: 'Europe/Rome',
};

export const sampleData = {
  Result: 'Success',
  Identification: { UserId: '01934f8a-1b2c-7d3e-8f40-5a6b7c8d9e0f' },
  Detail: { ID: exampleAccountId },
};
