import { err, type Issue, type Result } from '@tenantry/domain';
import { type Form, queryOf, readForm } from '../../request/form.ts';

/** Certain parameters; all others are ignored. What is wrong with the query as a whole has its name. */
export const readQuery = (request: Request, names: readonly string[]): Result<Form, Issue> => {
  const form = readForm(queryOf(request), names);
  return form.ok ? form : err({ ...form.error, path: ['query'] });
};
