import { actorOf, type Context, type Membership, type Subject } from '@tenantry/domain';
import type { Event, Model, Person } from './model.ts';
import { placesOf } from './people.ts';

/** Mail that is owed from now on. */
export const owe = (model: Model, subject: Subject, generation: number): void => {
  model.mail.push({
    subject,
    generation,
    state: 'due',
    dueAt: model.now,
    owedAt: model.now,
    attempts: 0,
  });
};

/** Mail that a member who stands invited is owed. */
export const oweInvitation = (model: Model, { id, generation, ...member }: Membership): void => {
  if (member.status === 'invited' && member.invitation !== undefined)
    owe(model, { kind: 'invitation', membershipId: id }, generation);
};

/** What somebody did behind a link or a password. */
export const happenedTo = (
  model: Model,
  kind: Event['kind'],
  { accountId, id: subject }: Membership,
  { id }: Pick<Person, 'id'>,
): void => {
  const at = model.now;
  model.events.push({ kind, accountId, subject, actor: `user:${id}`, channel: 'api', at });
};

/** What a caller did that was no attempt. */
export const happenedBy = (
  model: Model,
  kind: Event['kind'],
  accountId: Event['accountId'],
  { caller }: Context,
): void => {
  const { channel } = caller;
  model.events.push({ kind, accountId, actor: actorOf(caller), channel, at: model.now });
};

/** Another password in the place of the one before, the person's own without `givenFor`. */
export const changePassword = (
  person: Person,
  password: string,
  givenFor: Person['givenFor'],
): void => {
  if (person.givenFor !== undefined) person.seen = person.password;
  Object.assign(person, { password, generation: person.generation + 1 });
  delete person.lapsesAt;
  delete person.givenFor;
  if (givenFor !== undefined) person.givenFor = givenFor;
};

/** What a change of the password goes with: a line in each account of the person, and a note. */
export const noteChange = (model: Model, person: Person): void => {
  for (const place of placesOf(model, person.id))
    happenedTo(model, 'PasswordChanged', place, person);
  owe(model, { kind: 'passwordChanged', userId: person.id }, person.generation);
};
