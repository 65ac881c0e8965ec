import { spawnSync } from 'node:child_process';
import { exampleCalls } from '@tenantry/http';
import { expect, it } from 'vitest';
import { openInstallation } from './installation.ts';

/** The words that a shell makes of a text, with what stands for curl in front of them. */
function wordsOf(text: string): readonly string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${text}`;
  const { stdout, status } = spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
  expect(status).toBe(0);
  return stdout.split('\0').slice(0, -1);
}

const after = (words: readonly string[], flag: string): readonly string[] =>
  words.filter((_, at) => words[at - 1] === flag);

it('the calls that are printed work as they are, again and again', async () => {
  const { key, master, http } = await openInstallation();
  const publicUrl = "http://it's.test:8080";
  const text = exampleCalls({ publicUrl, apiKey: key, accountId: master.id });
  const words = wordsOf(text);
  expect(words.slice(0, 2)).toEqual(['-sS', `${publicUrl}/v2/customers`]);
  const headers = new Headers(
    after(words, '-H').map((line): [string, string] => {
      const [name = '', ...value] = line.split(': ');
      return [name, value.join(': ')];
    }),
  );
  const [body = ''] = after(words, '-d');
  for (let time = 0; time < 2; time++) {
    const call = new Request('http://host/v2/customers', { method: 'POST', headers, body });
    expect((await http.fetch(call)).status).toBe(201);
  }
});
