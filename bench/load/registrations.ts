/** Nobody's, and on no list of common ones. */
export const chosenPassword = 'nine blue kettles sing';

/** Somebody who is new, with a password that was chosen. */
export const registrationBody = (unique: string) => ({
  Firstname: 'Jane',
  Lastname: 'Doe',
  Email: `jane.${unique}@example.com`,
  Password: chosenPassword,
  PasswordConfirmation: chosenPassword,
});
