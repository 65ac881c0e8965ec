import type { ZodOpenApiOperationObject, ZodOpenApiParameters } from 'zod-openapi';
import type { Description, Explain } from '../description.ts';
import type { Route } from '../route.ts';
import { partsOf } from './content.ts';
import { outcomesIn } from './outcome.ts';
import { responsesIn } from './response.ts';
import { securityOf } from './security.ts';

/** Makes the operations of one family of routes. */
export const operationsIn = (tag: string, explain: Explain) => {
  const prefix = tag.replaceAll(/[^\w.-]+/g, '');
  const responses = responsesIn(prefix, outcomesIn(prefix, explain));
  return (route: Route): ZodOpenApiOperationObject => {
    const { describe } = route;
    const description = textOf(describe);
    return {
      operationId: describe.id,
      summary: describe.summary,
      ...(description === '' ? {} : { description }),
      tags: [tag],
      security: securityOf(describe.proofs),
      ...(describe.power === undefined ? {} : { 'x-power': describe.power }),
      ...parametersOf(describe),
      ...(describe.body === undefined
        ? {}
        : {
            requestBody: {
              required: describe.bodyIsOptional !== true,
              content: partsOf(describe.body),
            },
          }),
      responses: responses(route, describe),
    };
  };
};

const textOf = ({ description, power }: Description): string =>
  [
    ...(description === undefined ? [] : [description]),
    ...(power === undefined ? [] : [`Needs the power \`${power}\`.`]),
  ].join('\n\n');

function parametersOf({ path, query, headers }: Description) {
  const requestParams: ZodOpenApiParameters = {
    ...(path === undefined ? {} : { path }),
    ...(query === undefined ? {} : { query }),
    ...(headers === undefined ? {} : { header: headers }),
  };
  return Object.keys(requestParams).length === 0 ? {} : { requestParams };
}
