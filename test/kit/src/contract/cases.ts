/** The contract's own cases: what a store may garble, beside the ordinary. */

import {
  AccountName,
  accountStatuses,
  type CreateCustomerInput,
  type NewAccount,
  RoleId,
} from '@tenantry/domain';
import fc from 'fast-check';
import { anyTexts } from '../arbitraries/code-points.ts';

interface Trying<Case> {
  readonly runs?: number;
  /** Tried in any case, before what is generated. */
  readonly examples?: readonly Case[];
}

/** Tries a law on generated cases; a failure names the seed and the path to see it again. */
export const forAll = <Case>(
  cases: fc.Arbitrary<Case>,
  holds: (value: Case) => Promise<void>,
  { runs = 8, examples = [] }: Trying<Case> = {},
): Promise<void> =>
  fc.assert(fc.asyncProperty(cases, holds), {
    numRuns: runs,
    examples: examples.map((example) => [example]),
    includeErrorInReport: true,
  });

/** One text in both of its spellings: to be compared as one, to be kept as it came. */
export const [composed, decomposed] = ['\u00e9', 'e\u0301'];

const tricky = [
  decomposed,
  'É',
  'İstanbul',
  'straße',
  '\u{10ffff}',
  '\ufffd',
  '👩‍🚀',
  "Robert'); DROP TABLE account;--",
  '100%_\\',
  '$1 ? :name ${x}',
  'null',
  '0',
  '1e3',
  '"quoted"',
  '<b>&amp;</b>',
  '𝄞'.repeat(255),
];

/** Texts as the domain's text rule lets them through. */
export const texts: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...tricky),
  anyTexts({ minLength: 1, maxLength: 20 })
    .map((text) => text.replace(/\p{Cc}/gu, '').trim())
    .filter((text) => text !== ''),
);

export const moments: fc.Arbitrary<Date> = fc.date({
  min: new Date(Date.UTC(1980, 0)),
  max: new Date(Date.UTC(2099, 11)),
  noInvalidDate: true,
});

const keys = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', '10', '9', 'b', 'a'),
  texts,
);

const metadata = fc
  .uniqueArray(fc.tuple(keys, texts), { selector: ([key]) => key, maxLength: 5 })
  .map((pairs) => Object.fromEntries(pairs));

const references = fc.array(
  fc.record(
    {
      name: texts,
      value: texts,
      description: fc.oneof(texts, fc.constant('')),
      type: fc.constantFrom('SYSTEM' as const, 'CUSTOMER' as const, 'ACCOUNT' as const),
      metadata,
    },
    { requiredKeys: ['name', 'value'] },
  ),
  { maxLength: 4 },
);

const workflows = fc.array(
  fc.record(
    {
      workflowDefinitionId: texts,
      workflowName: texts,
      workflowDisplayName: texts,
      workflowDefinitionVersion: texts,
      lifecyclePhase: fc.constantFrom('ONBOARDING' as const, 'MONITORING' as const),
      monitoringType: fc.constantFrom('AML' as const, 'ACTIVITY' as const),
    },
    { requiredKeys: ['workflowDefinitionId', 'workflowName'] },
  ),
  { maxLength: 4 },
);

/** What parsing and writing again would change. */
const namespaceTexts = [
  '{}',
  '{ }',
  '{"n":1.0,"big":9007199254740993,"huge":1e400,"minus":-0,"exp":1E+2}',
  '{"b":1,"a":2,"10":3,"9":4}',
  '{"__proto__":{"x":null},"constructor":"y"}',
  '{\n\t"escaped" : "\\u0041\\/\\u00e9\\ud83d\\ude80\\u0000",  "raw":"é🚀"}',
];

const configurations = fc
  .uniqueArray(fc.tuple(keys, fc.constantFrom(...namespaceTexts)), {
    selector: ([key]) => key,
    maxLength: 4,
  })
  .map((pairs) => {
    const members = pairs.map(([key, text]) => `${JSON.stringify(key)} :${text}`);
    return ` {${members.join(' ,\n')}}\t`;
  });

type CustomerCommand = Omit<CreateCustomerInput, 'parent' | 'users'>;

/** The commands of customers, but for the people. */
export const customerCommands: fc.Arbitrary<CustomerCommand> = fc.record({
  name: texts,
  references,
  workflows,
  configurations,
});

/** One with everything that may be said, and one with nothing. */
export const [fullCustomer, bareCustomer]: readonly [CustomerCommand, CustomerCommand] = [
  {
    name: 'Full',
    references: [
      {
        name: 'CRM',
        value: 'e\u0301',
        description: '',
        type: 'SYSTEM',
        metadata: JSON.parse('{"__proto__":"a","10":"b","9":"c","toString":"d"}'),
      },
      { name: 'CRM', value: 'É', description: 'The second', type: 'OTHER', metadata: {} },
    ],
    workflows: [
      {
        workflowDefinitionId: 'id',
        workflowName: 'name',
        workflowDisplayName: 'shown',
        workflowDefinitionVersion: '1.0',
        lifecyclePhase: 'REFRESH',
        monitoringType: 'AML',
      },
    ],
    configurations: `{${namespaceTexts.map((text, at) => `"${at}": ${text}`).join(',')}}`,
  },
  { name: 'Bare' },
];

export const roles: fc.Arbitrary<readonly RoleId[]> = fc
  .uniqueArray(fc.constantFrom(3, 1, 2, 2_147_483_647), { maxLength: 4 })
  .map((ids) => ids.map((id) => RoleId.parse(id)));

/** Whatever an account may be besides its place in the tree. */
export const accountParts: fc.Arbitrary<Partial<NewAccount>> = fc.record(
  {
    name: texts.map((name) => AccountName.parse(name)),
    status: fc.constantFrom(...accountStatuses),
    mayHaveSubAccounts: fc.boolean(),
    version: fc.integer({ min: 1, max: 2_147_483_647 }),
    createdAt: moments,
    updatedAt: moments,
    defaultRole: fc.constantFrom(1, 2_147_483_647).map((id) => RoleId.parse(id)),
  },
  {
    requiredKeys: ['name', 'status', 'mayHaveSubAccounts', 'version', 'createdAt', 'updatedAt'],
  },
);

/** Trees as lists of parents: each names an earlier place, or none where it is a master. */
export const trees: fc.Arbitrary<readonly (number | undefined)[]> = fc
  .array(fc.nat({ max: 1000 }), { minLength: 4, maxLength: 7 })
  .map((picks) => picks.map((pick, at) => (at < 2 ? undefined : pick % at)));

/** One with accounts of each kind, beneath accounts of each kind and beneath two masters. */
export const fullTree: readonly (number | undefined)[] = [undefined, undefined, 0, 0, 0, 2, 4, 1];
