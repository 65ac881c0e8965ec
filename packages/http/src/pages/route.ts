import type { Application } from '@tenantry/domain';
import { refuseNeutrally } from '../problem.ts';
import { preferredType } from '../request/accept.ts';
import type { PageFamily } from '../route.ts';
import { accountPage } from './account.ts';
import { devMailPages, type KeptMail } from './dev-mail.ts';
import { invitationPages } from './invitation.ts';
import { passwordChangePages } from './password-change.ts';
import { passwordResetPages } from './password-reset.ts';
import { refusedAt } from './refused.ts';

/** What people meet who follow a link: pages without script, cookie or session. */
export const pages = (
  app: Application,
  devMail?: () => readonly KeptMail[],
): readonly PageFamily[] => {
  const refuse = refusedAt(app.publicUrl);
  return [
    { under: '/invitations', refuse, routes: invitationPages(app) },
    { under: '/password-reset', refuse, routes: passwordResetPages(app) },
    { under: '/password-change', refuse, routes: passwordChangePages(app) },
    {
      under: '/a/:address',
      // Programs come here too, when they have got a path of an API wrong.
      refuse: (refusal, requestId, request) =>
        preferredType(request.headers, ['application/problem+json', 'text/html']) === 'text/html'
          ? refuse(refusal, requestId)
          : refuseNeutrally(refusal, requestId),
      routes: [accountPage(app)],
    },
    ...(devMail === undefined
      ? []
      : [{ under: '/dev/mail', refuse, routes: devMailPages(app.publicUrl, devMail) }]),
  ];
};
