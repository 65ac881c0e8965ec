import type {
  CreateAppInput,
  CreateCustomerInput,
  CreatePartnerInput,
  OpenRegisterInput,
  Power,
  RegistrationInput,
  UpdateCustomerInput,
  UpdateMasterInput,
  UpdatePartnerInput,
  UpdateRegisterInput,
} from '@tenantry/domain';
import {
  createAppInputs,
  createCustomerInputs,
  createPartnerInputs,
  openRegisterInputs,
  registrationInputs,
  updateCustomerInputs,
  updateMasterInputs,
  updatePartnerInputs,
  updateRegisterInputs,
} from '@tenantry/testing';
import fc from 'fast-check';

/** A command, before it is known which accounts there are. */
export type Step = Who &
  (
    | { readonly use: 'partners.create'; readonly input: CreatePartnerInput }
    | { readonly use: 'partners.update'; readonly input: Correction; readonly seen: Seen }
    | { readonly use: 'registers.register'; readonly input: RegistrationInput }
    | { readonly use: 'registers.open'; readonly input: OpenRegisterInput }
    | { readonly use: 'apps.create'; readonly input: CreateAppInput }
    | { readonly use: 'customers.create'; readonly input: CreateCustomerInput }
    | ({ readonly use: 'customers.update' } & Correcting<UpdateCustomerInput, 'customer'>)
    | ({ readonly use: 'registers.update' } & Correcting<UpdateRegisterInput, 'account'>)
    | ({ readonly use: 'masters.update' } & Correcting<UpdateMasterInput, 'master'>)
  );

type Correction = Omit<UpdatePartnerInput, 'partner' | 'version'>;

/** A correction of an account that is found where the step is told. */
interface Correcting<Input, Named extends keyof Input> {
  readonly input: Omit<Input, Named | 'version'>;
  readonly seen: Seen;
}

/** Whether a correction says the version that it was made from, and which that is. */
type Seen = 'none' | 'present' | 'former';

interface Who {
  /** The place of the caller's account among those that there are by then. */
  readonly by: number;
  readonly power: Power;
  /**
   * The place of the account that is acted on, among those of the kind that is corrected; none for the
   * caller's own.
   */
  readonly on: number | undefined;
}

/** Few enough that two commands often want one of them. */
const names = fc.constantFrom('One', 'Two', 'Caf\u00e9', 'Cafe\u0301');
const mailboxes = fc.constantFrom('a@example.com', 'A@Example.com', 'b@example.com');

const who = {
  by: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(9) }),
  power: fc.constantFrom<Power>('manage', 'manage', 'manage', 'provision', 'read'),
  on: fc.option(fc.nat(9), { nil: undefined }),
};

/** An input of which a part is one that others want too. */
const contested = <Input extends object, Wanted extends object>(
  inputs: fc.Arbitrary<Input>,
  wanted: fc.Arbitrary<Wanted>,
): fc.Arbitrary<Input & Wanted> =>
  fc.tuple(inputs, wanted).map(([input, part]) => ({ ...input, ...part }));

const seen = fc.constantFrom<Seen>('none', 'present', 'former');

const referred = fc.record(
  {
    references: fc.constantFrom(
      [{ name: 'CRM', value: 'one' }],
      [{ name: 'CRM', value: 'two' }],
      [],
    ),
  },
  { requiredKeys: [] },
);

const called = fc.record({ name: names, reference: names }, { requiredKeys: [] });
const calledContact = fc.record({ userName: names }, { requiredKeys: [] });

const uses: readonly fc.Arbitrary<Step>[] = [
  fc.record({
    ...who,
    use: fc.constant('partners.create'),
    input: fc
      .tuple(contested(createPartnerInputs(), called), calledContact)
      .map(([input, contact]) => ({ ...input, contact: { ...input.contact, ...contact } })),
  }),
  fc.record({
    ...who,
    use: fc.constant('partners.update'),
    input: fc
      .tuple(contested(updatePartnerInputs().map(withoutPlace), called), calledContact)
      .map(([input, contact]) => ({ ...input, contact: { ...input.contact, ...contact } })),
    seen,
  }),
  fc.record({
    ...who,
    use: fc.constant('registers.register'),
    input: contested(
      registrationInputs().map(withoutParent),
      fc.record({ email: mailboxes }, { requiredKeys: [] }),
    ),
  }),
  fc.record({
    ...who,
    use: fc.constant('registers.open'),
    input: contested(
      openRegisterInputs().map(withoutParent),
      fc.record({ email: mailboxes }, { requiredKeys: [] }),
    ),
  }),
  fc.record({
    ...who,
    use: fc.constant('customers.create'),
    input: contested(createCustomerInputs({ maxUsers: 2 }), referred),
  }),
  fc.record({
    ...who,
    use: fc.constant('customers.update'),
    input: contested(
      updateCustomerInputs().map(({ customer: _, version: __, ...input }) => input),
      referred,
    ),
    seen,
  }),
  fc.record({
    ...who,
    use: fc.constant('registers.update'),
    input: updateRegisterInputs().map(({ account: _, version: __, ...input }) => input),
    seen,
  }),
  fc.record({
    ...who,
    use: fc.constant('masters.update'),
    input: updateMasterInputs().map(({ master: _, version: __, ...input }) => input),
    seen,
  }),
  fc.record({
    ...who,
    use: fc.constant('apps.create'),
    input: contested(createAppInputs(), fc.record({ name: names }, { requiredKeys: [] })),
  }),
];

/** Commands one after another, of whoever there is, on whatever there is. */
export const steps = (maxLength = 12): fc.Arbitrary<readonly Step[]> =>
  fc.array(fc.oneof(...uses), { minLength: 2, maxLength });

function withoutPlace({ partner: _, version: __, ...input }: UpdatePartnerInput): Correction {
  return input;
}

function withoutParent<Input extends { readonly parent?: unknown }>({
  parent: _,
  ...input
}: Input): Omit<Input, 'parent'> {
  return input;
}
