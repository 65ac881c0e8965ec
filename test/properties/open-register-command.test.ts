import { parseOpenRegister } from '@tenantry/domain';
import {
  accepts,
  deeplyFrozen,
  invalidOpenRegisterInputs,
  openRegisterInputs,
  parserOfCommand,
  reportsEveryFault,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';

const parse = parserOfCommand(parseOpenRegister);

describe('a command that opens a registered account', () => {
  it('is taken whole, and nothing stands where nothing was said', () => {
    fc.assert(
      accepts(parse, openRegisterInputs(), (command, given) => {
        const { entry } = command;
        expect('parent' in command).toBe(given.parent !== undefined);
        const { email, ...rest } = entry;
        expect(email.address).toBe(given.email);
        const { parent: _, email: __, ...said } = given;
        expect(rest).toEqual({
          mayHaveSubAccounts: false,
          ...Object.fromEntries(
            Object.entries(said).map(([key, value]) => [
              key,
              typeof value === 'string' ? value.trim() : value,
            ]),
          ),
        });
        return true;
      }),
    );
  });

  it('has every fault reported, each in its place', () => {
    fc.assert(reportsEveryFault(parse, invalidOpenRegisterInputs()), { numRuns: rounds(120) });
  });

  it('takes no password, chosen or not, and is read without being changed', () => {
    fc.assert(
      fc.property(openRegisterInputs(), (input) => {
        const chosen = { ...input, password: 'a long one indeed', passwordConfirmation: '' };
        expect(parse(deeplyFrozen(chosen))).toMatchObject({
          ok: false,
          error: [
            { path: ['password'], code: 'unknown' },
            { path: ['passwordConfirmation'], code: 'unknown' },
          ],
        });
      }),
    );
  });

  it.each([undefined, null, 0, '', 'text', true, [], [{}]])('may be no object: %j', (input) => {
    expect(parse(input)).toMatchObject({ ok: false, error: [{ path: [] }] });
  });
});
