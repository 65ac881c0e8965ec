import { type Application, err, ok } from '@tenantry/domain';
import type { Route } from '../route.ts';
import { changeStatusDescriptions, changes } from './account-descriptions.ts';
import { accountReply, detailed } from './account-reply.ts';
import { readAsked, replayHeader } from './asked.ts';
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
      const shown = await detailed(app, done.value, { caller });
      if (!shown.ok) return shown;
      // A replay answers the status and the version that it answered first.
      const reply = accountReply(app, caller, { ...shown.value, account: done.value });
      return ok({ ...reply, headers: { ...reply.headers, ...replayHeader(done) } });
    }),
  }));
