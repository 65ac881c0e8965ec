/** A partner with its contact, who is sent no mail: nothing in it is hashed slowly. */
export const partnerBody = (unique: string) => ({
  kind: 'partner',
  name: `Partner ${unique}`,
  contact: {
    userName: `jane.${unique}`,
    firstName: 'Jane',
    lastName: 'Doe',
    email: `jane.${unique}@example.com`,
    phone: '+390612345678',
  },
});
