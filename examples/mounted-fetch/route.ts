// What stands in a Next app as app/accounts/[[...path]]/route.ts.
import { http } from './accounts.ts';

const answer = (request: Request) => http.fetch(request);

export { answer as GET, answer as HEAD, answer as OPTIONS, answer as PATCH, answer as POST };
