import {
  ApiKeyId,
  type Application,
  type CreateKeyInput,
  err,
  type IssuedKey,
  ok,
  parseCreateKey,
  parseRotateKey,
  type Result,
  type RetryableContext,
  type RotateKeyInput,
} from '@tenantry/domain';
import { jsonContent } from '../reply.ts';
import { unparsed } from '../request/unparsed.ts';
import type { Reply, Route } from '../route.ts';
import { everyFault, readAsked, replayHeader } from './asked.ts';
import { readFields } from './fields.ts';
import {
  createFields,
  createKeyDescription,
  keysQuery,
  listKeysDescription,
  revokeKeyDescription,
  rotateFields,
  rotateKeyDescription,
} from './keys-described.ts';
import { keyShown, rotatedShown, textShown } from './keys-shown.ts';
import { listing } from './paging.ts';
import { faulty, placed } from './parts.ts';
import { served } from './served.ts';

/** API keys of accounts: lists, issues, rotates and revokes them. */
export const keyRoutes = (app: Application): readonly Route[] => [
  list(app),
  create(app),
  rotate(app),
  revoke(app),
];

const ofAccount = '/v1/accounts/:account/keys';

const list = (app: Application): Route => ({
  method: 'GET',
  path: ofAccount,
  describe: listKeysDescription,
  handle: listing(app, {
    path: ofAccount,
    query: keysQuery,
    after: ApiKeyId,
    list: ({ parameters, page }, context) =>
      app.keys.list({ ...page, account: parameters['account'] ?? '' }, context),
    shown: keyShown,
  }),
});

const create = (app: Application): Route => ({
  method: 'POST',
  path: ofAccount,
  describe: createKeyDescription,
  handle: served(app, 'manage', async (exchange, caller) => {
    const asked = await readAsked(exchange, caller, { mayRehearse: true });
    if (!asked.ok) return asked;
    const { body, context, issues } = asked.value;
    const { given, issues: strange } = readFields(body, createFields, shown);
    const account = exchange.parameters['account'] ?? '';
    const command = unparsed<CreateKeyInput>({ ...given, account });
    const known = [...issues, ...strange];
    if (known.length > 0) return err(everyFault(known, parseCreateKey(command)));
    const created = await app.keys.create(command, context);
    return created.ok ? ok(createdReply(created, command, context)) : err(placed(created.error));
  }),
});

const rotate = (app: Application): Route => ({
  method: 'POST',
  path: '/v1/keys/:key/rotate',
  describe: rotateKeyDescription,
  handle: served(app, 'manage', async (exchange, caller) => {
    const asked = await readAsked(exchange, caller);
    if (!asked.ok) return asked;
    const { body, context, issues } = asked.value;
    const { given, issues: strange } = readFields(body, rotateFields, shown);
    const key = exchange.parameters['key'] ?? '';
    const command = unparsed<RotateKeyInput>({ ...given, key });
    const known = [...issues, ...strange];
    if (known.length > 0) return err(everyFault(known, parseRotateKey(command)));
    const rotated = await app.keys.rotate(command, context);
    return rotated.ok
      ? ok(replyOf(200, rotated, rotatedShown(rotated.value)))
      : err(placed(rotated.error));
  }),
});

const revoke = (app: Application): Route => ({
  method: 'POST',
  path: '/v1/keys/:key/revoke',
  describe: revokeKeyDescription,
  handle: served(app, 'manage', async (exchange, caller) => {
    const asked = await readAsked(exchange, caller, { mayBeEmpty: true });
    if (!asked.ok) return asked;
    const { body, context } = asked.value;
    const issues = [...asked.value.issues, ...readFields(body, []).issues];
    if (issues.length > 0) return err(faulty(issues));
    const revoked = await app.keys.revoke({ key: exchange.parameters['key'] ?? '' }, context);
    return revoked.ok
      ? ok(replyOf(200, revoked, keyShown(revoked.value)))
      : err(placed(revoked.error));
  }),
});

/** What is shown of a key, and never sent. */
const shown: ReadonlySet<string> = new Set([
  'id',
  'key',
  'accountId',
  'createdAt',
  'revokedAt',
  'lastUsedAt',
  'isLive',
]);

const replyOf = (
  status: number,
  done: Parameters<typeof replayHeader>[0],
  body: object,
): Reply => ({
  status,
  headers: replayHeader(done),
  content: jsonContent(JSON.stringify(body)),
});

/** What was asked for is what there is: nobody changes the power of a key, or its end, from here. */
function createdReply(
  created: Extract<Result<IssuedKey, never>, { readonly ok: true }>,
  { power = 'manage', expiresAt }: CreateKeyInput,
  { dryRun }: RetryableContext,
): Reply {
  const planned = {
    power,
    ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt).toISOString() }),
  };
  if (dryRun === true) return replyOf(200, {}, planned);
  const { id } = created.value;
  return replyOf(201, created, { id, ...planned, ...textShown(created.value) });
}
