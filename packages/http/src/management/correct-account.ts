import { type Application, err, ok } from '@tenantry/domain';
import type { JsonObject } from '../request/json.ts';
import type { Route } from '../route.ts';
import { correctAccountDescription, patchTypes } from './account-descriptions.ts';
import { accountReply } from './account-reply.ts';
import { everyFault, readAsked, replayHeader } from './asked.ts';
import { correctingOf } from './corrections.ts';
import type { VersionNotSaid } from './errors.ts';
import { ifMatchIn, versionAmong } from './etag.ts';
import { type FieldsRead, readFields } from './fields.ts';
import { placed } from './parts.ts';
import { type Act, served } from './served.ts';

/** Corrects an account of any kind: a JSON merge patch (RFC 7396) of what can be corrected. */
export const correctAccountRoute = (app: Application): Route => ({
  method: 'PATCH',
  path: '/v1/accounts/:account',
  describe: correctAccountDescription,
  handle: served(app, 'provision', correct(app)),
});

function correct(app: Application): Act {
  return async (exchange, caller) => {
    const asked = await readAsked(exchange, caller, { types: patchTypes });
    if (!asked.ok) return asked;
    const { body, context } = asked.value;
    const account = exchange.parameters['account'] ?? '';
    const found = await app.accounts.find({ account }, { caller });
    if (!found.ok) return found;
    const correcting = correctingOf[found.value.kind];
    const expected = ifMatchIn(exchange.request.headers);
    const sent = readFields(body, correcting.fields, shown);
    const issues = [...asked.value.issues, ...sent.issues];
    const correction = { account: found.value, fields: asCommand(body, sent) };
    if (!expected.ok || issues.length > 0) {
      const all = [...(expected.ok ? [] : [expected.error]), ...issues];
      const faults = everyFault(all, await correcting.check(app, correction, context));
      return err(expected.ok || expected.error.code !== 'required' ? faults : notSaid(faults));
    }
    const version = versionAmong(expected.value, found.value);
    if (!version.ok) return version;
    const from = version.value === undefined ? {} : { version: version.value };
    const done = await correcting.correct(app, { ...correction, ...from }, context);
    if (!done.ok) return err(placed(done.error));
    // What is above it, and its own status, are not changed by this.
    const { effectiveStatus } = found.value;
    const reply = accountReply(app, caller, { ...done.value, effectiveStatus });
    return ok({ ...reply, headers: { ...reply.headers, ...replayHeader(done) } });
  };
}

const notSaid = ({ issues }: Pick<VersionNotSaid, 'issues'>): VersionNotSaid => ({
  kind: 'VersionNotSaid',
  issues,
});

/** What only others change, or nobody: shown, or known from elsewhere, and never sent. */
const shown: ReadonlySet<string> = new Set([
  'id',
  'number',
  'kind',
  'parent',
  'parentId',
  'status',
  'effectiveStatus',
  'address',
  'url',
  'version',
  'createdAt',
  'updatedAt',
  'hasVerificationPhrase',
  'email',
  'isActive',
  'users',
]);

/** Of configurations the patch itself goes on: what it does not name stays, token for token. */
function asCommand(body: JsonObject, { given }: FieldsRead): FieldsRead['given'] {
  const { configurations, ...fields } = given;
  if (configurations === undefined) return fields;
  return body.members.get('configurations')?.kind === 'null'
    ? { ...fields, configurations: '{}' }
    : { ...fields, configurationsPatch: configurations };
}
