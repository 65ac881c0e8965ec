/** The process of ours, called as a host calls it. */
import { openApplication } from '@tenantry/container';
import { chosenPassword } from '../load/registrations.ts';
import { masterOf } from '../places/master.ts';
import { answeringAs, type Peer } from './peer.ts';

/** With what is its default: WAL, synchronous FULL, foreign keys; argon2id. */
const open = async (file: string): Promise<Peer> => {
  const { app, close } = await openApplication({
    database: `sqlite:${file}`,
    migrate: 'auto',
    publicUrl: 'http://localhost:8080',
    secret: 'of no use to anybody, 32 bytes long',
  });
  const caller = app.as.account((await masterOf(app)).id);
  return {
    organisation: async (unique) => {
      const users = [
        { name: 'Jane Doe', email: `jane.${unique}@example.com` },
        { name: 'John Roe', email: `john.${unique}@example.com` },
      ];
      const made = await app.customers.create({ name: `Customer ${unique}`, users }, { caller });
      if (!made.ok) throw new Error(made.error.kind);
    },
    signUp: async (unique) => {
      const somebody = {
        firstName: 'Jane',
        lastName: 'Doe',
        email: `owner.${unique}@example.com`,
        password: chosenPassword,
        passwordConfirmation: chosenPassword,
      };
      const made = await app.registers.register(somebody, { caller });
      if (!made.ok) throw new Error(made.error.kind);
    },
    close,
  };
};

answeringAs(open);
