import {
  type ExaminedStore,
  examineStore,
  type Finding,
  fail,
  findMailFault,
  judged,
  openApplication,
  parseMailUrl,
  parseProcessSettings,
  warn,
} from '@tenantry/container';
import type { Application } from '@tenantry/domain';
import { givenSettings, processSettings, type Settings } from '../application/open.ts';
import { lookAtNode, lookAtSettings } from '../doctor/look-at-settings.ts';
import { EndedOtherwise, exitCodes, valueOf } from '../ending/exit.ts';
import { reasonOf } from '../ending/reason.ts';
import type { Flags, Json } from '../said/flags.ts';
import { onOneLine } from '../terminal/on-one-line.ts';
import { paintOn } from '../terminal/paint.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

/**
 * Says how well an installation is, one line for each thing that it looks at, and writes nothing. Ends
 * as a fault does where anything failed.
 */
export const doctor = async (
  { json }: Json,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const print = json === true ? asJson(surroundings) : asText(surroundings);
  let failed = 0;
  for await (const finding of findings(flags, surroundings)) {
    if (finding.result === 'fail') failed++;
    print(finding);
  }
  if (failed > 0)
    throw new EndedOtherwise(
      exitCodes.fault,
      failed === 1 ? 'one check failed' : `${failed} checks failed`,
    );
};

const asJson =
  ({ out }: Surroundings) =>
  (finding: Finding): void =>
    out(`${JSON.stringify(finding)}\n`);

const asText = ({ out, screens }: Surroundings) => {
  const paint = paintOn(screens?.out);
  const roles = { ok: 'good', warn: 'caution', fail: 'bad' } as const;
  return ({ check, result, message, advice }: Finding): void => {
    out(`${paint(roles[result], result.padEnd(4))}  ${check.padEnd(12)} ${onOneLine(message)}\n`);
    if (advice !== undefined) out(`${' '.repeat(19)}${paint('quiet', onOneLine(advice))}\n`);
  };
};

/** What depends on something that failed is not looked at. */
async function* findings(flags: Flags, surroundings: Surroundings): AsyncGenerator<Finding> {
  const { environment } = surroundings;
  yield lookAtNode(process.versions.node);
  const { database, mail, publicUrl } = flags;
  const parsed = parseProcessSettings(environment, { database, mail, publicUrl });
  if (!parsed.ok) {
    for (const problem of parsed.problems)
      yield { check: 'settings', ...fail(problem, 'see docs/settings.md') };
    return;
  }
  let settings: Settings = givenSettings(flags, surroundings);
  try {
    settings = processSettings(flags, surroundings);
  } catch (fault) {
    const advice = 'see that whoever runs this may read it, or set TENANTRY_SECRET';
    yield { check: 'secret', ...fail(`what was kept: ${reasonOf(fault)}`, advice) };
  }
  yield* lookAtSettings(settings, environment);
  yield* lookAtStore(settings, surroundings);
  yield await lookAtMail(settings);
}

async function* lookAtStore(settings: Settings, surroundings: Surroundings) {
  const store = await examined(settings);
  if ('fault' in store) {
    yield { check: 'database', ...fail(store.fault, 'see that TENANTRY_DATABASE is right') };
    return;
  }
  yield* store.findings;
  if (store.lapsed !== undefined) yield lapsed(store.lapsed);
  if (store.mayBeOpened) yield* lookInside(settings, surroundings);
}

async function examined({ database }: Settings): Promise<ExaminedStore | { fault: string }> {
  try {
    return await examineStore(database, new Date(Date.now() - longWaiting));
  } catch (fault) {
    return { fault: reasonOf(fault) };
  }
}

/** Milliseconds: maintenance comes by about every hour. */
const longWaiting = 24 * 3_600_000;
const fewRows = 1000;

const lapsed = (rows: number): Finding =>
  judged(
    'maintenance',
    'nothing waits for long',
    rows > fewRows &&
      warn(
        `${rows} rows were over more than a day ago`,
        'run "tenantry maintain", once a day where no server runs',
      ),
  );

async function* lookInside(
  settings: Settings,
  { operator }: Surroundings,
): AsyncGenerator<Finding> {
  const { keptIn: _, secret, ...rest } = settings;
  // No link is made and no mail is written: what is wrong with those settings has been told.
  const nowhere = { publicUrl: 'http://localhost', mail: 'console:' };
  const reading = { ...rest, ...nowhere, migrate: 'check', readOnly: true } as const;
  try {
    const { app, close } = await openApplication({ ...reading, secret: [] });
    try {
      yield await masters(app, operator);
      yield await backlog(app);
    } finally {
      await close();
    }
  } catch (fault) {
    yield { check: 'database', ...fail(reasonOf(fault), 'see that TENANTRY_DATABASE is right') };
    return;
  }
  if (secret.length === 0) return;
  try {
    const { close } = await openApplication({ ...reading, secret });
    await close();
    yield judged('secret fits', "it is the installation's");
  } catch (fault) {
    const advice = 'set TENANTRY_SECRET to the one that this installation was made with';
    yield { check: 'secret fits', ...fail(reasonOf(fault), advice) };
  }
}

async function masters(app: Application, operator: string): Promise<Finding> {
  const found = valueOf(await app.accounts.masters({}, { caller: app.as.operator(operator) }));
  const several = `${found.length} master accounts: commands need --as`;
  return judged(
    'accounts',
    found.length > 1 ? several : 'one master account',
    found.length === 0 && warn('nothing is here yet', 'run "tenantry init"'),
  );
}

async function backlog(app: Application): Promise<Finding> {
  const { count, since } = valueOf(await app.mail.backlog());
  const minutes = since === undefined ? 0 : Math.floor((Date.now() - since.getTime()) / 60_000);
  const told = `${count} due, the oldest for ${minutes} min`;
  return judged(
    'mail due',
    count === 0 ? 'none' : told,
    minutes >= 60 && warn(told, 'see "tenantry mail list --state due", and that a server runs'),
  );
}

async function lookAtMail({ mail }: Settings): Promise<Finding> {
  const fault = await findMailFault(mail);
  const parsed = parseMailUrl(mail);
  const isShown = parsed.ok && parsed.value.kind === 'console';
  return judged(
    'mail',
    isShown ? 'shown, and sent to nobody: for development' : 'nothing is in its way',
    fault !== undefined && fail(fault, 'see that TENANTRY_MAIL is right, and the server there'),
  );
}
