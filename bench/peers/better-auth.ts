/** The process of better-auth, called as its documentation has it. */
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { organization } from 'better-auth/plugins';
import Database from 'better-sqlite3';
import { chosenPassword } from '../load/registrations.ts';
import { answeringAs, type Peer } from './peer.ts';

/**
 * Who the organisations belong to, in turns: for each that is made it lists those that its owner has, and
 * one who owned all of them would make it slower and slower.
 */
const owners = 20;

const open = async (file: string): Promise<Peer> => {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  const auth = authOver(database);
  await (await getMigrations(auth.options)).runMigrations();

  const signUp = (name: string) =>
    auth.api.signUpEmail({
      body: { name: 'Jane Doe', email: `${name}@example.com`, password: chosenPassword },
      returnHeaders: true,
    });
  const owning: { readonly userId: string; readonly headers: Headers }[] = [];
  for (let owner = 0; owner < owners; owner++) {
    const { headers, response } = await signUp(`owner-${owner}`);
    const cookie = headers.getSetCookie().map((text) => text.split(';', 1).join());
    owning.push({
      userId: response.user.id,
      headers: new Headers({ cookie: cookie.join('; ') }),
    });
  }
  const nextOwner = () => {
    const owner = owning.shift();
    if (owner === undefined) throw new Error('nobody owns anything');
    owning.push(owner);
    return owner;
  };

  return {
    organisation: async (unique) => {
      const { userId, headers } = nextOwner();
      const made = await auth.api.createOrganization({
        body: { name: `Customer ${unique}`, slug: `customer-${unique}`, userId },
      });
      for (const person of ['jane', 'john'])
        await auth.api.createInvitation({
          body: {
            email: `${person}.${unique}@example.com`,
            role: 'member',
            organizationId: made.id,
          },
          headers,
        });
    },
    signUp: async (unique) => {
      await signUp(`person.${unique}`);
    },
    close: async () => void database.close(),
  };
};

/** With what is its default: scrypt, and a session for whoever signs up. */
const authOver = (database: Database.Database) =>
  betterAuth({
    database,
    baseURL: 'http://localhost:8080',
    secret: 'of no use to anybody, 32 bytes long',
    emailAndPassword: { enabled: true },
    plugins: [organization({ sendInvitationEmail: async () => undefined })],
    telemetry: { enabled: false },
  });

answeringAs(open);
