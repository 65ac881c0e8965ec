import { type Call, type ExampleCallsInput, fresh, quoted } from '../../shell.ts';

/** Signs in, and opens a sub-account by the token; its mailbox must be nobody's. */
export const example = ({ account, user }: ExampleCallsInput): Call => {
  const api = `${account.url}/api/v8`;
  const credentials = JSON.stringify({ login: user.email, password: user.password });
  const signIn = [
    `curl -sS ${quoted(`${api}/auth`)}`,
    `-H ${quoted('Content-Type: application/json')}`,
    `-d ${quoted(credentials)}`,
  ].join(' \\\n  ');
  return {
    title: 'partners-v8: sign in, and open a sub-account',
    before: [`TOKEN=$(${signIn} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`],
    url: `${api}/partners`,
    headers: { Authorization: 'Bearer %TOKEN%', 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: `partner-${fresh}@example.com` }),
  };
};
