import { asReader } from '../application/as-operator.ts';
import { valueOf } from '../ending/exit.ts';
import type { Flags } from '../said/flags.ts';
import { onOneLine } from '../terminal/on-one-line.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import type { Candidate } from './candidates.ts';

/** More than anybody reads in a list of candidates. */
const most = 200;

/** What every shell takes for one word, and leaves as it is. */
const plain = /^[\w.+@-]+$/;

/** Numbers of accounts, and references of partners, that the database has: the first of them. */
export const accountCandidates = async (
  flags: Flags,
  surroundings: Surroundings,
): Promise<readonly Candidate[]> => {
  const found: Candidate[] = [];
  await asReader(flags, surroundings, async (app, context) => {
    const { items } = valueOf(await app.accounts.subtree({ limit: most }, context));
    for (const { number, kind, name } of items)
      found.push({ word: String(number), meaning: `${kind} ${onOneLine(name)}` });
    const partners = valueOf(await app.partners.list({ skip: 0, limit: most }, context));
    for (const { reference, account } of partners.items)
      if (plain.test(reference))
        found.push({ word: reference, meaning: `partner ${onOneLine(account.name)}` });
  });
  return found;
};
