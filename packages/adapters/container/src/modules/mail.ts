import { mailerFor } from '@tenantry/email';
import { ContainerModule } from 'inversify';
import { provide } from '../provide.ts';
import { mailByDefault } from '../settings.ts';
import { tokens } from '../tokens.ts';

export const mailModule = new ContainerModule(({ bind }) => {
  provide(
    bind,
    tokens.mailer,
    [tokens.config],
    ({ mail, mailFrom, mailTemplates, mailer, readOnly }) =>
      mailer ??
      mailerFor(mail ?? mailByDefault.mail, {
        from: mailFrom ?? mailByDefault.mailFrom,
        prepare: readOnly !== true,
        ...(mailTemplates === undefined ? {} : { templates: mailTemplates }),
      }),
  ).onDeactivation((mailer) => mailer.close());
});
