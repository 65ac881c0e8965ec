/** Who calls on behalf of an account, for the protocol that opens customers. */
export const proofOf = (key: string, account: string): Readonly<Record<string, string>> => ({
  api_key: key,
  'X-Frankie-CustomerID': account,
});

/** A customer as text, with configurations that are written as they stand here. */
export const customerText = (name: string, configurations = '{}'): string =>
  `{"customer": {"name": "${name}"}, "additionalConfigurations": ${configurations}}`;

export const registrationText = (email: string, password: string): string =>
  `<AccountRegisterRequest><Firstname>Joe</Firstname><Lastname>Dœ</Lastname>
    <Email>${email}</Email><Password>${password}</Password>
    <PasswordConfirmation>${password}</PasswordConfirmation></AccountRegisterRequest>`;
