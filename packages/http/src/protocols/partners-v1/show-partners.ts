import { type Application, err, invalid, ok } from '@tenantry/domain';
import { jsonContent } from '../../reply.ts';
import { everyFault, isFaulty } from './faults.ts';
import { partnerShown } from './partner-shown.ts';
import { wireFailure } from './paths.ts';
import { readQuery } from './query.ts';
import type { Act } from './served.ts';

/** One partner, by number or UUID. */
export const find =
  (app: Application): Act =>
  async ({ parameters, requestId }, caller) => {
    const partner = parameters['id'] ?? '';
    const found = await app.partners.find({ partner }, { caller, requestId });
    return found.ok ? ok(shown(partnerShown(found.value))) : err(wireFailure(found.error));
  };

/** The partners that the caller sees, by number; all of them, or those that are called so. */
export const list =
  (app: Application): Act =>
  async ({ request, requestId }, caller) => {
    const query = readQuery(request, ['partner', 'take', 'skip']);
    if (!query.ok) return err(invalid([query.error]));
    const { fields, issues } = query.value;
    const named = fields.get('partner') ?? '';
    const asked = {
      limit: wholeNumber(fields.get('take') ?? '10'),
      skip: wholeNumber(fields.get('skip') ?? '0'),
      ...(named === '' ? {} : { named }),
    };
    const found = await app.partners.list(asked, { caller, requestId });
    const known = { issues: [], narrower: issues };
    if (isFaulty(known)) return err(everyFault(known, found));
    if (!found.ok) return err(wireFailure(found.error));
    const { total, items } = found.value;
    return ok(shown({ total, data: items.map(partnerShown) }));
  };

/**
 * In digits, however many: what is too great is cut. Anything else is no number, and the domain
 * says so.
 */
const wholeNumber = (text: string): number =>
  /^[0-9]+$/.test(text) ? Math.min(Number(text), Number.MAX_SAFE_INTEGER) : Number.NaN;

const shown = (body: object) => ({ status: 200, content: jsonContent(JSON.stringify(body)) });
