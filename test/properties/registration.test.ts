import { defaultPolicy, Policy, parseRegistration } from '@tenantry/domain';
import {
  accepts,
  commonPasswords,
  deeplyFrozen,
  invalidRegistrationInputs,
  parserOfCommand,
  registrationInputs,
  reportsEveryFault,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';

const isCommon = (password: string): boolean =>
  commonPasswords.some((common) => common === password.toLowerCase());

const parserFor = (policy: Policy) =>
  parserOfCommand((input) => parseRegistration(input, policy, isCommon));

const parse = parserFor(defaultPolicy);

const faultsOf = (input: unknown): readonly string[] => {
  const parsed = parse(input);
  return parsed.ok
    ? []
    : parsed.error.map(({ path, code }) => [...path, code].join('/')).toSorted();
};

const jane = {
  firstName: 'Jane',
  lastName: 'Doe',
  email: 'jane@example.com',
  password: 'a long one indeed',
  passwordConfirmation: 'a long one indeed',
};

describe('a valid registration', () => {
  it.each([1, 8, 15, 64])('is taken whole, under a minimum of %i', (minimum) => {
    const policy = Policy.parse({ passwordMinimum: minimum });
    fc.assert(
      accepts(parserFor(policy), registrationInputs({ minimum }), (command, given) => {
        const { password, entry } = command;
        expect(password.reveal()).toBe(given.password);
        expect(entry.firstName).toBe(given.firstName.trim());
        expect(entry.lastName).toBe(given.lastName.trim());
        expect(entry.companyName).toBe(given.companyName?.trim());
        expect(entry.mobilePhone).toBe(given.mobilePhone?.trim());
        expect(entry.email.address).toBe(given.email);
        expect(entry.timeZone).toBe(given.timeZone);
        expect(entry.mayHaveSubAccounts).toBe(given.mayHaveSubAccounts ?? false);
        expect('parent' in command).toBe(given.parent !== undefined);
        for (const kept of ['name', 'parent', 'password', 'passwordConfirmation'])
          expect(entry).not.toHaveProperty(kept);
        return true;
      }),
    );
  });

  it('is read without being changed', () => {
    fc.assert(
      fc.property(registrationInputs(), (input) => {
        expect(parse(deeplyFrozen(input)).ok).toBe(true);
      }),
    );
  });
});

describe('an invalid registration', () => {
  it.each([1, 8, 15])(
    'has every fault reported, each with its path and code, under a minimum of %i',
    (minimum) => {
      const policy = Policy.parse({ passwordMinimum: minimum });
      fc.assert(reportsEveryFault(parserFor(policy), invalidRegistrationInputs({ minimum })), {
        numRuns: rounds(120),
      });
    },
  );

  it('reports what is wanting once, whatever is said or not', () => {
    expect(faultsOf({})).toEqual([
      'email/required',
      'firstName/required',
      'lastName/required',
      'password/required',
      'passwordConfirmation/required',
    ]);
    const parsed = parse({});
    expect(parsed.ok || parsed.error).toHaveLength(5);
  });

  it.each([
    ['password ', 'password/mismatch'],
    [' a long one indeed', 'passwordConfirmation/mismatch'],
    ['a long one indeed ', 'passwordConfirmation/mismatch'],
    ['a long one indeed\r\n', 'passwordConfirmation/mismatch'],
    ['A long one indeed', 'passwordConfirmation/mismatch'],
    ['', 'passwordConfirmation/mismatch'],
    [null, 'passwordConfirmation/required'],
    [['a long one indeed'], 'passwordConfirmation/mismatch'],
  ])('is one whose confirmation is %j', (passwordConfirmation, fault) => {
    expect(faultsOf({ ...jane, passwordConfirmation })).toEqual([
      fault.replace('password/', 'passwordConfirmation/'),
    ]);
  });

  it('is one whose confirmation is composed in another way', () => {
    const [password, passwordConfirmation] = ['NFC', 'NFD'].map((form) =>
      'caf\u00e9 noir'.normalize(form),
    );
    expect(faultsOf({ ...jane, password, passwordConfirmation })).toEqual([
      'passwordConfirmation/mismatch',
    ]);
  });

  it('hides no fault of the password behind another, nor the other way round', () => {
    const input = {
      ...jane,
      email: 'none',
      timeZone: 'Mars',
      password: 'x\0',
      passwordConfirmation: 'y',
    };
    expect(faultsOf(input)).toEqual([
      'email/format',
      'password/characters',
      'password/tooShort',
      'passwordConfirmation/mismatch',
      'timeZone/unknown',
    ]);
  });

  it('repeats no password in what it says', () => {
    const marker = 'Zq9-marker';
    const input = { ...jane, password: `${marker}\0`, passwordConfirmation: marker, email: marker };
    expect(JSON.stringify(parse(input))).not.toContain(marker);
  });
});
