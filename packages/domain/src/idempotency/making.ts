/** The use cases that make an account, by the names that attempts at them are kept under. */
export const making = {
  customer: 'customers.create',
  partner: 'partners.create',
  register: 'registers.register',
  open: 'registers.open',
  invite: 'registers.invite',
} as const;
