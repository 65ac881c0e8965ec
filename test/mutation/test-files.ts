/** The tests that are quick and touch neither disk nor network: globs from the root. */
export const testFiles = (): readonly string[] =>
  process.env['TENANTRY_MUTATION_TESTS']?.split(' ') ?? [
    'packages/domain/src/**/*.test.ts',
    'test/properties/!(arbitraries|ascii-folds|database-url|generated-secrets|networks|request-headers|stand-ins|texts-of-any-length).test.ts',
    'test/access/!(second-server).test.ts',
    'test/installation/!(invite-register).test.ts',
    'test/embed/{correct-partner,deliver-mail,initialise,inside-a-transaction}.test.ts',
    'test/embed/{null-is-not-absent,one-attempt,one-invitation,replays,shown-again,sign-in*,store-away}.test.ts',
    'test/mail/{outbox,settling,slow-mail}.test.ts',
    'test/management/!(api-document).test.ts',
    'test/protocols/!(*-socket|access-log|described|example-calls|postman|store-away|partners-v1).test.ts',
    'test/mutation/tales.ts',
  ];

/** Tests of how long something takes, by their titles: where everything is counted, they take long. */
export const isOfTime = (title: string): boolean => /is linear|takes 200,000 levels/.test(title);
