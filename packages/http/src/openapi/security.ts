import type { ZodOpenApiSecuritySchemeObject } from 'zod-openapi';
import type { ProofName } from '../description.ts';

export const securitySchemes: Readonly<Record<ProofName, ZodOpenApiSecuritySchemeObject>> = {
  apiKey: {
    type: 'apiKey',
    in: 'header',
    name: 'api_key',
    description: 'An API key.',
  },
  basic: {
    type: 'http',
    scheme: 'basic',
    description:
      "A person's user name, or `{address of the account}/{e-mail}`, and password (RFC 7617).",
  },
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'A token of `POST /v1/tokens`; under `/v1` an API key as well (RFC 6750).',
  },
};

/** Any one of the proofs is enough; where there is none, anybody may call. */
export const securityOf = (proofs: readonly ProofName[]) => proofs.map((name) => ({ [name]: [] }));
