import { mailerFor, mailerOf } from '@tenantry/email';
import { ContainerModule } from 'inversify';
import { provide } from '../provide.ts';
import { mailByDefault } from '../settings.ts';
import { tokens } from '../tokens.ts';

export const mailModule = new ContainerModule(({ bind }) => {
  provide(
    bind,
    tokens.mailer,
    [tokens.config],
    ({ mail, mailFrom, mailTemplates, mailer, readOnly }) => {
      const words = mailTemplates === undefined ? {} : { templates: mailTemplates };
      if (typeof mailer === 'function') return mailerOf(mailer, words);
      return (
        mailer ??
        mailerFor(mail ?? mailByDefault.mail, {
          from: mailFrom ?? mailByDefault.mailFrom,
          prepare: readOnly !== true,
          ...words,
        })
      );
    },
  ).onDeactivation((mailer) => mailer.close());
});
