import { mailerFor } from '@tenantry/email';
import { ContainerModule } from 'inversify';
import { provide } from '../provide.ts';
import { mailByDefault } from '../settings.ts';
import { tokens } from '../tokens.ts';

export const mailModule = new ContainerModule(({ bind }) => {
  provide(bind, tokens.mailer, [tokens.config], ({ mail, mailFrom, readOnly }) =>
    mailerFor(mail ?? mailByDefault.mail, {
      from: mailFrom ?? mailByDefault.mailFrom,
      prepare: readOnly !== true,
    }),
  ).onDeactivation((mailer) => mailer.close());
});
