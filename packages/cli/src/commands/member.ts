import type {
  Application,
  Failure,
  MembershipNumber,
  MemberView,
  Result,
  RetryableContext,
} from '@tenantry/domain';
import { asOperator, asReader } from '../application/as-operator.ts';
import { attempted, doneOf, jsonLine } from '../application/attempt.ts';
import { everyPage } from '../application/every-page.ts';
import { accountNamed } from '../application/named-account.ts';
import { UsageError, valueOf } from '../ending/exit.ts';
import type { Flags, Json, Retryable } from '../said/flags.ts';
import { given } from '../said/given.ts';
import { demandFlags } from '../said/needed.ts';
import { unparsed } from '../said/unparsed.ts';
import { wholeOrText } from '../said/whole-number.ts';
import { memberJson, memberList, memberText } from '../shown/member.ts';
import { listed } from '../terminal/listed.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

/** Lists the members of an account in the order in which they came to be, in constant memory. */
export const list = async (
  account: string | undefined,
  { json }: Json,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asReader(flags, surroundings, async (app, context) => {
    const of = await accountNamed(app, account, context);
    const members = everyPage<MemberView, MembershipNumber>((page) =>
      app.members.list({ ...of, ...page }, context),
    );
    await listed(members, memberList, json, surroundings);
  });

export const show = async (
  member: string,
  { json }: Json,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asReader(flags, surroundings, async (app, context) =>
    print(valueOf(await app.members.find({ member }, context)), json, surroundings),
  );

/** What may be said of a member; a role is an id, and there may be several. */
interface MemberFlags {
  readonly name?: string;
  readonly email?: string;
  readonly role: readonly string[];
  readonly userName?: string;
}

export interface InviteOptions extends Retryable, MemberFlags {}

/** Invites a person by mail. */
export const invite = async (
  account: string | undefined,
  options: InviteOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  demandFlags('member invite', { '--name': options.name, '--email': options.email });
  await changing(options, flags, surroundings, async (app, context) => {
    const of = await accountNamed(app, account, context);
    return app.members.invite(unparsed({ ...of, ...commandOf(options) }), context);
  });
};

export interface SetOptions extends Retryable, MemberFlags {}

/** Corrects a member: what is said, and nothing else. */
export const set = async (
  member: string,
  options: SetOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const command = commandOf(options);
  if (Object.keys(command).length === 0) throw new UsageError('member set needs something to set');
  await changing(options, flags, surroundings, (app, context) =>
    app.members.correct(unparsed({ member, ...command }), context),
  );
};

/** What is done to a member whole, without any more being said. */
export type Verb = 'resend' | 'revoke' | 'disable' | 'enable';

/** Carries out one of those. */
export const carryOut = async (
  verb: Verb,
  member: string,
  options: Retryable,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  changing(options, flags, surroundings, (app, context) => app.members[verb]({ member }, context));

const commandOf = ({ name, email, role, userName }: MemberFlags) =>
  given({
    name,
    email,
    roles: role.length === 0 ? undefined : role.map(wholeOrText),
    userName,
  });

/** Changes a member for the operator, and shows what came of it. */
const changing = async (
  { json, idempotencyKey }: Retryable,
  flags: Flags,
  surroundings: Surroundings,
  change: (app: Application, context: RetryableContext) => Promise<Result<MemberView, Failure>>,
): Promise<void> =>
  asOperator(flags, surroundings, async (app, context) => {
    const changed = await change(app, attempted(context, idempotencyKey));
    const { value, replayed } = doneOf(changed, surroundings);
    print(value, json, surroundings, replayed);
  });

const print = (
  member: MemberView,
  json: true | undefined,
  { out }: Surroundings,
  replayed = false,
): void => out(json === true ? jsonLine(memberJson(member), replayed) : memberText(member));
