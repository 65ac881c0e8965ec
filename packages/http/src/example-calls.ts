import { example as customersV2 } from './protocols/customers-v2/example.ts';

export interface ExampleCallsInput {
  readonly publicUrl: string;
  readonly apiKey: string;
  readonly accountId: string;
}

/** A call of each protocol for a shell, as it is: with the key in it. Whoever sees it can make it. */
export const exampleCalls = ({ publicUrl, apiKey, accountId }: ExampleCallsInput): string =>
  [customersV2(apiKey, accountId)]
    .map(({ title, path, headers, body }) => {
      const fields = Object.entries(headers).map(
        ([name, value]) => `-H ${quoted(`${name}: ${value}`)}`,
      );
      const words = [`curl -sS ${quoted(publicUrl + path)}`, ...fields, `-d ${quoted(body)}`];
      return `# ${title}\n${words.join(' \\\n  ')}`;
    })
    .join('\n\n');

/** One word of a POSIX shell, whatever is in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
