import type { ApplicationConfig } from '@tenantry/container';
import type { Application, Context } from '@tenantry/domain';
import { UsageError, valueOf } from '../ending/exit.ts';
import type { Flags } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { knownAccount } from './named-account.ts';
import { givenSettings, processSettings, withApplication } from './open.ts';

/** What a command does once the application is open and it is known for whom. */
type Work = (app: Application, context: Context) => Promise<void>;

type ConfigOf = (flags: Flags, surroundings: Surroundings) => ApplicationConfig;

type ContextOf = (app: Application, flags: Flags, surroundings: Surroundings) => Promise<Context>;

/** Opens the application, does the work for the operator and closes it again. */
const opening =
  (configOf: ConfigOf, contextOf: ContextOf) =>
  (flags: Flags, surroundings: Surroundings, work: Work): Promise<void> =>
    withApplication(configOf(flags, surroundings), async (app) =>
      work(app, await contextOf(app, flags, surroundings)),
    );

/** A command that only reads needs no secret and no mail; a secret that is there is not looked at. */
const readOnly: ConfigOf = (flags, surroundings) => ({
  ...givenSettings(flags, surroundings),
  secret: [],
  readOnly: true,
});

/** The operator, below `--as` or else in all of the installation. */
const anywhere: ContextOf = async (app, { as }, { operator }) => {
  const context = { caller: app.as.operator(operator) };
  if (as === undefined) return context;
  const named = await knownAccount(app, as, context);
  const { id } = valueOf(await app.accounts.find(named, context));
  return { caller: app.as.operator(operator, id) };
};

/** The operator, below `--as` or else below the only master account. */
const below: ContextOf = async (app, flags, surroundings) => {
  const context = await anywhere(app, flags, surroundings);
  if (flags.as !== undefined) return context;
  const [master, another] = valueOf(await app.accounts.masters({}, context));
  if (master === undefined) throw new Error('nothing is here yet: run "tenantry init"');
  if (another !== undefined)
    throw new UsageError('there are several master accounts: say which with --as');
  return { caller: app.as.operator(surroundings.operator, master.id) };
};

/** Works as the operator, below `--as` or else below the only master account. */
export const asOperator = opening(processSettings, below);

/** As `asOperator`, for a command that only reads. */
export const asReader = opening(readOnly, below);

/** As `asOperator`, in all of the installation where no `--as` says otherwise. */
export const asWholeOperator = opening(processSettings, anywhere);

/** As `asWholeOperator`, for a command that only reads. */
export const asWholeReader = opening(readOnly, anywhere);
