import {
  type Application,
  type CheckPhraseInput,
  err,
  type Issue,
  issuesOf,
  ok,
  VerificationPhrase,
} from '@tenantry/domain';
import { z } from 'zod';
import type { Description } from '../description.ts';
import { everyKind, type KindsOf, type UnprovenBy } from '../openapi/kinds.ts';
import { jsonContent } from '../reply.ts';
import { unparsed } from '../request/unparsed.ts';
import type { Route } from '../route.ts';
import { readAsked } from './asked.ts';
import { accountPath, inJson } from './described.ts';
import { readFields } from './fields.ts';
import { faulty, inPart, placed } from './parts.ts';
import { served } from './served.ts';

const CheckPhrase = z
  .strictObject({ phrase: VerificationPhrase.meta({ format: 'password' }) })
  .describe('A verification phrase as it was heard.');

const PhraseChecked = z
  .object({ matches: z.boolean() })
  .describe('Whether the phrase is the one that the partner is known by.');

/** What the parts of these are called in the document. */
export const phraseSchemas = { CheckPhrase, PhraseChecked };

const description: Description = {
  id: 'checkPhrase',
  summary: 'Check the verification phrase of a partner',
  description:
    'Compared by how it sounds: letter case, blanks and punctuation make no difference. A partner ' +
    'that has none matches none. So many tries as policy lets one person sign in wrongly, then all ' +
    'are refused for a while; each answer stands in the history, the phrase nowhere.',
  proofs: ['bearer', 'basic', 'apiKey'],
  power: 'read',
  path: accountPath,
  body: inJson(CheckPhrase, { heard: { phrase: 'four blue kettles' } }),
  answers: {
    200: {
      description: 'The phrase was compared.',
      content: inJson(PhraseChecked, { right: { matches: true }, wrong: { matches: false } }),
    },
  },
  failures: everyKind<
    | UnprovenBy['key' | 'token' | 'password']
    | Exclude<KindsOf<Application['partners']['checkPhrase']>, 'NotPermitted'>
  >()([
    'Invalid',
    'NotAuthenticated',
    'PasswordMustChange',
    'AccountNotFound',
    'AccountClosed',
    'TooManyTries',
    'Busy',
    'Unavailable',
  ]),
};

/**
 * Whether a phrase is the one of a partner. Each check counts, so that none can be made again under an
 * Idempotency-Key: one must be one, and has no effect.
 */
export const phraseCheckRoute = (app: Application): Route => ({
  method: 'POST',
  path: '/v1/accounts/:account/phrase-checks',
  describe: description,
  handle: served(app, 'read', async (exchange, caller) => {
    const asked = await readAsked(exchange, caller);
    if (!asked.ok) return asked;
    const { body, context, issues } = asked.value;
    const { given, issues: strange } = readFields(body, ['phrase']);
    const known = [...issues, ...strange];
    if (known.length > 0) return err(faulty([...known, ...phraseIssues(given['phrase'])]));
    const partner = exchange.parameters['account'] ?? '';
    const command = unparsed<CheckPhraseInput>({ ...given, partner });
    const checked = await app.partners.checkPhrase(command, context);
    if (!checked.ok) return err(placed(checked.error));
    const { matches } = checked.value;
    return ok({ status: 200, content: jsonContent(JSON.stringify({ matches })) });
  }),
});

/** What the domain would find wrong with it, where it is not to be asked: that would count as a try. */
function phraseIssues(phrase: unknown): readonly Issue[] {
  const { error } = VerificationPhrase.safeParse(phrase, { reportInput: true });
  const issues = error === undefined ? [] : issuesOf(error);
  return inPart(
    'body',
    issues.map((found) => ({ ...found, path: ['phrase', ...found.path] })),
  );
}
