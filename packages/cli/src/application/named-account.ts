import {
  AccountRef,
  type Application,
  type Context,
  comparable,
  Reference,
} from '@tenantry/domain';
import { Refused } from '../ending/exit.ts';
import { everyItem } from './every-item.ts';

// A command line names an account by its id, its number, or a partner's reference; use cases take
// the first two. A name that is nobody's is refused as an account that is not there.

/** The account that is named. */
export const knownAccount = async (app: Application, name: string, context: Context) => ({
  account: await knownRef(app, name, context),
});

/** The account that is named; where none is, the use case knows whose it is. */
export const accountNamed = async (
  app: Application,
  name: string | undefined,
  context: Context,
): Promise<{ readonly account?: string }> =>
  name === undefined ? {} : knownAccount(app, name, context);

/** The partner that is named. */
export const partnerNamed = async (app: Application, name: string, context: Context) => ({
  partner: await knownRef(app, name, context),
});

/**
 * The id or number that a name stands for; undefined where it is no partner's reference either. What
 * reads as a number is one: else a new account could take over a name that was a partner's. An id
 * is an account's first; a reference that was made for a partner looks like one too.
 */
export const refOf = async (
  app: Application,
  name: string,
  context: Context,
): Promise<string | undefined> => {
  const ref = AccountRef.safeParse(name).data;
  if (typeof ref === 'number') return name;
  const isId = ref !== undefined && (await isFound(app, ref, context));
  return isId ? name : partnerReferred(app, name, context);
};

/** Whatever else keeps an account from being found says nothing of whether there is one. */
async function isFound(app: Application, ref: AccountRef, context: Context): Promise<boolean> {
  const found = await app.accounts.find({ account: ref }, context);
  if (!found.ok && found.error.kind !== 'AccountNotFound') throw new Refused(found.error);
  return found.ok;
}

async function knownRef(app: Application, name: string, context: Context): Promise<string> {
  const ref = await refOf(app, name, context);
  if (ref === undefined) throw new Refused({ kind: 'AccountNotFound' });
  return ref;
}

/** The list holds those of that name besides; a reference is the only one in the installation. */
async function partnerReferred(
  app: Application,
  name: string,
  context: Context,
): Promise<string | undefined> {
  const wanted = Reference.safeParse(name).data;
  if (wanted === undefined) return undefined;
  const named = everyItem((part) => app.partners.list({ named: wanted, ...part }, context));
  for await (const { account, reference } of named)
    if (comparable(reference) === comparable(wanted)) return account.id;
  return undefined;
}
