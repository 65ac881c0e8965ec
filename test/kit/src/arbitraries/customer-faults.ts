import { defaultPolicy, type Policy, type Power } from '@tenantry/domain';
import fc from 'fast-check';
import { configurationTexts, faultyConfigurations } from './configurations.ts';
import type { CustomerConstraints } from './customer.ts';
import { referenceParts, workflowParts } from './details-faults.ts';
import { type Mailbox, mailboxes } from './email.ts';
import { faultyEmailAddresses } from './email-faults.ts';
import type { FaultyCommand } from './faulty.ts';
import {
  faultyOnly,
  fields,
  listOf,
  mixed,
  noLists,
  objectOf,
  optional,
  type Part,
  perhaps,
  planted,
  type Stranger,
  sound,
  strangers,
} from './parts.ts';
import { roleParts } from './role-faults.ts';
import { faultyTexts, texts } from './text.ts';
import { accountRefs, faultyAccountRefs } from './values.ts';

/**
 * Commands that `customers.create` must refuse, each with the faults that it has, one or several
 * at once: the domain must report every one of them, and no other.
 */
export const invalidCreateCustomerInputs = ({
  policy = defaultPolicy,
  power = 'manage',
  maxUsers = 4,
}: CustomerConstraints = {}): fc.Arbitrary<FaultyCommand> =>
  faultyOnly(
    fields({
      parent: optional(accountRefs(), faultyAccountRefs()),
      name: mixed(texts(), faultyTexts()),
      workflows: workflowParts(),
      users: fc.oneof(
        { weight: 3, arbitrary: sound(fc.constant(undefined)) },
        { weight: 8, arbitrary: userParts(policy, power, maxUsers) },
        { weight: 1, arbitrary: planted(noLists(tooManyUsers)) },
      ),
      configurations: fc.oneof(
        { weight: 7, arbitrary: sound(fc.option(configurationTexts(), { nil: undefined })) },
        { weight: 1, arbitrary: faultyConfigurations() },
      ),
      references: referenceParts(),
    }),
  );

const tooManyUsers = Array.from({ length: 101 }, (_, at) => ({
  name: 'User',
  email: `user${at}@example.com`,
}));

/** Users with mailboxes of their own, and perhaps one more who has the mailbox of another. */
const userParts = (policy: Policy, power: Power, maxUsers: number): fc.Arbitrary<Part> => {
  const person = fc.record({
    name: mixed(texts(), faultyTexts()),
    roles: roleParts(policy, power),
    stranger: strangers(),
  });
  const user = fc.record({
    mailbox: mailboxes(),
    faulty: perhaps(planted(faultyEmailAddresses())),
    person,
  });
  const own = {
    maxLength: maxUsers,
    selector: ({ mailbox }: { mailbox: Mailbox }) => mailbox.canonical,
  };
  return fc
    .tuple(fc.uniqueArray(user, own), perhaps(fc.record({ at: fc.nat(), person })))
    .map(([users, again]) => {
      const addressed = users.filter(({ faulty }) => faulty === undefined);
      const twin = again && addressed[again.at % Math.max(1, addressed.length)];
      const parts = users.map((each) => {
        const email = each.faulty ?? emailPart(each.mailbox.spellings[0], each === twin);
        return withEmail(each.person, email);
      });
      if (again === undefined || twin === undefined) return listOf(parts);
      return listOf([
        ...parts,
        withEmail(again.person, emailPart(twin.mailbox.spellings[1], true)),
      ]);
    });
};

interface Person {
  readonly name: Part;
  readonly roles: Part;
  readonly stranger: Stranger | undefined;
}

const withEmail = ({ name, roles, stranger }: Person, email: Part): Part =>
  objectOf([['name', name], ['email', email], ['roles', roles], ...(stranger ? [stranger] : [])]);

/** Both places of a mailbox that stands twice are named. */
const emailPart = (input: string, isTwice: boolean): Part => ({
  input,
  faults: isTwice ? [{ path: [], code: 'duplicate' }] : [],
});
