import { example as adminAccountsV1 } from './protocols/admin-accounts-v1/example.ts';
import { example as customersV2 } from './protocols/customers-v2/example.ts';
import { example as partnersV1 } from './protocols/partners-v1/example.ts';
import { example as partnersV8 } from './protocols/partners-v8/example.ts';
import { type Call, callText, type ExampleCallsInput } from './shell.ts';

const examples: readonly ((input: ExampleCallsInput) => Call)[] = [
  customersV2,
  partnersV1,
  partnersV8,
  adminAccountsV1,
];

/**
 * A call of each protocol for a shell, as it is: with the key and the password in it. Whoever sees
 * it can make it, as often as wanted.
 */
export const exampleCalls = (input: ExampleCallsInput): string =>
  examples.map((example) => callText(example(input))).join('\n\n');
