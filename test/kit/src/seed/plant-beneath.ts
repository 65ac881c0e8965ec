import {
  type AccountRegister,
  type App,
  AppName,
  type Customer,
  type EmailAddress,
  type Lineage,
  linkHash,
  type MadeInvitation,
  type NewMembership,
  openCustomer,
  openPartner,
  openRegister,
  type Partner,
  parseCreateCustomer,
  parseCreatePartner,
  parseOpenRegister,
  Reference,
  TimeZone,
} from '@tenantry/domain';
import type { SeededUser } from './plan.ts';
import { hashOf, type Planting, record, sure } from './planting.ts';

const utc = TimeZone.parse('UTC');

/** A customer beneath the last of the lineage, to which so many people are invited. */
export const plantCustomer = async (
  planting: Planting,
  parents: Lineage,
  users: number,
): Promise<Customer> => {
  const { unit, invented, policy, now } = planting;
  const people = Array.from({ length: users }, () => {
    const { firstName, lastName, email } = invented.person();
    return { name: `${firstName} ${lastName}`, email };
  });
  const command = sure(
    parseCreateCustomer({ name: invented.company(), users: people }, policy, 'manage'),
  );
  const invitations = command.users.map(({ email }) => invitationTo(planting, email));
  const ids = { id: invented.accountId(), address: invented.address(), invitations };
  const opened = sure(openCustomer(command, ids, parents, policy, now));
  const members = opened.members.map((member) => standing(planting, member));
  const customer = sure(await unit.accounts.addCustomer({ ...opened, members }));
  await owe(planting, customer.members);
  await record(planting, 'CustomerOpened', customer.account.id);
  return customer;
};

/** A partner beneath the last of the lineage; its contact is invited as others are. */
export const plantPartner = async (planting: Planting, parents: Lineage): Promise<Partner> => {
  const { unit, invented, policy, now } = planting;
  const person = invented.person();
  const contact = {
    ...person,
    userName: person.email,
    phone: '+39 06 12345',
    sendWelcomeEmail: true,
  };
  const { partner } = sure(
    parseCreatePartner({ name: invented.company(), contact }, policy, 'manage'),
  );
  const made = {
    id: invented.accountId(),
    address: invented.address(),
    reference: Reference.parse(invented.label('P')),
    invitation: invitationTo(planting, partner.contact.email),
  };
  const opened = sure(openPartner(partner, made, parents, policy, now));
  const contactMember = standing(planting, opened.contactMember);
  const stored = sure(await unit.accounts.addPartner({ ...opened, contactMember }));
  await owe(planting, [stored.contactMember]);
  await record(planting, 'PartnerOpened', stored.account.id);
  return stored;
};

/** A registered account beneath the last of the lineage, with a password that it signs in by. */
export const plantRegister = async (
  planting: Planting,
  parents: Lineage,
): Promise<SeededUser & { readonly register: AccountRegister }> => {
  const { unit, invented, policy, now } = planting;
  const person = invented.person();
  const companyName = invented.company();
  const { entry } = sure(parseOpenRegister({ ...person, companyName, mayHaveSubAccounts: true }));
  const password = invented.password().reveal();
  const made = {
    id: invented.accountId(),
    address: invented.address(),
    userId: invented.userId(),
    membershipId: invented.membershipId(),
    access: { passwordHash: hashOf(password) },
  };
  const opened = openRegister(entry, made, parents, utc, policy, now);
  const register = sure(await unit.accounts.addRegister(sure(opened)));
  await record(planting, 'AccountRegistered', register.account.id);
  return { register, email: person.email, password };
};

export const plantApp = async (planting: Planting, { account }: AccountRegister): Promise<App> => {
  const { unit, invented, now } = planting;
  const name = AppName.parse(invented.label('App'));
  const app = { id: invented.uuid(), accountId: account.id, name, createdAt: now };
  sure(await unit.accounts.addApp(app));
  await record(planting, 'AppCreated', account.id);
  return app;
};

/** Without the secrets of the application there is nothing that a link could be made with. */
function invitationTo({ invented, secrets }: Planting, email: EmailAddress): MadeInvitation {
  const id = invented.membershipId();
  const subject = { id, generation: 1, email };
  const hash = secrets === undefined ? '' : linkHash(secrets, 'invitation', subject);
  return { id, hash };
}

function standing({ secrets }: Planting, member: NewMembership): NewMembership {
  if (secrets !== undefined || member.status !== 'invited') return member;
  const { invitation: _, ...invited } = member;
  return { ...invited, generation: 0 };
}

const owe = async (
  { unit, invented, now }: Planting,
  members: readonly NewMembership[],
): Promise<void> => {
  for (const member of members)
    if (member.status === 'invited' && member.invitation !== undefined)
      await unit.deliveries.add([
        {
          id: invented.uuid(),
          kind: 'invitation',
          membershipId: member.id,
          generation: member.generation,
          dueAt: now,
        },
      ]);
};
