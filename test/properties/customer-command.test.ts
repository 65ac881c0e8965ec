import {
  type CreateCustomerInput,
  defaultPolicy,
  Policy,
  type Power,
  parseCreateCustomer,
} from '@tenantry/domain';
import {
  accepts,
  createCustomerInputs,
  createCustomerInputsAnywhere,
  deeplyFrozen,
  invalidCreateCustomerInputs,
  mailboxes,
  parserOfCommand,
  policies,
  pure,
  reportsEveryFault,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';

const parserFor = (power: Power, policy = defaultPolicy) =>
  parserOfCommand((input) => parseCreateCustomer(input, policy, power));

const parse = parserFor('manage');

const faultsOf = (input: unknown, power: Power = 'manage'): readonly string[] => {
  const parsed = parserFor(power)(input);
  return parsed.ok
    ? []
    : parsed.error.map(({ path, code }) => [...path, code].join('/')).toSorted();
};

describe('a valid command', () => {
  it('is taken whole: nothing of it is lost, and defaults stand where nothing was said', () => {
    fc.assert(
      accepts(parse, createCustomerInputsAnywhere(), (command, given) => {
        expect(command.name).toBe(given.name.trim());
        expect(command.workflows).toHaveLength(given.workflows?.length ?? 0);
        expect(command.references).toHaveLength(given.references?.length ?? 0);
        expect(command.configurations).toBe(given.configurations ?? '{}');
        expect(command.users.map(({ name, email, roles }) => [name, email.address, roles])).toEqual(
          (given.users ?? []).map(({ name, email, roles }) => [name.trim(), email, roles ?? []]),
        );
        expect('parent' in command).toBe(true);
        return true;
      }),
      { numRuns: rounds(80) },
    );
  });

  it.each(['read', 'provision', 'manage'] as const)('of a caller who may %s', (power) => {
    fc.assert(accepts(parserFor(power), createCustomerInputs({ power }), () => true));
  });

  it('knows the roles of its own installation', () => {
    const cases = policies()
      .map((given) => Policy.parse(given))
      .chain((policy) => createCustomerInputs({ policy }).map((input) => ({ policy, input })));
    fc.assert(
      fc.property(cases, ({ policy, input }) => {
        expect(parserFor('manage', policy)(input).ok).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('is read without being changed, and the same every time', () => {
    fc.assert(pure((input: CreateCustomerInput) => parse(input), createCustomerInputs()));
  });

  it('may have 100 users', () => {
    const users = Array.from({ length: 100 }, (_, at) => ({ name: 'n', email: `u${at}@x.com` }));
    expect(faultsOf({ name: 'n', users })).toEqual([]);
    expect(faultsOf({ name: 'n', users: [...users, users[0]] })).toEqual(['users/tooMany']);
  });
});

describe('an invalid command', () => {
  it.each(['provision', 'manage'] as const)(
    'has every fault reported, each with its path and code, to a caller who may %s',
    (power) => {
      fc.assert(reportsEveryFault(parserFor(power), invalidCreateCustomerInputs({ power })), {
        numRuns: rounds(120),
      });
    },
  );

  it('is read without being changed', () => {
    fc.assert(
      fc.property(invalidCreateCustomerInputs(), ({ input }) => {
        expect(parse(deeplyFrozen(input)).ok).toBe(false);
      }),
    );
  });

  it('names both places of a mailbox, however it is spelled, beside whatever else is wrong', () => {
    fc.assert(
      fc.property(mailboxes(), ({ spellings: [first, second, third] }) => {
        const users = [
          { name: 'n', email: first },
          { name: '', email: second, roles: ['x'] },
          { name: 'n', email: 'other.than@those.example' },
          { name: 'n', email: ` ${third} `, isAdmin: true },
        ];
        expect(faultsOf({ users, configurations: '[]' })).toEqual(
          [
            'name/required',
            'configurations/type',
            'users/0/email/duplicate',
            'users/1/email/duplicate',
            'users/1/name/tooShort',
            'users/1/roles/0/type',
            'users/3/email/duplicate',
            'users/3/isAdmin/unknown',
          ].toSorted(),
        );
      }),
    );
  });

  it('grants nothing beyond the power of who asks', () => {
    const users = [{ name: 'n', email: 'a@b.com', roles: [1, 2, 3, 4] }];
    expect(faultsOf({ name: 'n', users })).toEqual(['users/0/roles/3/unknown']);
    expect(faultsOf({ name: 'n', users }, 'provision')).toEqual([
      'users/0/roles/0/exceedsPower',
      'users/0/roles/3/unknown',
    ]);
    expect(faultsOf({ name: 'n', users }, 'read')).toEqual([
      'users/0/roles/0/exceedsPower',
      'users/0/roles/1/exceedsPower',
      'users/0/roles/3/unknown',
    ]);
  });

  it.each([undefined, null, 0, '', 'text', true, [], [{}]])(
    'may be no object at all: %j',
    (input) => {
      expect(parse(input)).toMatchObject({ ok: false, error: [{ path: [] }] });
    },
  );

  it('says of what is null that it is required', () => {
    expect(
      faultsOf({ name: null, parent: null, users: null, configurations: null, references: [null] }),
    ).toEqual([
      'configurations/required',
      'name/required',
      'parent/required',
      'references/0/required',
      'users/required',
    ]);
  });

  it('says of another type that, and nothing of its length', () => {
    expect(
      faultsOf({ name: [], workflows: 'x'.repeat(200), users: [{ name: [], email: [] }] }),
    ).toEqual(['name/type', 'users/0/email/type', 'users/0/name/type', 'workflows/type']);
  });

  it('repeats no value in what it says', () => {
    const marker = 'Zq9-marker';
    const users = [
      { name: `${marker}\0`, email: `${marker} x@y.com`, roles: [marker], [marker]: marker },
      { name: marker.repeat(30), email: `${marker}@a.com` },
      { name: 'n', email: `${marker}@a.com` },
    ];
    const input = {
      parent: marker,
      name: `${marker}\ud800`,
      users,
      workflows: [{ workflowDefinitionId: marker, lifecyclePhase: marker }],
      configurations: `{"n":"${marker}","n":${marker}}`,
      references: [{ name: 'n', value: `${marker}\u0001`, type: marker }],
    };
    const parsed = parse(input);
    const messages = parsed.ok ? [] : parsed.error.map(({ message }) => message);
    expect(messages.length).toBeGreaterThan(8);
    expect(messages.join('\n')).not.toContain(marker);
  });
});
