import {
  defaultPolicy,
  Policy,
  type Power,
  parseCreatePartner,
  parseUpdatePartner,
  powerOfRole,
  suffices,
} from '@tenantry/domain';
import {
  accepts,
  createPartnerInputs,
  createPartnerInputsAnywhere,
  deeplyFrozen,
  invalidCreatePartnerInputs,
  invalidUpdatePartnerInputs,
  parserOfCommand,
  policies,
  reportsEveryFault,
  updatePartnerInputs,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const creating = (power: Power = 'manage', policy = defaultPolicy) =>
  parserOfCommand((input) => parseCreatePartner(input, policy, power));

const updating = (power: Power = 'manage', policy = defaultPolicy) =>
  parserOfCommand((input) => parseUpdatePartner(input, policy, power));

const everyPower = ['read', 'provision', 'manage'] as const;

/** No role gives `provision`, and two give `read`. */
const sparse = Policy.parse({
  roles: [
    { id: 7, power: 'read' },
    { id: 8, power: 'read' },
    { id: 1, power: 'manage' },
  ],
  defaultRole: 8,
});

describe('a command that opens a partner', () => {
  it('is taken whole, and defaults stand where nothing was said', () => {
    fc.assert(
      accepts(creating(), createPartnerInputsAnywhere(), (command, given) => {
        const { partner } = command;
        expect('parent' in command).toBe(given.parent !== undefined);
        expect(command.parentName).toBe(given.parentName?.trim());
        expect(command.verificationPhrase).toBe(given.verificationPhrase?.trim());
        expect(partner.name).toBe(given.name.trim());
        expect(partner.reference).toBe(given.reference?.trim());
        expect(partner.billingId).toBe(given.billingId?.trim());
        expect(partner.isActive).toBe(given.isActive ?? true);
        const { role, email, ...contact } = partner.contact;
        expect(email.address).toBe(given.contact.email);
        expect(powerOfRole(defaultPolicy, role)).toBe(given.contact.power ?? 'manage');
        expect(contact).toEqual({
          userName: given.contact.userName.trim(),
          firstName: given.contact.firstName.trim(),
          lastName: given.contact.lastName.trim(),
          phone: given.contact.phone.trim(),
          isActive: given.contact.isActive ?? true,
          sendWelcomeEmail: given.contact.sendWelcomeEmail ?? false,
        });
        expect(partner).not.toHaveProperty('verificationPhrase');
        return true;
      }),
    );
  });

  it.each(everyPower)('of a caller who may %s, under any policy', (power) => {
    const cases = policies()
      .map((given) => Policy.parse(given))
      .filter(({ roles }) => roles.some((role) => suffices(power, role.power)))
      .chain((policy) =>
        createPartnerInputs({ policy, power }).map((input) => ({ policy, input })),
      );
    fc.assert(
      fc.property(cases, ({ policy, input }) => {
        expect(creating(power, policy)(deeplyFrozen(input)).ok).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it.each(everyPower)('has every fault reported, each in its place, to who may %s', (power) => {
    for (const policy of [defaultPolicy, sparse])
      fc.assert(
        reportsEveryFault(creating(power, policy), invalidCreatePartnerInputs({ policy, power })),
        { numRuns: 120 },
      );
  });

  it.each(everyPower)('gives no contact more than the caller has, who may %s', (power) => {
    const any = policies().map((given) => Policy.parse(given));
    fc.assert(
      fc.property(any, createPartnerInputs(), (policy, input) => {
        const command = creating(power, policy)(input);
        if (!command.ok) {
          expect(command.error).toMatchObject([{ path: ['contact', 'power'] }]);
          return;
        }
        const given = powerOfRole(policy, command.value.partner.contact.role);
        const most = everyPower.findLast(
          (one) => suffices(power, one) && policy.roles.some((role) => role.power === one),
        );
        expect(given).toBe(input.contact.power ?? most);
        expect(given && suffices(power, given)).toBe(true);
      }),
    );
  });

  it('says which power has no role, and gives less where none was asked for', () => {
    fc.assert(
      fc.property(createPartnerInputs(), (input) => {
        const { power: _, ...contact } = input.contact;
        const asked = { ...input, contact: { ...contact, power: 'provision' } };
        expect(creating('provision', sparse)(asked)).toMatchObject({
          ok: false,
          error: [{ path: ['contact', 'power'], code: 'unknown' }],
        });
        const opened = creating('provision', sparse)({ ...input, contact });
        const role = opened.ok ? opened.value.partner.contact.role : undefined;
        expect(role && powerOfRole(sparse, role)).toBe('read');
      }),
      { numRuns: 10 },
    );
  });

  it('gives the first role that has the power which is asked for', () => {
    fc.assert(
      fc.property(createPartnerInputs(), (input) => {
        const contact = { ...input.contact, power: 'read' };
        expect(creating('manage', sparse)({ ...input, contact })).toMatchObject({
          value: { partner: { contact: { role: 7 } } },
        });
      }),
      { numRuns: 10 },
    );
  });
});

describe('a command that corrects a partner', () => {
  it('is taken whole; what is left out stays out, and null stays null', () => {
    fc.assert(
      accepts(updating(), updatePartnerInputs(), (command, given) => {
        const { partner: _, contact, billingId, verificationPhrase, ...rest } = given;
        expect(command).toEqual({
          ...rest,
          ...('name' in rest ? { name: rest.name?.trim() } : {}),
          ...('reference' in rest ? { reference: rest.reference?.trim() } : {}),
          ...('billingId' in given ? { billingId: billingId?.trim() ?? null } : {}),
          ...('verificationPhrase' in given
            ? { verificationPhrase: verificationPhrase?.trim() ?? null }
            : {}),
          ...(contact === undefined ? {} : { contact: command.contact }),
        });
        if (contact === undefined) return true;
        const { power, ...person } = contact;
        const { role, ...parsed } = command.contact ?? {};
        expect(role && powerOfRole(defaultPolicy, role)).toBe(power);
        expect(Object.keys(parsed).toSorted()).toEqual(Object.keys(person).toSorted());
        expect(parsed.email?.address).toBe(person.email);
        for (const key of ['userName', 'firstName', 'lastName', 'phone'] as const)
          expect(parsed[key]).toBe(person[key]?.trim());
        return true;
      }),
    );
  });

  it.each(everyPower)('has every fault reported, each in its place, to who may %s', (power) => {
    for (const policy of [defaultPolicy, sparse])
      fc.assert(
        reportsEveryFault(updating(power, policy), invalidUpdatePartnerInputs({ policy, power })),
        { numRuns: 120 },
      );
  });
});

describe('whatever is wrong with a command of partners', () => {
  const marker = 'Zq9-marker';

  it.each([
    ['create', creating()],
    ['update', updating()],
  ])('repeats no value of it: %s', (_, parse) => {
    const contact = {
      userName: `${marker}\0`,
      firstName: marker.repeat(30),
      lastName: [marker],
      email: `${marker} x@y.com`,
      phone: marker,
      power: marker,
      isActive: marker,
      sendWelcomeEmail: marker,
      [marker]: marker,
    };
    const parsed = parse({
      parent: marker,
      partner: { marker },
      name: `${marker}\ud800`,
      billingId: marker.repeat(6),
      verificationPhrase: `${marker}\u0001`,
      contact,
    });
    const messages = parsed.ok ? [] : parsed.error.map(({ message }) => message);
    expect(messages.length).toBeGreaterThan(8);
    expect(messages.join('\n')).not.toContain(marker);
  });

  it.each([undefined, null, 0, '', 'text', true, [], [{}]])('may be no object: %j', (input) => {
    for (const parse of [creating(), updating()])
      expect(parse(input)).toMatchObject({ ok: false, error: [{ path: [] }] });
  });
});
