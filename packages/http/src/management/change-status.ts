import { type Application, err, ok } from '@tenantry/domain';
import { jsonContent } from '../reply.ts';
import type { Route } from '../route.ts';
import { changeStatusDescriptions, changes } from './account-descriptions.ts';
import { accountShown } from './account-shown.ts';
import { readAsked, replayHeader } from './asked.ts';
import { etagOf } from './etag.ts';
import { readFields } from './fields.ts';
import { faulty, placed } from './parts.ts';
import { served } from './served.ts';

/** Suspends, reactivates and closes accounts. */
export const changeStatusRoutes = (app: Application): readonly Route[] =>
  changes.map((change) => ({
    method: 'POST',
    path: `/v1/accounts/:account/${change}`,
    describe: changeStatusDescriptions[change],
    handle: served(app, 'manage', async (exchange, caller) => {
      const asked = await readAsked(exchange, caller, { mayBeEmpty: true });
      if (!asked.ok) return asked;
      const { body, context } = asked.value;
      const issues = [...asked.value.issues, ...readFields(body, []).issues];
      if (issues.length > 0) return err(faulty(issues));
      const account = exchange.parameters['account'] ?? '';
      const done = await app.accounts[change]({ account }, context);
      if (!done.ok) return err(placed(done.error));
      // Nothing is read again: what is done would be answered by a fault where that failed, and a
      // replay would mix the account as it was with what it has by now.
      const shown = accountShown(app, done.value, done.value.effectiveStatus, caller);
      return ok({
        status: 200,
        headers: { ETag: etagOf(done.value), ...replayHeader(done) },
        content: jsonContent(JSON.stringify(shown)),
      });
    }),
  }));
